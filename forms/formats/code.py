"""Codes of the administration: tax payer, procedure, unit, dossier."""

import re

from forms.formats.kind import Format, in_capitals, matches
from forms.formats.moment import is_day

_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_TAX = re.compile(r"([0-9]{9})([0-9])(?:-([0-9]{3}))?", re.ASCII)

# QCVN 102:2016/BTTTT writes the unit first (000.00.15.H26); Quyết định 20/2020/QĐ-TTg turned the order round
# and stops at the unit's own level (H26, H26.15, H26.15.03, H26.15.03.001). Both stand in papers still valid.
UNIT = (
    r"(?:[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}"
    r"|[A-Z][0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{3})?)?)?)"
)
# Điều 19, Thông tư 01/2018/TT-VPCP: unit, day received, number of that day. Thông tư 04/2025/TT-VPCP allows
# more than four digits and two letters before them.
_DOSSIER = re.compile(rf"{UNIT}-([0-9]{{2}})([0-9]{{2}})([0-9]{{2}})-(?:[A-Z]{{2}})?[0-9]{{4,8}}", re.ASCII)


def is_tax_code(text: str) -> bool:
    """Judge a tax code of 10 digits, or 13 written 10-3 for a branch, by its tenth digit, the check digit."""
    parts = _TAX.fullmatch(text)
    if parts is None:
        return False
    body, check, branch = parts.groups()
    total = sum(weight * int(digit) for weight, digit in zip(_TAX_WEIGHTS, body, strict=True))
    return 10 - total % 11 == int(check) and branch != "000" and int(body) > 0


def is_dossier_code(text: str) -> bool:
    """Judge a dossier code by its shape and by the day in it, which must be a real one."""
    parts = _DOSSIER.fullmatch(text)
    return parts is not None and is_day("20{}-{}-{}".format(*parts.groups()))


FORMATS = {
    "tax_code": Format(
        "not_a_tax_code",
        is_tax_code,
        "phải là mã số thuế gồm 10 chữ số, đơn vị phụ thuộc ghi thêm gạch ngang và 3 chữ số; xin xem lại từng số",
    ),
    "procedure_code": Format(
        "not_a_procedure_code",
        matches(r"[0-9]\.[0-9]{6}(?:\.H[0-9]{2})?"),
        "phải là mã thủ tục hành chính như 1.009645 hoặc 1.009645.H26",
        in_capitals,
    ),
    "dossier_code": Format(
        "not_a_dossier_code",
        is_dossier_code,
        "phải là mã hồ sơ như in trên giấy hẹn, ví dụ 000.00.15.H26-181121-0001",
        in_capitals,
    ),
    "unit_code": Format(
        "not_a_unit_code",
        matches(UNIT),
        "phải là mã định danh cơ quan như 000.00.15.H26 hoặc H26.15",
        in_capitals,
    ),
}
