"""Capital letters that an encoding cannot write: 60 of the 67 of TCVN3 have the byte of their small letter.

The letters beside them in the word and in the cell decide what they can; the rest is the column's policy.
"""

import re
from enum import StrEnum
from functools import cache

from migration_tools.text.decode import unwritable

_WORD = re.compile(r"[^\W\d_]+")


class Capitals(StrEnum):
    """What a letter is that may be small or capital, where its neighbours leave it open."""

    LOWER = "lower"  # as the byte reads
    UPPER = "upper"  # the column was written under a capital font: the whole cell is capitals
    TITLE = "title"  # names: the first letter of a word is a capital
    QUARANTINE = "quarantine"  # a person decides


def capitals_of_font(font: str) -> Capitals:
    """Return the policy of a cell written under `font`: the capital fonts of TCVN3 end in H, as `.VnTimeH`."""
    return Capitals.UPPER if font.startswith(".Vn") and font.endswith("H") else Capitals.LOWER


def neighbours_decide(text: str, encoding: str) -> str:
    """Return decoded `text` with the capitals that are certain.

    A word of two capitals and no small letter is all capitals, and so is what stands beside it in a cell without
    any small letter.
    """
    shared = _shared(encoding)
    if shared.isdisjoint(text):
        return text
    if not _has_small(text, shared) and any(_is_capital(word, shared) for word in _WORD.findall(text)):
        return text.upper()
    return _WORD.sub(lambda word: word[0].upper() if _is_capital(word[0], shared) else word[0], text)


def policy_decides(text: str, encoding: str, capitals: Capitals) -> str | None:
    """Return what `neighbours_decide` left with its open letters by policy, or None where a person must decide.

    Open is the first letter of a word (`ánh` for Ánh), and a word of one capital in a cell without small letters:
    `Hµ` alone is Hà or HÀ.
    """
    shared = _shared(encoding)
    if capitals is Capitals.UPPER and shared:
        # Under a capital font even a letter with a capital of its own was typed small.
        return text.upper()
    if capitals is Capitals.LOWER or shared.isdisjoint(text):
        return text
    if capitals is Capitals.TITLE:
        return _WORD.sub(lambda word: _titled(word[0], shared), text)
    has_small = _has_small(text, shared)
    words = [word for word in _WORD.findall(text) if not shared.isdisjoint(word)]
    return None if any(word[0] in shared or not has_small for word in words) else text


def _titled(word: str, shared: frozenset[str]) -> str:
    return word[0].upper() + word[1:] if word[0] in shared else word


def _has_small(text: str, shared: frozenset[str]) -> bool:
    return any(each.islower() and each not in shared for each in text)


def _is_capital(word: str, shared: frozenset[str]) -> bool:
    firm = [each for each in word if each not in shared]
    return len(firm) > 1 and all(map(str.isupper, firm))


@cache
def _shared(encoding: str) -> frozenset[str]:
    return frozenset(capital.lower() for capital in unwritable(encoding))
