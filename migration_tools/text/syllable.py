"""The spelling of a Vietnamese syllable: onset, rime and tone, and which of them can stand together."""

import json
import unicodedata
from functools import cache
from typing import NamedTuple

from migration_tools.text.tables import DATA

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
"""No mark, huyền, hỏi, ngã, sắc, nặng, as Unicode combines them."""

_STOPPED_TONES = frozenset(TONES[4:])
_FRONT = frozenset("eêiy")


class Syllable(NamedTuple):
    """One syllable taken apart; `rime` bears no mark of tone, `is_stopped` says that it ends in c, ch, p or t."""

    onset: str
    rime: str
    tone: str
    is_stopped: bool


class Spelling(NamedTuple):
    """What the orthography allows (data/spelling.json)."""

    onsets: frozenset[str]
    rimes: frozenset[str]
    front_only: frozenset[str]
    back_only: frozenset[str]


@cache
def spelling() -> Spelling:
    """Return the onsets and rimes of Vietnamese, and the onsets that stand only before e, ê, i, y or never."""
    data = json.loads((DATA / "spelling.json").read_text(encoding="utf-8"))
    return Spelling(*(frozenset(data[name]) for name in Spelling._fields))


def split_syllable(word: str) -> Syllable | None:
    """Return a small, composed word taken apart, or None where it is no possible syllable.

    Where the mark of tone stands is not judged: `hòa` and `hoà` are both in use.
    """
    parts = unicodedata.normalize("NFD", word)
    marks = [each for each in parts if each in TONES]
    if len(marks) > 1:
        return None
    tone = marks[0] if marks else ""
    plain = unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts)
    for length in (3, 2, 1, 0):
        onset, rime = plain[:length], plain[length:]
        if _go_together(onset, rime):
            is_stopped = rime.endswith(("c", "ch", "p", "t"))
            return (
                Syllable(onset, rime, tone, is_stopped) if not is_stopped or tone in _STOPPED_TONES else None
            )
    return None


def _go_together(onset: str, rime: str) -> bool:
    allowed = spelling()
    if onset not in allowed.onsets or rime not in allowed.rimes:
        return False
    is_front = rime[0] in _FRONT
    return not (onset in allowed.front_only and not is_front) and not (
        onset in allowed.back_only and is_front
    )
