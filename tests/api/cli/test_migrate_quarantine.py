"""`motcua migrate quarantine`, `reconcile`, `record`, `merge`: the second half of a technician's weekend."""

import json
from pathlib import Path

import pytest
from sqlalchemy import URL, text

from engine.errors import Refused
from tests.api.cli.test_migrate import BAD_ROW, REGISTER, Desk
from tests.support.city import Town
from tests.support.commands import invoke
from tests.support.quarantine import answer


@pytest.fixture
def desk(tmp_path: Path, database_url: URL, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("MOTCUA_DATABASE_URL", database_url.render_as_string(hide_password=False))
    return Desk(tmp_path)


@pytest.fixture
def loaded(desk: Desk) -> Desk:
    """A register of four dossiers, one of which waits for the unit."""
    desk.register.write_text(REGISTER + BAD_ROW, encoding="utf-8")
    for step in (desk.snapshot, desk.map, desk.load):
        step()
    return desk


def test_rows_that_wait_are_counted_by_reason_and_end_with_six(loaded: Desk) -> None:
    ended = invoke("migrate", "quarantine", "list", "tu-phap", "--json")

    assert (ended.exit, json.loads(ended.out)) == (6, {"date.impossible": 1})


def test_a_workbook_goes_out_and_comes_back_and_nothing_waits_any_more(loaded: Desk, tmp_path: Path) -> None:
    path = tmp_path / "can-sua.xlsx"
    assert invoke("migrate", "quarantine", "export", "tu-phap", path).exit == 0
    answer(path, "05/11/2018")

    ended = invoke("migrate", "quarantine", "import", "tu-phap", path, "--json")

    assert (ended.exit, json.loads(ended.out)["laid"], json.loads(ended.out)["waiting"]) == (0, 1, 0)
    assert invoke("migrate", "quarantine", "list", "tu-phap").exit == 0
    assert invoke("migrate", "reconcile", "tu-phap").exit == 0


def test_a_refused_answer_ends_with_one_and_is_told_by_its_line(loaded: Desk, tmp_path: Path) -> None:
    path = tmp_path / "can-sua.xlsx"
    invoke("migrate", "quarantine", "export", "tu-phap", path)
    answer(path, "05/11/2018", basis="")

    ended = invoke("migrate", "quarantine", "import", "tu-phap", path)

    assert ended.exit == 1
    assert "dòng 2: thiếu người sửa hoặc căn cứ" in ended.err


def test_what_is_no_workbook_of_ours_ends_with_two(loaded: Desk) -> None:
    assert invoke("migrate", "quarantine", "import", "tu-phap", loaded.register).exit == 2


def test_rows_are_left_out_only_by_a_rule_that_somebody_approved(loaded: Desk) -> None:
    rule = ("migrate", "quarantine", "exclude", "tu-phap", "date.impossible")

    nobody = invoke(*rule)
    approved = invoke(*rule, "--approver", "Lê Thị Hoa", "--basis", "Công văn 12")

    assert (nobody.exit, approved.exit) == (2, 0)
    assert json.loads(loaded.status().out)["totals"]["excluded"] == 1
    with pytest.raises(Refused):  # no row waits for this reason any more
        invoke(*rule, "--approver", "Lê Thị Hoa", "--basis", "Công văn 12")


def test_a_balanced_batch_with_open_rows_ends_with_six_and_its_sums_are_equal(loaded: Desk) -> None:
    ended = invoke("migrate", "reconcile", "tu-phap", "--json")

    told = json.loads(ended.out)
    assert (ended.exit, told["balanced"], told["rows_compared"], told["quarantined"]) == (6, True, 4, 1)
    assert all(line["equal"] for line in told["controls"])
    assert {line["control"] for line in told["controls"]} == {
        "Số hồ sơ theo trạng thái",
        "Số hồ sơ theo trạng thái, tháng của ngày nhận",
    }


def test_a_value_that_was_changed_behind_our_back_ends_with_three(loaded: Desk, town: Town) -> None:
    with town.database.connect() as connection:
        connection.execute(text("UPDATE dossier SET received_at = received_at - interval '1 day'"))
        getattr(connection, "commit")()  # noqa: B009

    ended = invoke("migrate", "reconcile", "tu-phap")

    assert ended.exit == 3
    assert "Giá trị ở hệ thống mới khác nguồn · received_at: 3" in ended.out
    assert "CHƯA CÂN BẰNG" in ended.out


def test_a_batch_that_is_not_loaded_cannot_be_reconciled_or_recorded(desk: Desk, tmp_path: Path) -> None:
    desk.snapshot()

    for command in (("reconcile", "tu-phap"), ("record", "tu-phap", "-o", tmp_path / "bb.pdf")):
        with pytest.raises(Refused):
            invoke("migrate", *command)


def test_the_record_is_printed_as_pdf(loaded: Desk, tmp_path: Path) -> None:
    invoke("migrate", "reconcile", "tu-phap")
    path = tmp_path / "bb.pdf"

    ended = invoke(
        "migrate", "record", "tu-phap", "-o", path, "--for-unit", "Lê Thị Hoa", "--by", "Lương Quốc Việt"
    )

    assert ended.exit == 0
    assert path.read_bytes().startswith(b"%PDF")


def test_merges_are_listed_and_taken_back_by_name(desk: Desk) -> None:
    first = REGISTER.splitlines()[1]
    desk.register.write_text(f"{REGISTER}{first}\n", encoding="utf-8")
    for step in (desk.snapshot, desk.map, desk.load):
        step()
    (merged,) = json.loads(invoke("migrate", "merge", "list", "tu-phap", "--json").out)["merged"]
    place = f"{merged['table']}:{merged['position']}"

    nobody = invoke("migrate", "merge", "undo", "tu-phap", place)
    undone = invoke("migrate", "merge", "undo", "tu-phap", place, "--by", "Lê Thị Hoa", "--basis", "Sổ giấy")

    assert (nobody.exit, undone.exit) == (2, 0)
    assert json.loads(invoke("migrate", "merge", "list", "tu-phap", "--json").out)["merged"] == []


def test_a_batch_without_a_folder_of_attachments_says_so(loaded: Desk) -> None:
    ended = invoke("migrate", "attachments", "tu-phap")

    assert ended.exit == 0
    assert "không kèm thư mục" in ended.out
