"""How a person is reached: e-mail address and Vietnamese telephone number."""

import re

from forms.formats.kind import Format, matches, without_separators

MAX_EMAIL = 254  # RFC 5321, 4.5.3.1.3, less the angle brackets
MAX_EMAIL_NAME = 64  # RFC 5321, 4.5.3.1.1

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(
    rf"[A-Za-z0-9_%+\-]+(?:\.[A-Za-z0-9_%+\-]+)*@(?:{_LABEL}\.)+(?:[A-Za-z]{{2,63}}|xn--[A-Za-z0-9\-]{{2,59}})",
    re.ASCII,
)


def is_email(text: str) -> bool:
    """Judge an address that a mail server would take: plain ASCII name, domain of at least two labels."""
    if len(text) > MAX_EMAIL or text.find("@") > MAX_EMAIL_NAME:
        return False
    return _EMAIL.fullmatch(text) is not None


def national_number(text: str) -> str:
    """Write a number the national way: digits only, +84 as 0."""
    digits = without_separators(text)
    return "0" + digits.removeprefix("+84").removeprefix("0") if digits.startswith("+84") else digits


FORMATS = {
    "email": Format("not_an_email", is_email, "phải là địa chỉ thư điện tử đầy đủ, ví dụ ten@hanoi.gov.vn"),
    # Mobile numbers have 10 digits since 2018, land lines 11 (02 and the province's code).
    "phone_vn": Format(
        "not_a_phone",
        matches(r"0[35789][0-9]{8}|02[0-9]{9}"),
        "phải là số điện thoại Việt Nam gồm 10 chữ số (di động) hoặc 11 chữ số (cố định, bắt đầu bằng 02)",
        national_number,
    ),
}
