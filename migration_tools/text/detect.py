"""Finds the encoding of one cell: every candidate reads it, and the most plausible Vietnamese wins or nobody does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from typing import NamedTuple

from migration_tools.text.capitals import Capitals, neighbours_decide, policy_decides
from migration_tools.text.decode import ENCODINGS, decode
from migration_tools.text.plausible import plausibility

CANDIDATES = tuple(name for name in ENCODINGS if name != "viqr")
"""What a cell may be when nobody says more; VIQR is for columns where it is declared, alone."""

_NONE_OF_THEM = "latin-1"  # every run of bytes reads as Latin-1: the measure of "no candidate fits"
_WEIGHT_OF_NO_EVIDENCE = 2  # cells of a column that weigh as much as knowing nothing of it
_WEIGHT_OF_NONE = 0.05
_MIXED = "mixed"  # a cell whose words were typed with different keyboard programs
_NO_RIVAL = log(0.001)
_CHANGED = log(0.01)  # from one word to the next: rare, yet likelier than a name that nobody bears
_STRANGE_SHARE = 0.25  # of the words that are not ASCII: foreign names and slips of the pen occur
_WORTH_NAMING = 0.001
_OPEN_CAPITALS = "không phân biệt được chữ hoa với chữ thường"
_TEMPER = 0.85  # words of a cell are not independent of each other: less sure than their product says


@dataclass(frozen=True, slots=True)
class Rival:
    """Another reading of the same bytes, and how probable it is."""

    encoding: str
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Detection:
    """What a cell reads as. `encoding` and `text` are None where no reading is sure enough: a person decides.

    `confidence` is the probability of the best reading, `evidence` one line for a person, `rivals` are the other
    readings by probability, and all of them, the best first, where nothing was decided. `same_as` are encodings in
    which the bytes are this very text: such a cell tells nothing of its column and is not to be counted in `seen`.
    """

    encoding: str | None
    text: str | None
    confidence: float
    evidence: str
    rivals: tuple[Rival, ...] = ()
    same_as: tuple[str, ...] = ()


def detect(
    raw: bytes,
    candidates: Sequence[str] = CANDIDATES,
    min_confidence: float = 0.99,
    seen: Mapping[str, int] | None = None,
    capitals: Capitals = Capitals.LOWER,
) -> Detection:
    """Return the encoding and the text of one cell, decided by the cell itself.

    `seen` counts the encodings of the cells of this column so far: it only shifts how probable each candidate is
    before the cell is looked at. A single candidate is a declaration; it is still refused where the bytes belie it.
    Raises LookupError for an unknown encoding and ValueError for VIQR beside others (any ASCII text reads as VIQR).
    """
    if "viqr" in candidates:
        if len(candidates) > 1:
            raise ValueError("viqr is never guessed: declare it as the only candidate")
        return _declared_viqr(raw)
    if raw.isascii():
        return Detection("ascii", raw.decode("ascii"), 1.0, "ASCII")
    readings = _weighed(_readings(raw, tuple(candidates)), candidates, seen or {})
    return _decided(readings, min_confidence, capitals)


class _Reading(NamedTuple):
    """One candidate's text of the cell; `why_not` says why it cannot be, where it cannot."""

    encoding: str
    text: str
    logarithm: float
    why_not: str


@lru_cache(maxsize=16_384)
def _readings(raw: bytes, candidates: tuple[str, ...]) -> tuple[_Reading, ...]:
    own = _read(raw, "utf-8") if "utf-8" in candidates else None
    if own is not None and not own.why_not:
        return (own,)  # Nothing is Vietnamese in UTF-8 by chance.
    tried = candidates if _NONE_OF_THEM in candidates else (*candidates, _NONE_OF_THEM)
    whole = tuple(reading for encoding in tried if (reading := _read(raw, encoding)))
    mixed = _read_mixed(raw, candidates, max(each.logarithm for each in whole))
    return whole if mixed is None or mixed.text in {each.text for each in whole} else (*whole, mixed)


def _read_mixed(raw: bytes, candidates: tuple[str, ...], top: float) -> _Reading | None:
    """Read a cell whose words may change their encoding: it is for a person, however well it reads."""
    words = [_read_word(word, candidates) for word in raw.split(b" ")]
    if not all(words) or sum(max(word.values()).logarithm for word in words) + _CHANGED < top + _NO_RIVAL:
        return None
    ways = dict.fromkeys(candidates, _Way(0.0, ()))
    for word in words:
        best = max(ways.values())
        changed = best._replace(logarithm=best.logarithm + _CHANGED)
        ways = {
            encoding: max(ways.get(encoding, changed), changed).then(way) for encoding, way in word.items()
        }
    found = max(ways.values())
    return _Reading(_MIXED, " ".join(found.texts), found.logarithm, "hai bảng mã trong một ô")


class _Way(NamedTuple):
    """The first words of a cell, each read in some encoding."""

    logarithm: float
    texts: tuple[str, ...]

    def then(self, next_words: "_Way") -> "_Way":
        return _Way(self.logarithm + next_words.logarithm, self.texts + next_words.texts)


@lru_cache(maxsize=16_384)
def _read_word(word: bytes, candidates: tuple[str, ...]) -> Mapping[str, _Way]:
    readings = (reading for encoding in candidates if (reading := _read(word, encoding)))
    return {each.encoding: _Way(each.logarithm, (each.text,)) for each in readings}


def _read(raw: bytes, encoding: str) -> _Reading | None:
    try:
        text = neighbours_decide(decode(raw, encoding), encoding)
    except UnicodeDecodeError:
        return None
    found = plausibility(text)
    is_strange = len(found.strange) > found.marked * _STRANGE_SHARE
    why_not = f"không phải chữ Việt: {', '.join(found.strange[:3])}" if is_strange else ""
    return _Reading(encoding, text, found.logarithm * _TEMPER, why_not)


class _Choice(NamedTuple):
    """One text with its probability, and the encodings that read it so, the most probable first."""

    confidence: float
    reading: _Reading
    encodings: tuple[str, ...]


def _weighed(
    readings: Sequence[_Reading], candidates: Sequence[str], seen: Mapping[str, int]
) -> list[_Choice]:
    """Return the different texts, the most probable first."""
    known = dict.fromkeys((*candidates, _MIXED), _WEIGHT_OF_NO_EVIDENCE / len(candidates))
    top = max(reading.logarithm for reading in readings)
    total, texts = 0.0, dict[str, list[tuple[float, _Reading]]]()
    for reading in readings:
        share = known.get(reading.encoding, _WEIGHT_OF_NONE) + seen.get(reading.encoding, 0)
        weight = share * exp(reading.logarithm - top)
        total += weight
        texts.setdefault(reading.text, []).append((weight, reading))
    return sorted((_choice(each, total) for each in texts.values()), key=lambda each: -each.confidence)


def _choice(weighed: list[tuple[float, _Reading]], total: float) -> _Choice:
    ordered = sorted(weighed, key=lambda each: -each[0])
    confidence = sum(weight for weight, _ in ordered) / total
    return _Choice(confidence, ordered[0][1], tuple(reading.encoding for _, reading in ordered))


def _decided(choices: list[_Choice], min_confidence: float, capitals: Capitals) -> Detection:
    confidence, best, encodings = choices[0]
    rivals = tuple(
        Rival(each.reading.encoding, each.reading.text, each.confidence)
        for each in choices
        if each.confidence >= _WORTH_NAMING
    )
    if best.why_not:
        return Detection(None, None, confidence, best.why_not, rivals)
    if confidence < min_confidence:
        names = ", ".join(rival.encoding for rival in rivals)
        return Detection(None, None, confidence, f"không chắc giữa {names}", rivals)
    text = policy_decides(best.text, best.encoding, capitals)
    evidence = f"{best.encoding}: mọi chữ đọc được" if text is not None else _OPEN_CAPITALS
    return Detection(best.encoding, text, confidence, evidence, rivals[1:], encodings[1:])


def _declared_viqr(raw: bytes) -> Detection:
    try:
        return Detection("viqr", decode(raw, "viqr"), 1.0, "VIQR theo khai báo của cột")
    except UnicodeDecodeError:
        return Detection(None, None, 0.0, "có byte ngoài ASCII trong cột khai là VIQR")
