"""The letters of every legacy encoding (data/letters.csv) as tables for reading and writing."""

import csv
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"

BYTE_ENCODINGS = ("tcvn3", "vni", "vps", "viscii", "cp1258")
"""Encodings that are a table of bytes; `viqr`, `utf-8` and `latin-1` are the others `decode` knows."""

# These encodings, or their fonts, kept the punctuation of Windows at these bytes, where they have no letter.
_WINDOWS_SIGNS = {
    "tcvn3": range(0x80, 0xA1),
    "vni": range(0x80, 0xC0),
    "cp1258": [code for code in range(0x80, 0xFE) if code not in {0x8A, 0x8E, 0x9A, 0x9E}],
}
_FIRST_PRINTED = 0xA0


@dataclass(frozen=True, slots=True)
class Table:
    """One encoding of bytes.

    `characters` is what a byte stands for; a byte that adds marks to the letter before it stands for these marks.
    `written` is the bytes of every letter and sign, `alphabet` all of these. `shared` are the capitals that have the
    byte of their small letter: in these encodings the font told them apart, so they cannot be written.
    """

    characters: Mapping[int, str]
    written: Mapping[str, bytes]
    alphabet: frozenset[str]
    shared: frozenset[str]


@cache
def letters() -> tuple[str, ...]:
    """Return the 134 letters of Vietnamese that ASCII has not, small and capital."""
    return tuple(row["letter"] for row in _rows())


@cache
def table(encoding: str) -> Table:
    """Return the table of one of `BYTE_ENCODINGS`."""
    spelled = {row["letter"]: bytes.fromhex(row[encoding]) for row in _rows()}
    signs = _signs(encoding)
    characters = dict(signs)
    # Whole letters before marks; small letters last, so that a byte that both share is read as the small one.
    for letter in sorted(spelled, key=lambda each: (len(spelled[each]), each.islower())):
        *before, last = spelled[letter]
        characters[last] = _marks_beyond(characters[before[0]], letter) if before else letter
    written = {sign: bytes([code]) for code, sign in signs.items() if characters[code] == sign} | spelled
    shared = {each for each in spelled if each.isupper() and spelled[each] == spelled[each.lower()]}
    return Table(characters, written, frozenset(written), frozenset(shared))


@cache
def viqr_spellings() -> dict[str, str]:
    """Return how VIQR (RFC 1456) spells each letter in ASCII."""
    return {row["letter"]: row["viqr"] for row in _rows()}


def windows_sign(code: int) -> str:
    """Return what a byte is on a Western Windows; its five holes are control characters, as browsers read them."""
    try:
        return bytes([code]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(code)


def _signs(encoding: str) -> dict[int, str]:
    above = {code: windows_sign(code) for code in _WINDOWS_SIGNS.get(encoding, ())}
    printed = {code: sign for code, sign in above.items() if ord(sign) != code or code >= _FIRST_PRINTED}
    dong = {0xFE: "₫", 0xFF: "ÿ"} if encoding == "cp1258" else {}
    return {code: chr(code) for code in range(0x80)} | printed | dong


def _marks_beyond(before: str, letter: str) -> str:
    known = unicodedata.normalize("NFD", before)
    return "".join(mark for mark in unicodedata.normalize("NFD", letter) if mark not in known)


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with (DATA / "letters.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))
