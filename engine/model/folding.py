"""Fold Vietnamese text for search: `Nguyễn Văn Á` and `nguyen van a` are found by each other."""

import unicodedata


def folded(text: str) -> str:
    """Return text without marks and capitals, its words one blank apart."""
    # Đ is a letter of its own: taking marks away leaves it, so it is named.
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(each for each in letters if not unicodedata.combining(each)).split())
