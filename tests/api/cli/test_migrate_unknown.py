"""A register nobody has described, from its workbook to a balanced archive, by commands alone."""

import json
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook
from sqlalchemy import URL

from migration_tools.mapping.sheet_lookups import LOOKUPS_SHEET
from tests.support.city import COMMUNE, Town
from tests.support.commands import invoke

HEADINGS = (
    "STT",
    "Số biên nhận",
    "Họ tên người nộp",
    "Ngày nhận hồ sơ",
    "Ngày hẹn",
    "Ngày trả",
    "Tình trạng",
    "Tờ",
)
NAMES = ("An", "Bình", "Cường", "Dung", "Giang", "Hà", "Khánh", "Lan", "Minh", "Nga")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Titles above, headings in row 5, real dates beside written ones, cells merged downwards, a word of their own."""
    path = tmp_path / "Sổ của phường.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, day = book.add_worksheet("Sổ 2018"), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.merge_range(0, 0, 0, 7, "ỦY BAN NHÂN DÂN PHƯỜNG MINH KHAI")
        sheet.write(1, 0, "SỔ THEO DÕI HỒ SƠ NĂM 2018")
        sheet.write_row(4, 0, HEADINGS)
        for at, name in enumerate(NAMES):
            row = 5 + at
            returned = "" if at == 9 else f"{15 + at}/10/2018"
            state = "Treo" if at == 9 else "Đã trả kết quả"
            sheet.write_row(row, 0, (at + 1, f"{at + 1:03d}/2018", f"Nguyễn Văn {name}"))
            if at > 1:
                sheet.write_datetime(row, 3, datetime(2018, 10, 8 + at), day)
            sheet.write_row(row, 4, (f"{15 + at}/10/2018", returned, state, at))
        sheet.merge_range(5, 3, 6, 3, datetime(2018, 10, 8), day)
        book.add_worksheet("Bìa").write(0, 0, "Sổ số 1")
    return path


@pytest.fixture
def here(tmp_path: Path, database_url: URL, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MOTCUA_DATABASE_URL", database_url.render_as_string(hide_password=False))
    return tmp_path


def tell_what_it_means(form: Path, word: str, meaning: str) -> None:
    """Choose the meaning of one word on the form's page of code tables, as a person in Excel would."""
    pages = {
        name: CalamineWorkbook.from_filelike(BytesIO(form.read_bytes())).get_sheet_by_name(name).to_python()
        for name in CalamineWorkbook.from_path(str(form)).sheet_names
    }
    for row in pages[LOOKUPS_SHEET]:
        if row[1] == word:
            row[2] = meaning
    with xlsxwriter.Workbook(form) as book:
        for name, rows in pages.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)


def test_an_unknown_workbook_becomes_a_balanced_archive_by_commands_alone(
    register: Path, here: Path, town: Town
) -> None:
    draft, form, mapping = here / "nhap.yaml", here / "anh-xa.xlsx", here / "anh-xa.yaml"

    proposed = invoke("migrate", "propose", register, "-o", draft, "--xlsx", form, "--unit", COMMUNE)
    tell_what_it_means(form, "Treo", "chờ bổ sung")
    read = invoke("migrate", "mapping", "from-xlsx", form, mapping)
    used = ("--mapping", mapping)
    steps = [
        invoke("migrate", "profile", register, *used),
        invoke("migrate", "snapshot", "so", register, "--unit", COMMUNE, *used),
        invoke("migrate", "map", "so", *used),
        invoke("migrate", "load", "so"),
        invoke("migrate", "reconcile", "so", "--json"),
        invoke("migrate", "record", "so", "-o", here / "bien-ban.pdf"),
    ]

    assert "Treo" in proposed.err
    assert len(draft.read_text(encoding="utf-8").splitlines()) <= 40
    assert (proposed.exit, read.exit, [each.exit for each in steps]) == (0, 0, [0] * 6)
    assert json.loads(steps[4].out)["balanced"]
    rows = town.rows("SELECT data, state FROM dossier ORDER BY data ->> 'so_ho_so_cu'")
    assert [row.data["ho_ten"] for row in rows] == [f"Nguyễn Văn {name}" for name in NAMES]
    assert [row.data["tu_he_thong_cu"]["received_on"] for row in rows[:3]] == [
        "2018-10-08",
        "2018-10-08",
        "2018-10-10",
    ]
    assert (rows[9].state, rows[9].data["tu_he_thong_cu"]["status"]) == ("to_place", "waiting")


def test_a_word_that_nobody_explained_waits_and_nothing_else_does(register: Path, here: Path) -> None:
    mapping = here / "anh-xa.yaml"
    invoke("migrate", "propose", register, "-o", mapping, "--unit", COMMUNE)
    invoke("migrate", "snapshot", "so", register, "--unit", COMMUNE, "--mapping", mapping)
    invoke("migrate", "map", "so", "--mapping", mapping)

    invoke("migrate", "load", "so")

    waiting = invoke("migrate", "quarantine", "list", "so", "--json")
    assert list(json.loads(waiting.out).values()) == [1]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("so.csv", "Số hồ sơ;Họ tên;Ngày nhận\n1;Nguyễn Văn A;25/01/2018\n2;Lê B;26/01/2018\n".encode()),
        (
            "SO.csv",
            "Sè hå s¬;Hä tªn;Ngµy nhËn\n1;NguyÔn V¨n A;25/01/2018\n2;Lª B;26/01/2018\n".encode("latin-1"),
        ),
    ],
    ids=["utf-8", "tcvn3"],
)
def test_a_text_table_is_proposed_in_whatever_its_headings_are_written(
    here: Path, name: str, content: bytes
) -> None:
    (here / name).write_bytes(content)

    ended = invoke("migrate", "propose", here / name, "-o", here / "m.yaml", "--unit", COMMUNE)

    assert ended.exit == 0
    text = (here / "m.yaml").read_text(encoding="utf-8")
    assert all(f"  {field}: " in text for field in ("number", "applicant", "received_on"))
    snapshot = ("migrate", "snapshot", "so", here / name, "--unit", COMMUNE, "--mapping", here / "m.yaml")
    assert invoke(*snapshot).exit == 0
    assert invoke("migrate", "map", "so", "--mapping", here / "m.yaml").exit == 0


def test_a_file_that_is_there_is_not_overwritten(register: Path, here: Path) -> None:
    kept = here / "co.yaml"
    kept.write_text("mapping: a@1\n", encoding="utf-8")

    ended = [
        invoke("migrate", "propose", register, "-o", kept),
        invoke("migrate", "propose", register, "-o", here / "m.yaml", "--xlsx", kept),
        invoke("migrate", "mapping", "to-xlsx", kept, kept),
        invoke("migrate", "mapping", "from-xlsx", kept, kept),
    ]

    assert [each.exit for each in ended] == [2] * 4
    assert kept.read_text(encoding="utf-8") == "mapping: a@1\n"


def test_a_sheet_without_headings_is_not_guessed_at(here: Path) -> None:
    (here / "so.csv").write_text("a,b\n1,2\n", encoding="utf-8")

    ended = invoke("migrate", "propose", here / "so.csv", "-o", here / "m.yaml")

    assert (ended.exit, (here / "m.yaml").exists()) == (1, False)
    assert "tiêu đề" in ended.err


def test_a_dump_of_many_tables_is_sent_to_the_presets(here: Path) -> None:
    (here / "cu.sql").write_text("-- MySQL dump\n", encoding="utf-8")

    ended = invoke("migrate", "propose", here / "cu.sql", "-o", here / "m.yaml")

    assert ended.exit == 2
    assert "preset/opencps1@1" in ended.err


def test_a_mapping_goes_out_as_a_form_and_what_is_no_form_is_refused(register: Path, here: Path) -> None:
    mapping, form = here / "m.yaml", here / "m.xlsx"
    invoke("migrate", "propose", register, "-o", mapping, "--unit", COMMUNE)

    out = invoke("migrate", "mapping", "to-xlsx", mapping, form)
    back = invoke("migrate", "mapping", "from-xlsx", form, here / "lai.yaml")
    wrong = invoke("migrate", "mapping", "from-xlsx", mapping, here / "khac.yaml")
    missing = invoke("migrate", "mapping", "from-xlsx", here / "khong-co.xlsx", here / "khac.yaml")

    assert [each.exit for each in (out, back, wrong, missing)] == [0, 0, 2, 2]
    assert not (here / "khac.yaml").exists()
