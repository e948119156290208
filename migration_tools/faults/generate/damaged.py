"""Faults of whole files, one small file each: what a reader must refuse, or say of a file as a whole."""

import hashlib
import os
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

import xlsxwriter

from migration_tools.faults.generate import facts
from migration_tools.faults.generate.case import cases
from migration_tools.faults.generate.draft import Draft, Planted
from migration_tools.faults.generate.opencps2 import OpenCps2
from migration_tools.faults.generate.register_dbf import dbf_register
from migration_tools.faults.generate.truth import TruthFiles
from migration_tools.faults.generate.write_sql import dump

FOLDER = "tep_loi"
_FEW = 200
_BOMB_BYTES = 100 * 1024 * 1024
_CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def write_damaged_files(folder: Path, truth: TruthFiles, seed: int) -> None:
    """Write one file for each fault of a whole file; its table in the truth is the file's name, position 0."""
    place = folder / FOLDER
    place.mkdir()
    for code, (name, write) in _FILES.items():
        value = write(place / name, seed)
        truth.plant(name, 0, Planted(code, "", value))


def _truncated(path: Path, seed: int) -> None:
    with dump(path, OpenCps2()) as sink:
        for case in cases(seed, _FEW):
            sink.add(Draft(case, sink.style, Random(seed), sink.style.cells(case)))
    os.truncate(path, path.stat().st_size * 2 // 3)


def _expands_too_far(path: Path, seed: int) -> None:  # noqa: ARG001
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("[Content_Types].xml", _CONTENT_TYPES)
        with packed.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(_BOMB_BYTES >> 20):
                sheet.write(b" " * (1 << 20))


def _changed_while_copied(path: Path, seed: int) -> str:
    path.write_text(f"Số hồ sơ,Họ và tên\n{seed},Nguyễn Thị Hạnh\n", encoding="utf-8")
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    with path.open("a", encoding="utf-8") as more:
        more.write("sửa thêm,Trần Văn Bình\n")
    return before


def _excel_1904(path: Path, seed: int) -> str:
    day = facts.working_days()[seed % 1000]
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        sheet = book.add_worksheet("HS")
        sheet.write_row(0, 0, ["Số hồ sơ", "Ngày nhận"])
        sheet.write(1, 0, "0000001")
        sheet.write_datetime(1, 1, day, book.add_format({"num_format": "dd/mm/yyyy"}))
    return day.isoformat()


def _hidden_sheet(path: Path, seed: int) -> str:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("HS").write_row(0, 0, ["Số hồ sơ", "Họ và tên"])
        hidden = book.add_worksheet("HS cũ")
        hidden.write_row(0, 0, ["Số hồ sơ", "Họ và tên"])
        hidden.write_row(1, 0, [f"{seed:07d}", "Nguyễn Thị Hạnh"])
        hidden.hide()
    return "HS cũ"


def _header_row(path: Path, seed: int) -> str:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("HS")
        sheet.write(0, 0, "SỔ THEO DÕI HỒ SƠ")
        sheet.write_row(4, 0, ["Số hồ sơ", "Họ và tên"])
        sheet.write_row(5, 0, [f"{seed:07d}", "Nguyễn Thị Hạnh"])
    return "5"


def _deleted_record(path: Path, seed: int) -> str:
    case = next(cases(seed, 1))
    with dbf_register(path, "tcvn3") as sink:
        draft = Draft(case, sink.style, Random(seed), sink.style.cells(case))
        sink.add(draft)
        sink.add_deleted(draft)
    return "1"


def _orphan_attachment(path: Path, seed: int) -> None:
    path.write_bytes(b"%%PDF-1.4 %d\n%%%%EOF\n" % seed)


_FILES: Mapping[str, tuple[str, Callable[[Path, int], str | None]]] = {
    "file.truncated": ("cat_cut.sql", _truncated),
    "file.expands_too_far": ("bung_qua_lon.xlsx", _expands_too_far),
    "file.changed_while_copied": ("sua_khi_chep.csv", _changed_while_copied),
    "date.excel_1904": ("he_1904.xlsx", _excel_1904),
    "file.hidden_sheet": ("trang_an.xlsx", _hidden_sheet),
    "file.header_row": ("tieu_de_dong_5.xlsx", _header_row),
    "file.deleted_record": ("da_xoa.dbf", _deleted_record),
    "file.orphan_attachment": ("khong_ro_ho_so.pdf", _orphan_attachment),
}
FILE_CODES = frozenset(_FILES)
"""The classes that this module makes."""
