"""VIQR (RFC 1456): Vietnamese spelled in ASCII, `Vie^.t Nam`. Any ASCII text reads as VIQR, so it is never guessed."""

import re
from functools import cache

from migration_tools.text.tables import viqr_spellings

_MARKS = frozenset("`'?~.^(+")
_MARKED = frozenset("aeiouyAEIOUY")
_D = frozenset("dDđĐ")


def read_viqr(text: str) -> str:
    """Return ASCII spelled in VIQR as letters; a backslash keeps the sign behind it as it is."""
    letters = {spelling: letter for letter, spelling in viqr_spellings().items()} | {"Dd": "Đ"}
    return _spellings().sub(lambda found: found[1] or letters[found[0]], text)


def write_viqr(text: str) -> str:
    """Return letters spelled in VIQR, with a backslash before every sign that would read as a mark."""
    spellings = viqr_spellings()
    written: list[str] = []
    for before, character, after in zip(" " + text, text, text[1:] + " ", strict=False):
        is_mark = character in _MARKS and (before in _MARKED or before in spellings)
        is_barred = character in "dD" and (before in _D or after in _D)
        written.append("\\" if is_mark or is_barred or character == "\\" else "")
        written.append(spellings.get(character, character))
    return "".join(written)


@cache
def _spellings() -> re.Pattern[str]:
    longest_first = sorted([*viqr_spellings().values(), "Dd"], key=len, reverse=True)
    return re.compile(r"\\(.)|" + "|".join(map(re.escape, longest_first)), re.DOTALL)
