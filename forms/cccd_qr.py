"""Reads the text that a scanner gives from the QR code of a citizen card."""

import unicodedata
from collections.abc import Callable

from forms.formats.moment import is_day
from forms.formats.person import is_cccd, is_cmnd

_SEXES = {"nam": "male", "nữ": "female"}


def _day(text: str) -> str:
    """Turn ddmmyyyy into an ISO day; a card that knows only the year of birth gives nothing."""
    iso = f"{text[4:]}-{text[2:4]}-{text[:2]}"
    return iso if is_day(iso) else ""


def _words(text: str) -> str:
    return " ".join(text.split())


# The order of the fields on the card; later cards add fields after these seven.
_FIELDS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("identity_no", lambda text: text if is_cccd(text) else ""),
    ("old_identity_no", lambda text: text if is_cmnd(text) else ""),
    ("full_name", _words),
    ("born_on", _day),
    ("gender", lambda text: _SEXES.get(text.lower(), "")),
    ("address", _words),
    ("issued_on", _day),
)


def parse(text: str) -> dict[str, str]:
    """Read `number|old number|full name|ddmmyyyy|sex|address|ddmmyyyy` into named values, days in ISO.

    A part that is blank or cannot be read is left out, for the clerk to type. A text that is no card at all
    (too few parts, no card number) gives an empty dict.
    """
    parts = [part.strip() for part in unicodedata.normalize("NFC", text).split("|")]
    if len(parts) < len(_FIELDS) or not is_cccd(parts[0]):
        return {}
    read = {name: reader(part) for (name, reader), part in zip(_FIELDS, parts, strict=False)}
    return {name: value for name, value in read.items() if value}
