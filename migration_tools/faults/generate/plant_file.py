"""Planters of the group `file` that touch single rows of a register: sheets, totals, formulas and scans."""

from migration_tools.faults.generate.draft import Draft, Mark, Plant, Planted


def _missing_attachment(draft: Draft) -> tuple[Planted, ...]:
    draft.cells["extra.attachment"] = path = f"quet/mat/{draft.case.serial}.pdf"
    return (Planted("file.missing_attachment", "extra.attachment", path),)


def _unsafe_name(draft: Draft) -> tuple[Planted, ...]:
    draft.cells["extra.attachment"] = path = f"../../ho_so/{draft.case.serial}.pdf"
    return (Planted("file.unsafe_name", "extra.attachment", path),)


def _formula_text(draft: Draft) -> tuple[Planted, ...]:
    draft.cells["note"] = text = "=cmd|' /C calc'!A0"
    return (Planted("file.formula_text", "note", text),)


def _totals_row(draft: Draft) -> tuple[Planted, ...]:
    draft.twin = {**dict.fromkeys(draft.cells, ""), "number": "Tổng cộng", "fee": "0"}
    return (Planted("file.totals_row", "", None),)


def _hidden_row(draft: Draft) -> tuple[Planted, ...]:
    draft.mark = Mark.HIDDEN
    return (Planted("file.hidden_row", "", ""),)


def _merged_cells(draft: Draft) -> tuple[Planted, ...]:
    case = draft.case
    draft.mark = Mark.MERGED
    draft.twin = draft.style.cells(case._replace(number=f"{case.number}-2", applicant="Lê Thị Tuyết"))
    draft.twin["unit"] = ""
    return (Planted("file.merged_cells", "unit", case.unit.code),)


def _formula(draft: Draft) -> tuple[Planted, ...]:
    draft.mark = Mark.FORMULA
    draft.cells["fee"] = fee = str(draft.random.randint(1, 50) * 2000)
    return (Planted("file.formula", "fee", fee),)


def _formula_error(draft: Draft) -> tuple[Planted, ...]:
    draft.mark = Mark.FORMULA_ERROR
    return (Planted("file.formula_error", "fee", None),)


REGISTER: dict[str, Plant] = {
    "file.missing_attachment": _missing_attachment,
    "file.unsafe_name": _unsafe_name,
    "file.formula_text": _formula_text,
    "file.totals_row": _totals_row,
}
"""Faults of any register."""

SHEET: dict[str, Plant] = {
    "file.hidden_row": _hidden_row,
    "file.merged_cells": _merged_cells,
    "file.formula": _formula,
    "file.formula_error": _formula_error,
}
"""Faults of a workbook."""
