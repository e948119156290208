"""`motcua migrate`: a unit's register from file to archive at the command line, and how each step may end."""

import json
import pickle
from pathlib import Path

import pytest
from sqlalchemy import URL

from migration_tools.mapping_in_use import MappingInUse
from tests.support.city import COMMUNE, Town
from tests.support.commands import Ended, invoke
from tests.support.quarantine import answer

REGISTER = """Số hồ sơ,Mã thủ tục,Người nộp,Ngày nhận,Ngày hẹn trả,Trạng thái,Ngày trả
HS-1,1.001193,Nguyễn Văn An,05/11/2018,07/11/2018,Đã trả kết quả,07/11/2018
HS-2,1.001193,Trần Thị Bình,06/11/2018,08/11/2018,Đã trả kết quả,08/11/2018
HS-4,1.001193,Phạm Thị Dung,12/11/2018,14/11/2018,Đang xử lý,
"""
BAD_ROW = "HS-3,1.001193,Lê Văn Cường,31/02/2018,08/11/2018,Đã trả kết quả,08/11/2018\n"
MAPPING = f"""mapping: tu-phap/ho-so@1
extends: preset/register-csv@1
source: {{adapter: csv, header_row: 1}}
key: [Số hồ sơ]
unit: {{const: "{COMMUNE}", at: received_on}}
fields:
  number: {{from: Số hồ sơ}}
  procedure_code: {{from: Mã thủ tục, op: [trim]}}
  applicant: {{from: Người nộp}}
  received_on: {{from: Ngày nhận}}
  due_on: {{from: Ngày hẹn trả}}
  status: {{from: Trạng thái}}
  returned_on: {{from: Ngày trả}}
"""


class Desk:
    """A technician's folder with a register and its mapping, beside a city's database."""

    def __init__(self, folder: Path) -> None:
        self.register, self.mapping = folder / "so.csv", folder / "so.yaml"
        self.register.write_text(REGISTER, encoding="utf-8")
        self.mapping.write_text(MAPPING, encoding="utf-8")

    def snapshot(self) -> Ended:
        unit = ("--unit", COMMUNE, "--mapping", self.mapping)
        return invoke("migrate", "snapshot", "tu-phap", self.register, *unit)

    def map(self) -> Ended:
        return invoke("migrate", "map", "tu-phap", "--mapping", self.mapping)

    def load(self) -> Ended:
        return invoke("migrate", "load", "tu-phap")

    def status(self) -> Ended:
        return invoke("migrate", "status", "tu-phap", "--json")


@pytest.fixture
def desk(tmp_path: Path, database_url: URL, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("MOTCUA_DATABASE_URL", database_url.render_as_string(hide_password=False))
    return Desk(tmp_path)


def test_a_clean_register_goes_through_and_every_step_ends_with_zero(desk: Desk, town: Town) -> None:
    ended = [desk.snapshot(), desk.map(), desk.load(), desk.status()]

    assert [each.exit for each in ended] == [0, 0, 0, 0]
    told = json.loads(ended[3].out)
    assert told["balanced"]
    assert (told["totals"]["read"], told["totals"]["loaded"], told["quarantine"]) == (3, 3, {})
    assert [row.state for row in town.rows("SELECT state FROM dossier ORDER BY received_at")] == [
        "ended",
        "ended",
        "to_place",
    ]


def test_a_row_put_aside_ends_loading_and_status_with_six(desk: Desk) -> None:
    desk.register.write_text(REGISTER + BAD_ROW, encoding="utf-8")
    desk.snapshot()
    desk.map()

    ended = desk.load()

    assert (ended.exit, desk.status().exit) == (6, 6)
    assert "date.impossible: 1" in ended.out


def test_rows_that_are_read_and_no_more_are_unbalanced_and_end_with_three(desk: Desk) -> None:
    desk.snapshot()

    ended = desk.status()

    assert ended.exit == 3
    assert json.loads(ended.out)["totals"]["without_outcome"] == 3


def test_a_source_that_changed_ends_with_five(desk: Desk) -> None:
    desk.snapshot()
    desk.register.write_text(REGISTER + BAD_ROW, encoding="utf-8")

    ended = desk.snapshot()

    assert ended.exit == 5
    assert "so.csv" in ended.err


def test_the_second_run_copies_and_maps_nothing(desk: Desk) -> None:
    first = (desk.snapshot().out, desk.map().out)
    desk.load()

    again = (desk.snapshot().out, desk.map().out)

    assert ["3 " in each for each in first] == [True, True]
    assert ["0 " in each for each in again] == [True, True]


def test_a_value_is_explained_for_people_and_for_programs(desk: Desk) -> None:
    desk.snapshot()
    desk.map()
    desk.load()

    told = invoke("migrate", "explain", "HS-2", "applicant")
    as_json = invoke("migrate", "explain", "HS-2", "applicant", "--json")

    assert "Trần Thị Bình" in told.out
    assert "so.csv" in told.out
    (found,) = json.loads(as_json.out)
    assert (found["columns"], found["row"], found["value"]) == (["Người nộp"], 3, "Trần Thị Bình")


def test_a_profile_tells_columns_and_examples_and_needs_no_database(tmp_path: Path) -> None:
    desk = Desk(tmp_path)

    told = invoke("migrate", "profile", desk.register, "--mapping", desk.mapping)
    as_json = invoke("migrate", "profile", desk.register, "--mapping", desk.mapping, "--json")

    assert "Người nộp: 3/3" in told.out
    (column,) = [each for each in json.loads(as_json.out)["columns"] if each["name"] == "Ngày trả"]
    assert (column["filled"], len(column["examples"])) == (2, 2)


def test_columns_that_nobody_maps_are_named_before_and_when_rows_are_mapped(desk: Desk) -> None:
    desk.mapping.write_text(MAPPING.replace("  due_on: {from: Ngày hẹn trả}\n", ""), encoding="utf-8")
    desk.snapshot()

    ended = [invoke("migrate", "profile", desk.register, "--mapping", desk.mapping), desk.map()]

    assert ["chưa ai ánh xạ: Ngày hẹn trả" in each.out for each in ended] == [True, True]


def test_a_mapping_whose_columns_are_not_there_is_told_line_by_line_and_ends_with_two(desk: Desk) -> None:
    desk.snapshot()
    desk.mapping.write_text(MAPPING.replace("key: [Số hồ sơ]", "key: [Số]"), encoding="utf-8")

    ended = desk.map()

    assert ended.exit == 2
    assert "Số" in ended.err


def test_a_file_that_is_not_there_ends_with_two(desk: Desk) -> None:
    desk.register.unlink()

    assert desk.snapshot().exit == 2

    desk.mapping.unlink()
    assert desk.map().exit == 2


def test_a_point_to_die_at_that_nobody_knows_is_an_error(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_DIE_AT", "nowhere")

    with pytest.raises(ValueError, match="nowhere"):
        desk.snapshot()


def test_a_units_own_base_and_words_are_read_again_by_every_later_step(desk: Desk, tmp_path: Path) -> None:
    """Its files may be gone by then: what the batch was mapped with is kept with it."""
    (tmp_path / "status").mkdir()
    words, base = tmp_path / "status" / "xa.yaml", tmp_path / "goc@1.yaml"
    words.write_text("lookup: status/xa\nentries: {Đã trả kết quả: done, Đang xử lý: processing}\n", "utf-8")
    base.write_text(
        "mapping: goc@1\nextends: preset/register-csv@1\nfields:\n  status: {lookup: status/xa}\n", "utf-8"
    )
    desk.mapping.write_text(MAPPING.replace("preset/register-csv@1", "goc@1"), encoding="utf-8")
    desk.register.write_text(REGISTER + BAD_ROW, encoding="utf-8")
    for step in (desk.snapshot, desk.map, desk.load):
        step()
    for path in (words, base, desk.mapping):
        path.unlink()
    invoke("migrate", "quarantine", "export", "tu-phap", tmp_path / "can-sua.xlsx")
    answer(tmp_path / "can-sua.xlsx", "05/11/2018")

    ended = [
        invoke("migrate", "quarantine", "import", "tu-phap", tmp_path / "can-sua.xlsx"),
        invoke("migrate", "reconcile", "tu-phap"),
        invoke("migrate", "explain", "HS-3", "status"),
    ]

    assert [each.exit for each in ended] == [0, 0, 0]
    assert "lookup" in ended[2].out


def test_a_mapping_travels_to_other_processes() -> None:
    used = MappingInUse(MAPPING)
    digest = used.digest

    arrived = pickle.loads(pickle.dumps(used))

    assert (arrived.digest, arrived) == (digest, used)
