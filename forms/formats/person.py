"""Numbers that identify a person: the 12 digits of the citizen card and the 9 of the older card."""

import re

from forms.formats.kind import Format, matches, without_separators

# The 63 province codes of Phụ lục I, Thông tư 07/2016/TT-BCA, as they stand in numbers already issued.
PROVINCES = frozenset(
    f"{code:03}"
    for code in (
        *(1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38),
        *(40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80),
        *(82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96),
    )
)
_TWELVE = re.compile(r"([0-9]{3})([0-9])[0-9]{8}", re.ASCII)


def is_cccd(text: str) -> bool:
    """Judge a personal identification number (Điều 13, Nghị định 137/2015/NĐ-CP); it has no check digit.

    Three digits of the province (a country's code, from 100 up, for a birth registered abroad), then the
    digit of century and sex: 0 and 1 for 1900-1999, 2 and 3 for 2000-2099; later centuries are mistypings.
    """
    parts = _TWELVE.fullmatch(text)
    if parts is None:
        return False
    place, century = parts.groups()
    return (place in PROVINCES or place >= "100") and century in "0123"


is_cmnd = matches(r"[0-9]{9}")


def is_identity_no(text: str) -> bool:
    """Judge either number: papers of many years ago still carry the nine digits."""
    return is_cccd(text) or is_cmnd(text)


FORMATS = {
    "cccd": Format(
        "not_a_cccd", is_cccd, "phải là số căn cước gồm đúng 12 chữ số như in trên thẻ", without_separators
    ),
    "cmnd": Format(
        "not_a_cmnd", is_cmnd, "phải là số chứng minh nhân dân gồm đúng 9 chữ số", without_separators
    ),
    "identity_no": Format(
        "not_an_identity_no",
        is_identity_no,
        "phải là số căn cước (12 chữ số) hoặc số chứng minh nhân dân (9 chữ số)",
        without_separators,
    ),
}
