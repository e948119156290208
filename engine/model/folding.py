"""Fold Vietnamese text for search: `Nguyễn Văn Á` and `nguyen van a` are found by each other."""

import unicodedata


def folded(text: str) -> str:
    """Return text without marks and capitals, its words one blank apart."""
    # Đ is a letter of its own: taking marks away leaves it, so it is named.
    plain = text.casefold().replace("đ", "d")
    if not plain.isascii():
        plain = unicodedata.normalize("NFD", plain).translate(_WITHOUT_MARKS)
    return " ".join(plain.split())


class _WithoutMarks(dict[int, int | None]):
    """What each character becomes: nothing where it is a mark, else itself; filled as characters are met."""

    def __missing__(self, code: int) -> int | None:
        kept = self[code] = None if unicodedata.combining(chr(code)) else code
        return kept


_WITHOUT_MARKS = _WithoutMarks()
