"""Mends text that is already Unicode: the rules of `repair` in one fixed order, each named where it did something."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from migration_tools.text.capitals import Capitals, policy_decides
from migration_tools.text.repair import (
    AS_IT_STANDS,
    MISREAD,
    Misread,
    composed,
    lost_letters,
    misread,
    on_one_line,
    with_our_d,
    with_plain_blanks,
    with_plain_lines,
    without_byte_order_mark,
    without_zero_width,
)

_Rule = tuple[str, Callable[[str], str]]

_MISREAD_RULES = {name: f"{name}.as_latin1" for name in MISREAD} | {"utf-8": "utf8.double"}
_BEFORE: tuple[_Rule, ...] = (("unicode.bom", without_byte_order_mark), ("unicode.nfc", composed))
# A soft hyphen, a no-break blank, Ð and a line end of U+0085 may be bytes of misread letters: they wait for `misread`.
_AFTER: tuple[_Rule, ...] = (
    ("unicode.bom", without_byte_order_mark),
    ("letter.d", with_our_d),
    ("unicode.zero_width", without_zero_width),
    ("space.no_break", with_plain_blanks),
)
_LINES: dict[bool, _Rule] = {True: ("line.ends", with_plain_lines), False: ("line.joined", on_one_line)}


@dataclass(frozen=True, slots=True)
class CleanPolicy:
    """How a column's text is mended; `capitals` is for misread TCVN3, `keeps_lines` for notes of several lines.

    `may_be_misread` is false for text that was decoded here from its own bytes.
    """

    min_confidence: float = 0.99
    capitals: Capitals = Capitals.LOWER
    keeps_lines: bool = False
    may_be_misread: bool = True


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Text mended. `rules` did it, in order; `was` is the encoding it had been misread from, if any.

    Where `lost` names words or `doubt` says why, a person must decide: nothing of that was changed.
    """

    text: str
    rules: tuple[str, ...] = ()
    was: str = AS_IT_STANDS
    lost: tuple[str, ...] = ()
    doubt: str = ""


_DEFAULT = CleanPolicy()


def clean(text: str, policy: CleanPolicy = _DEFAULT, seen: Mapping[str, int] | None = None) -> Cleaned:
    """Return `text` mended by named rules only; a text without any fault comes back as it is.

    `seen` counts the `was` of the cells of this column so far; see `repair.misread`.
    """
    if text.isascii() and text.isprintable() and "?" not in text:
        return Cleaned(text)
    return _clean(text, policy, seen) if seen else _remembered(text, policy)


@lru_cache(maxsize=16_384)
def _remembered(text: str, policy: CleanPolicy) -> Cleaned:
    return _clean(text, policy, None)


def _clean(text: str, policy: CleanPolicy, seen: Mapping[str, int] | None) -> Cleaned:
    mended, before = _mended(text, _BEFORE)
    found = Misread(AS_IT_STANDS, mended, "")
    if policy.may_be_misread:
        found = misread(mended, policy.min_confidence, seen)
    was = found.encoding or AS_IT_STANDS
    settled = policy_decides(found.text, was, policy.capitals)
    doubt = found.evidence if found.encoding is None or settled is None else ""
    if settled is None:
        settled, was = mended, AS_IT_STANDS
    misread_rule = (_MISREAD_RULES[was],) if was in _MISREAD_RULES else ()
    mended, after = _mended(settled, (*_AFTER, _LINES[policy.keeps_lines]))
    rules = tuple(dict.fromkeys((*before, *misread_rule, *after)))
    return Cleaned(mended, rules, was, lost_letters(mended), doubt)


def _mended(text: str, rules: tuple[_Rule, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the text after the rules, and the names of those that changed it."""
    used = []
    for name, rule in rules:
        before, text = text, rule(text)
        if text != before:
            used.append(name)
    return text, tuple(used)
