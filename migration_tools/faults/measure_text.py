"""Every letter and a large random corpus in every encoding: what is written must be read back, or asked about."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random

from migration_tools.faults.generate import facts
from migration_tools.faults.generate.case import person
from migration_tools.text.decode import decode, encode, unwritable
from migration_tools.text.detect import CANDIDATES, detect
from migration_tools.text.plausible import listed_words
from migration_tools.text.syllable import spelling, split_syllable
from migration_tools.text.tables import BYTE_ENCODINGS, letters

PLAIN_VOWELS = "aeiouyAEIOUY"
ALL_LETTERS = (*letters(), *PLAIN_VOWELS)
"""The 146 letters: 134 that ASCII has not, and the plain vowels."""

SHORTEST = 8
RIGHT_LIMIT = 0.999
"""At least this share of the cells that are read is read right (MIGRATION §4, issue of the first half)."""

_ENCODINGS = ("utf-8", *BYTE_ENCODINGS)
_PROFILE_CELLS = 2_000
_UNLISTED_SHARE = 0.1
_ONSETS = sorted(spelling().onsets)


@dataclass(frozen=True, slots=True)
class Reading:
    """How many cells came back right, how many were left to a person, and how many came back as another text."""

    right: int
    asked: int
    wrong: int

    @property
    def right_share(self) -> float:
        """Return the share of right ones among the cells that were read without asking."""
        read = self.right + self.wrong
        return self.right / read if read else 1.0

    @property
    def asked_share(self) -> float:
        """Return the share of all cells that a person is asked about."""
        return self.asked / (self.right + self.asked + self.wrong)


@dataclass(frozen=True, slots=True)
class TextFigures:
    """One encoding. `letters` come back as they are; `by_font` come back small, for only a font told them apart.

    `alone` knows nothing but the cell, `in_column` also what the column was written in. VIQR is never guessed, so
    its cells are read as declared.
    """

    encoding: str
    letters: int
    by_font: int
    cells: int
    alone: Reading
    in_column: Reading

    @property
    def is_right(self) -> bool:
        """Tell whether every letter and enough of the cells came back."""
        readings = (self.alone, self.in_column)
        return self.letters + self.by_font == len(ALL_LETTERS) and all(
            each.right_share >= RIGHT_LIMIT for each in readings
        )


def measure_text(cells: int, seed: int) -> Iterator[TextFigures]:
    """Yield the figures of one encoding after the other, each over the same corpus."""
    texts = list(islice(corpus(seed), cells))
    for encoding in (*_ENCODINGS, "viqr"):
        same, by_font = _letters(encoding)
        candidates = ("viqr",) if encoding == "viqr" else CANDIDATES
        raw = [encode(text, encoding) for text in texts]
        found = (detect(cell, candidates) for cell in raw[:_PROFILE_CELLS])
        seen = Counter(each.encoding for each in found if each.encoding and not each.same_as)
        profile = {name: times * cells // _PROFILE_CELLS for name, times in seen.items() if name}
        alone = _read(texts, raw, candidates, {})
        yield TextFigures(encoding, same, by_font, cells, alone, _read(texts, raw, candidates, profile))


def corpus(seed: int) -> Iterator[str]:
    """Yield cells of eight characters and more with a mark in them: names, addresses, procedures, any words.

    Any words are drawn without regard to how frequent they are, one in ten of them a syllable of no list.
    """
    pick = Random(f"text {seed}").random
    listed = [word for word in listed_words() if split_syllable(word)]
    words, units = facts.words(), facts.communes()
    places = [each.name for each in (*units.lasting, *units.merged, *units.split, *units.closed)]
    phrases = [each.name for each in facts.procedures()] + [note for note in words["notes"] if note]

    def one(of: Sequence[str]) -> str:
        return of[int(pick() * len(of))]

    def word() -> str:
        known = one(listed)
        return known if pick() > _UNLISTED_SHARE else _with_onset(one(_ONSETS), known)

    kinds: tuple[Callable[[], str], ...] = (
        lambda: person(pick),
        lambda: f"{person(pick)}, {one(places)}",
        lambda: f"{one(words['hamlets'])}, {one(places)}",
        lambda: f"{one(phrases)}: {person(pick)}",
        lambda: " ".join(word() for _ in range(3 + int(pick() * 6))),
    )
    while True:
        text = kinds[int(pick() * len(kinds))]()
        if len(text) >= SHORTEST and not text.isascii():
            yield text


def _with_onset(onset: str, known: str) -> str:
    syllable = split_syllable(known)
    assert syllable is not None
    changed = onset + known[len(syllable.onset) :]
    return changed if split_syllable(changed) else known


def _letters(encoding: str) -> tuple[int, int]:
    same = by_font = 0
    cannot = unwritable(encoding)
    for letter in ALL_LETTERS:
        back = decode(encode(letter, encoding), encoding)
        same += back == letter
        by_font += letter in cannot and back == letter.lower()
    return same, by_font


def _read(
    texts: Sequence[str], raw: Sequence[bytes], candidates: Sequence[str], seen: Mapping[str, int]
) -> Reading:
    told: Counter[str] = Counter()
    for text, cell in zip(texts, raw, strict=True):
        found = detect(cell, candidates, seen=seen).text
        told["asked" if found is None else "right" if found == text else "wrong"] += 1
    return Reading(told["right"], told["asked"], told["wrong"])
