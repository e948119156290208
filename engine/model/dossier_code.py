"""How one dossier code is written in the two orders of unit identifiers that are in use.

QCVN 102:2016 puts the smallest unit first and fills with zeros (000.00.15.H26); Quyết định 20/2020/QĐ-TTg puts the
province first and needs no zeros (H26.15). Which of them a code was issued in is kept; both are understood.
"""

import re
from functools import lru_cache

_CODE = re.compile(r"(?P<identifier>[0-9A-Z]+(?:\.[0-9A-Z]+)*)(?P<rest>-.+)", re.DOTALL)
_PROVINCE = re.compile(r"[A-Z][0-9]+")
_WIDTHS = (3, 2, 2)
"""Digits of the three units below the province, the smallest first (QCVN 102:2016)."""

LONGEST = 100
"""Characters of a code or number worth looking for."""


def ways_written(typed: str) -> tuple[str, ...]:
    """Return a code as typed and in every order it may have been issued in; anything else as it is."""
    text = typed.replace("\0", "").strip()[:LONGEST]
    found = _CODE.fullmatch(text.upper())
    if found is None:
        return (text,)
    orders = (each + found["rest"] for each in _orders(found["identifier"]))
    return tuple(dict.fromkeys([text, text.upper(), *orders]))


def other_order(code: str) -> tuple[str, ...]:
    """Return a code with its unit's identifier turned round, nothing where it cannot be."""
    identifier, _, rest = code.partition("-")
    turned = [each for each in _orders(identifier)[:2] if each != identifier]
    return tuple(f"{each}-{rest}" for each in turned)


@lru_cache(maxsize=4_096)
def _orders(identifier: str) -> tuple[str, ...]:
    """Return an identifier in the order of 2016, in that of 2020, and in that of 2020 with its zeros kept."""
    parts = identifier.split(".")
    if _PROVINCE.fullmatch(parts[0]):
        parts.reverse()
    *units, province = parts
    if not _PROVINCE.fullmatch(province) or len(units) > len(_WIDTHS):
        return ()
    units = ["0"] * (len(_WIDTHS) - len(units)) + units
    padded = [unit.zfill(width) for unit, width in zip(units, _WIDTHS, strict=True)]
    used = padded[::-1]
    while used and not used[-1].strip("0"):
        used.pop()
    return (
        ".".join([*padded, province]),
        ".".join([province, *used]),
        ".".join([province, *reversed(padded)]),
    )
