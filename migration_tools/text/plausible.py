"""How plausible a text is as Vietnamese: every word a syllable seen before, a possible syllable, or neither.

The figures are natural logarithms of probabilities, so that readings of the same bytes can be compared.
"""

import csv
import re
from collections import Counter
from functools import cache, lru_cache
from math import log
from typing import NamedTuple

from migration_tools.text.syllable import Syllable, spelling, split_syllable
from migration_tools.text.tables import DATA, letters

_TOKEN = re.compile(r"[^\W\d_¹²³¼½¾]+|[^\x00-\x7f]")
_SEEN_BEFORE = 0.93  # share of words that the list of words has
_NO_SYLLABLE = {True: 0.02, False: 0.001}  # by "is plain": initials and foreign names mostly have no marks
_ODD_CAPITALS = log(0.0001)
_ASCII_LETTER, _OUR_LETTER, _SIGN, _OTHER = log(1 / 30), log(1 / 150), log(1 / 300), log(1 / 2000)
_LATIN_SIGNS = frozenset("°§²³½±×÷\u00a0")
_PAST_LETTERS = "\u2000"  # punctuation, arrows, ≤: no encoding of bytes reads them by mistake for a letter


class Plausibility(NamedTuple):
    """The logarithm of the probability of a text; how many of its words are not ASCII; which of these are no words."""

    logarithm: float
    marked: int
    strange: tuple[str, ...]


def plausibility(text: str) -> Plausibility:
    """Return how plausible `text` (composed) is as Vietnamese. What is ASCII and no letter says nothing."""
    logarithm, marked, strange = 0.0, 0, []
    for token in _TOKEN.findall(text):
        probability, is_word = _judged(token)
        logarithm += probability
        if not token.isascii():
            marked += 1
            if not is_word:
                strange.append(token)
    return Plausibility(logarithm, marked, tuple(strange))


@lru_cache(maxsize=65_536)
def _judged(token: str) -> tuple[float, bool]:
    """Return the logarithm of a token's probability, and whether it is a Vietnamese word or a sign of any text."""
    if token in _LATIN_SIGNS or (token >= _PAST_LETTERS and not token.isalpha()):
        return _SIGN, True
    small = token.lower()
    is_regular = token.islower() or token.isupper() or token[1:].islower() or len(token) == 1
    oddity = 0.0 if is_regular else _ODD_CAPITALS
    probability = _of_word(small)
    if probability:
        return log(probability) + oddity, True
    # Initials, `HĐND` or `GCNQSDĐ`, are written in capitals without marks.
    is_plain = token.isascii() or (token.isupper() and token.replace("Đ", "D").isascii())
    spelled = sum(_ASCII_LETTER if is_plain else _letter(each) for each in small)
    return log(_NO_SYLLABLE[is_plain]) + spelled + oddity, is_plain


def _of_word(small: str) -> float:
    syllable = split_syllable(small)
    seen = _SEEN_BEFORE * listed_words()[small] / _all_seen()
    return seen + (1 - _SEEN_BEFORE) * _possible(syllable) if syllable else seen


def _possible(syllable: Syllable) -> float:
    onsets, rimes, tones = _parts()
    tones_here = tones[syllable.is_stopped]
    return (
        onsets[syllable.onset] / onsets.total()
        * rimes[syllable.rime] / rimes.total()
        * tones_here[syllable.tone] / tones_here.total()
    )  # fmt: skip


def _letter(letter: str) -> float:
    if letter.isascii():
        return _ASCII_LETTER
    return _OUR_LETTER if letter in _ours() else _OTHER


@cache
def _ours() -> frozenset[str]:
    return frozenset(letters())


@cache
def listed_words() -> Counter[str]:
    """Return the words of the list (data/words.csv) with their weights."""
    with (DATA / "words.csv").open(encoding="utf-8", newline="") as lines:
        return Counter({row["word"]: int(row["count"]) for row in csv.DictReader(lines)})


@cache
def _all_seen() -> int:
    return listed_words().total()


@cache
def _parts() -> tuple[Counter[str], Counter[str], dict[bool, Counter[str]]]:
    """Return how many words of the list have each onset, rime and tone, and one more for each that is possible."""
    seen = [syllable for word in listed_words() if (syllable := split_syllable(word))]
    onsets = Counter(spelling().onsets) + Counter(each.onset for each in seen)
    rimes = Counter(spelling().rimes) + Counter(each.rime for each in seen)
    tones = {
        stopped: Counter(each.tone for each in seen if each.is_stopped is stopped)
        for stopped in (False, True)
    }
    return onsets, rimes, tones
