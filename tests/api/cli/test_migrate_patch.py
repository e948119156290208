"""`motcua migrate patch`: one cell or several of one row, with who says so."""

from pathlib import Path

import pytest
from sqlalchemy import URL

from engine.errors import Refused
from tests.api.cli.test_migrate import BAD_ROW, REGISTER, Desk
from tests.support.commands import invoke

WHO = ("--by", "Lê Thị Hoa", "--basis", "Sổ giấy, trang 3")


@pytest.fixture
def loaded(tmp_path: Path, database_url: URL, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A register of four dossiers, one of which waits for the unit."""
    monkeypatch.setenv("MOTCUA_DATABASE_URL", database_url.render_as_string(hide_password=False))
    desk = Desk(tmp_path)
    desk.register.write_text(REGISTER + BAD_ROW, encoding="utf-8")
    for step in (desk.snapshot, desk.map, desk.load):
        step()
    return desk


def test_a_patch_of_a_loaded_dossier_is_told_and_explained_and_both_sides_agree(loaded: Desk) -> None:
    ended = invoke(
        "migrate", "patch", "tu-phap", "--row", "so:2", "--field", "due_on", "--value", "09/11/2018", *WHO
    )

    explained = invoke("migrate", "explain", "HS-1", "due_on").out
    assert (ended.exit, ended.out.strip()) == (0, "so:2 · Ngày hẹn trả: 07/11/2018 → 09/11/2018")
    assert "07/11/2018 → 09/11/2018 · Lê Thị Hoa · Sổ giấy, trang 3" in explained
    assert "CHƯA" not in invoke("migrate", "reconcile", "tu-phap").out


def test_cells_that_belong_together_are_corrected_together(loaded: Desk) -> None:
    cells = (
        "--field",
        "Trạng thái",
        "--value",
        "Đã trả kết quả",
        "--field",
        "Ngày trả",
        "--value",
        "14/11/2018",
    )

    ended = invoke("migrate", "patch", "tu-phap", "--row", "so:4", *cells, *WHO)

    assert (ended.exit, len(ended.out.splitlines())) == (0, 2)


def test_a_patch_lets_a_row_that_waits_in(loaded: Desk) -> None:
    wish = ("--row", "so:5", "--field", "Ngày nhận", "--value", "05/11/2018")

    first = invoke("migrate", "patch", "tu-phap", *wish, *WHO)
    again = invoke("migrate", "patch", "tu-phap", *wish, *WHO)

    assert (first.exit, again.exit, loaded.status().exit) == (0, 0, 0)
    assert "→" not in again.out


@pytest.mark.parametrize(
    "words",
    [
        ("--row", "so:2", "--field", "due_on", "--value", "09/11/2018", "--by", "Lê Thị Hoa"),
        ("--row", "2", "--field", "due_on", "--value", "09/11/2018", *WHO),
        ("--row", "so:2", "--field", "due_on", *WHO),
        ("--row", "so:2", "--field", "due_on", "--value", " ", *WHO),
    ],
    ids=["nobody", "no table", "no value", "blank"],
)
def test_a_patch_that_nobody_answers_for_or_that_is_not_whole_ends_with_two(
    loaded: Desk, words: tuple[str, ...]
) -> None:
    assert invoke("migrate", "patch", "tu-phap", *words).exit == 2


def test_what_cannot_be_changed_is_refused(loaded: Desk) -> None:
    with pytest.raises(Refused, match="other_key"):
        invoke("migrate", "patch", "tu-phap", "--row", "so:2", "--field", "number", "--value", "HS-77", *WHO)
