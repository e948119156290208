"""What a named format is: a check, a stable code, one way of writing, and the words that explain it."""

import re
from collections.abc import Callable
from dataclasses import dataclass


def as_written(text: str) -> str:
    """Keep the text: it has one way of being written already."""
    return text


def without_separators(text: str) -> str:
    """Take out the blanks, dots and dashes that people type between groups of digits."""
    return re.sub(r"[\s.\-]", "", text)


def in_capitals(text: str) -> str:
    """Write the letters of a code as capitals."""
    return text.upper()


@dataclass(frozen=True, slots=True)
class Format:
    """A named format.

    `holds` judges a text already written the canonical way, which `tidy` gives; `code` is the problem's
    stable code; `says` completes the sentence "<title> ..." with what the value must be.
    """

    code: str
    holds: Callable[[str], bool]
    says: str
    tidy: Callable[[str], str] = as_written


def matches(pattern: str) -> Callable[[str], bool]:
    """Build a check that the whole text, to its last character, matches an ASCII pattern."""
    whole = re.compile(pattern, re.ASCII).fullmatch
    return lambda text: whole(text) is not None
