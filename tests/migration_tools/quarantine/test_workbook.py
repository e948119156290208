"""What waits goes out as a workbook and comes back as corrections; nothing but the open cells is read."""

import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from engine.store.work import begin, reading
from migration_tools.cell import Row
from migration_tools.errors import Unreadable
from migration_tools.quarantine import workbook_in, workbook_out
from migration_tools.quarantine.correct import Corrected, correct
from migration_tools.quarantine.lines import Line, lines
from migration_tools.quarantine.sheet_words import BASIS, BY, COLUMN, EMPTY, HEADINGS, LIST_SHEET, RIGHT
from migration_tools.store.batches import Batch
from tests.support.batches import IMPORTED_AT, bring_over, workshop
from tests.support.city import Town
from tests.support.legacy import DOSSIERS, HISTORY, RegisterMapping, register

WRONG_DAY = "30/02/2016"


def with_wrong_days(*positions: int) -> dict[str, list[Row]]:
    rows = register(6)
    for position in positions:
        head = rows[DOSSIERS][position - 1]
        rows[DOSSIERS][position - 1] = (*head[:3], WRONG_DAY, *head[4:])
    return rows


def asked(town: Town, batch: Batch) -> list[Line]:
    with reading(town.database) as work:
        return list(lines(work, batch))


def answered(path: Path, answers: dict[int, dict[str, object]]) -> Path:
    """The workbook as the unit sends it back: the same cells, some of them written on by line."""
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(LIST_SHEET).to_python()
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(LIST_SHEET)
        for at, row in enumerate(rows):
            cells = dict(zip(HEADINGS, row, strict=True)) | answers.get(at + 1, {})
            sheet.write_row(at, 0, list(cells.values()))
    return path


def right(value: object, **more: object) -> dict[str, object]:
    return {RIGHT: value, BY: "Lê Thị Hoa", BASIS: "Sổ giấy, trang 12"} | more


def take_back(town: Town, batch: Batch, path: Path) -> Corrected:
    with begin(town.database) as work:
        found = correct(work, batch, workbook_in.read_file(path), IMPORTED_AT)
    shop = workshop(town.database)
    shop.map(batch, RegisterMapping())
    shop.load(batch)
    return found


@pytest.fixture
def batch(town: Town) -> Batch:
    return bring_over(town.database, with_wrong_days(2, 4))


@pytest.fixture
def sent(town: Town, batch: Batch, tmp_path: Path) -> Path:
    path = tmp_path / "can-sua.xlsx"
    workbook_out.write(path, asked(town, batch))
    return path


def test_each_fault_is_a_question_that_says_where_what_and_what_to_do(town: Town, batch: Batch) -> None:
    first, second = asked(town, batch)

    assert (first.batch, first.file, first.table, first.position) == ("thu", "so.csv", DOSSIERS, 2)
    assert (first.field, first.raw, first.columns) == ("Ngày nhận", WRONG_DAY, ("ngay_nhan",))
    assert first.message.startswith("Ngày này không có trong lịch.")
    assert "nguoi_nop: Nguyễn Thị Số 1" in first.row
    assert second.position == 4


def test_what_only_waits_for_its_dossier_is_not_asked(town: Town, batch: Batch) -> None:
    assert {line.table for line in asked(town, batch)} == {DOSSIERS}
    assert town.rows("SELECT 1 FROM outcome WHERE kind = 'quarantined' AND reason = 'row.dossier_held'")


def test_a_number_given_twice_may_be_corrected_in_any_column(town: Town) -> None:
    rows = register(2)
    rows[DOSSIERS].append((*rows[DOSSIERS][0][:2], "Người khác", *rows[DOSSIERS][0][3:]))

    found = asked(town, bring_over(town.database, rows))

    assert [(line.code, line.position) for line in found] == [
        ("key.twice_in_unit", 1),
        ("key.twice_in_unit", 3),
    ]
    assert found[0].columns == (
        "so",
        "ma_tthc",
        "nguoi_nop",
        "ngay_nhan",
        "hen_tra",
        "trang_thai",
        "ngay_tra",
    )


def test_only_the_answers_can_be_written_and_the_key_is_hidden(sent: Path) -> None:
    with zipfile.ZipFile(sent) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        styles = book.read("xl/styles.xml").decode()

    assert "<sheetProtection" in sheet
    assert "<autoFilter" in sheet
    assert re.search(r"<col min=\"14\" max=\"15\"[^>]*hidden=\"1\"", sheet)
    assert 'locked="0"' in styles


def test_a_command_in_a_cell_is_shown_as_text() -> None:
    assert workbook_out.plain("=cmd|' /C calc'!A0") == "'=cmd|' /C calc'!A0"
    assert [workbook_out.plain(text)[0] for text in ("+1", "-1", "@x", "\tx", "\rx")] == ["'"] * 5
    assert workbook_out.plain("Nguyễn = An") == "Nguyễn = An"


def test_a_hostile_register_puts_no_formula_into_the_workbook(town: Town, tmp_path: Path) -> None:
    rows = with_wrong_days(2)
    head = rows[DOSSIERS][1]
    rows[DOSSIERS][1] = (*head[:2], "=cmd|' /C calc'!A0", "=1+1", *head[4:])
    path = tmp_path / "x.xlsx"

    workbook_out.write(path, asked(town, bring_over(town.database, rows)))

    with zipfile.ZipFile(path) as book:
        assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()


def test_an_answer_becomes_a_correction_with_who_and_why_and_lets_the_dossier_in(
    town: Town, batch: Batch, sent: Path
) -> None:
    path = answered(sent, {2: right("2016-01-05")})

    found = take_back(town, batch, path)

    assert (found.laid, found.known, found.refused) == (1, 0, ())
    ((column, by, basis),) = town.rows("SELECT column_name, by, basis FROM raw_patch")
    assert (column, by, basis) == ("ngay_nhan", "Lê Thị Hoa", "Sổ giấy, trang 12")
    assert dict(workshop(town.database).status(batch).quarantine) == {
        "date.impossible": 1,
        "row.dossier_held": 5,
    }


def test_the_same_workbook_again_changes_nothing(town: Town, batch: Batch, sent: Path) -> None:
    path = answered(sent, {2: right("2016-01-05")})
    take_back(town, batch, path)

    again = take_back(town, batch, path)

    assert (again.laid, again.known, again.refused) == (0, 1, ())
    assert len(town.rows("SELECT 1 FROM raw_patch")) == 1


def test_a_row_that_changed_since_it_was_sent_is_refused_by_its_line(
    town: Town, batch: Batch, sent: Path
) -> None:
    take_back(town, batch, answered(sent, {2: right("2016-01-05")}))

    found = take_back(town, batch, answered(sent, {2: right("2016-01-06"), 3: right("2016-01-07")}))

    assert (found.laid, [each.line for each in found.refused]) == (1, [2])
    assert "đã khác từ khi xuất" in found.refused[0].why


REFUSED = {
    "thiếu người sửa": right("2016-01-05", **{BASIS: " "}),
    "không có cột": right("2016-01-05", **{COLUMN: "other"}),
    "không có dòng": right("2016-01-05", khóa="999:1"),
    "đã khác": right("2016-01-05", dấu="00"),
}


def test_a_row_that_a_newer_mapping_let_in_meanwhile_is_left_to_a_patch(town: Town, tmp_path: Path) -> None:
    """What is loaded can only be corrected where the archive can follow, which a patch finds out beforehand."""
    rows = register(1)
    rows[DOSSIERS][0] = (*rows[DOSSIERS][0][:2], "", *rows[DOSSIERS][0][3:])
    batch = bring_over(town.database, rows)
    path = tmp_path / "can-sua.xlsx"
    workbook_out.write(path, asked(town, batch))
    shop = workshop(town.database)
    shop.map(batch, RegisterMapping(digest="register-2", strict=False))
    shop.load(batch)

    found = take_back(town, batch, answered(path, {2: right("Nguyễn Thị Hoa")}))

    assert (found.laid, [refusal.line for refusal in found.refused]) == (0, [2])
    assert "migrate patch" in found.refused[0].why


@pytest.mark.parametrize("why", REFUSED)
def test_an_answer_that_fits_no_row_is_refused_and_the_others_are_taken(
    town: Town, batch: Batch, sent: Path, why: str
) -> None:
    path = answered(sent, {2: REFUSED[why], 3: right("2016-01-07")})

    found = take_back(town, batch, path)

    assert (found.laid, [each.line for each in found.refused]) == (1, [2])
    assert why in found.refused[0].why


def test_two_answers_for_one_cell_contradict_each_other(town: Town, tmp_path: Path) -> None:
    rows = with_wrong_days(2)
    head = rows[DOSSIERS][1]
    rows[DOSSIERS][1] = (*head[:2], "", *head[3:])
    batch = bring_over(town.database, rows)
    path = tmp_path / "x.xlsx"
    workbook_out.write(path, asked(town, batch))

    answers = {2: right("2016-01-05"), 3: right("2016-01-06", **{COLUMN: "ngay_nhan"})}
    found = take_back(town, batch, answered(path, answers))

    assert (found.laid, [each.line for each in found.refused]) == (1, [3])


def test_a_blank_answer_is_no_answer_and_the_word_for_nothing_empties_the_cell(
    town: Town, batch: Batch, sent: Path
) -> None:
    path = answered(sent, {2: right("  "), 3: right(EMPTY)})

    (answer,) = workbook_in.read_file(path)

    assert (answer.line, answer.right) == (3, None)


@pytest.mark.parametrize(("typed", "cell"), [(12, 12), (1.5, "1.5"), (" a ", "a"), (True, True)])
def test_a_typed_cell_is_taken_as_it_was_typed(sent: Path, typed: object, cell: object) -> None:
    (answer,) = workbook_in.read_file(answered(sent, {2: right(typed)}))

    assert answer.right == cell or str(answer.right) == cell


def test_another_workbook_is_refused(tmp_path: Path, sent: Path) -> None:
    (tmp_path / "a.xlsx").write_text("x")
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as book:
        book.add_worksheet(LIST_SHEET).write_row(0, 0, ["Khác"])

    codes = []
    for path in (tmp_path / "a.xlsx", tmp_path / "b.xlsx", tmp_path / "c.xlsx"):
        with pytest.raises(Unreadable) as unreadable:
            list(workbook_in.read_file(path))
        codes.append(unreadable.value.code)

    assert codes == ["quarantine.unreadable", "quarantine.other_sheet", "quarantine.unreadable"]


def test_history_waits_no_more_once_its_dossier_is_let_in(town: Town, batch: Batch, sent: Path) -> None:
    take_back(town, batch, answered(sent, {2: right("2016-01-05"), 3: right("2016-01-07")}))

    status = workshop(town.database).status(batch)

    assert (status.quarantined, status.is_balanced) == (0, True)
    assert sum(line.loaded for line in status.balance if line.table == HISTORY) == 30
