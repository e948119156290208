"""Files that are wrong as a whole are wrong in just the way the truth says."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from migration_tools.errors import Unreadable
from migration_tools.faults.generate.damaged import FOLDER, write_damaged_files
from migration_tools.faults.generate.truth import PlantedFault, TruthFiles, read_planted
from migration_tools.sources.base import Place
from migration_tools.sources.dbase import Dbase
from migration_tools.sources.mysqldump import MysqlDump
from migration_tools.sources.spreadsheet import Spreadsheet

Damaged = tuple[Path, dict[str, PlantedFault]]


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Damaged:
    folder = tmp_path_factory.mktemp("damaged")
    truth = TruthFiles(folder)
    write_damaged_files(folder, truth, 5)
    truth.close()
    return folder / FOLDER, {fault.code: fault for fault in read_planted(folder)}


def path(damaged: Damaged, code: str) -> Path:
    folder, faults = damaged
    return folder / faults[code].table


def test_a_truncated_dump_cannot_be_read_to_its_end(damaged: Damaged) -> None:
    source = MysqlDump(Place(path(damaged, "file.truncated")))

    with pytest.raises(Unreadable):
        [list(source.rows(table.name)) for table in source.tables()]


def test_a_bomb_is_small_and_inflates_far(damaged: Damaged) -> None:
    bomb = path(damaged, "file.expands_too_far")

    with zipfile.ZipFile(bomb) as packed:
        expanded = sum(each.file_size for each in packed.infolist())

    assert bomb.stat().st_size < 1_000_000 < 100 * bomb.stat().st_size < expanded


def test_a_bomb_is_refused(damaged: Damaged) -> None:
    with pytest.raises(Unreadable):
        Spreadsheet(Place(path(damaged, "file.expands_too_far"))).tables()


def test_a_file_that_changed_has_another_hash_than_before(damaged: Damaged) -> None:
    fault = damaged[1]["file.changed_while_copied"]
    now = hashlib.sha256(path(damaged, fault.code).read_bytes()).hexdigest()

    assert fault.value is not None
    assert len(fault.value) == len(now)
    assert fault.value != now


def test_a_deleted_record_is_counted_and_not_read(damaged: Damaged) -> None:
    source = Dbase(Place(path(damaged, "file.deleted_record")))
    (table,) = source.tables()

    assert len(list(source.rows(table.name))) == 1
    assert any(note.startswith("1 ") for note in table.notes)


def test_a_hidden_sheet_is_read_too(damaged: Damaged) -> None:
    fault = damaged[1]["file.hidden_sheet"]
    source = Spreadsheet(Place(path(damaged, fault.code)))

    assert fault.value in [table.name for table in source.tables()]


def test_headings_stand_on_the_row_of_the_truth(damaged: Damaged) -> None:
    fault = damaged[1]["file.header_row"]
    settings = (("header_row", int(fault.value or 0)),)
    (table,) = Spreadsheet(Place(path(damaged, fault.code), settings=settings)).tables()

    assert table.columns == ("Số hồ sơ", "Họ và tên")


def test_a_day_of_the_1904_system_is_the_day_of_the_truth(damaged: Damaged) -> None:
    fault = damaged[1]["date.excel_1904"]
    source = Spreadsheet(Place(path(damaged, fault.code), settings=(("header_row", 1),)))
    (row,) = source.rows("HS")

    assert str(row.row[1]).startswith(fault.value or "?")
