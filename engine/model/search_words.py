"""What a dossier is found by, and what a person types into the search box, as the same folded words."""

import re
from collections.abc import Iterable, Iterator

from engine.model.dossier_code import other_order
from engine.model.folding import folded

MAX_WORDS = 12
MAX_LETTERS = 60
"""Of one word; what is longer is cut, in what is stored and in what is typed alike."""

_UNSEEN = re.compile(r"[\x00-\x1f\x7f]+")
_PART = re.compile(r"(?<=[-/_,;'()])(?=\w)")
"""Where a part begins that people type alone: the day and number of a code, the number after HS-."""
_NUMBER = re.compile(r"\+?[0-9][0-9 .]{7,}[0-9]")
"""A telephone or identity number as people group it."""


def found_by(code: str, texts: Iterable[str], numbers: Iterable[str]) -> str:
    """Return the folded words of a dossier, a blank between them: its code both ways round, names, numbers."""
    known = words(" ".join([code, *other_order(code), *texts, *map(_one_number, numbers)]))
    return " ".join(dict.fromkeys(part for word in known for part in _parts(word)))


def words(text: str) -> list[str]:
    """Return the folded words of a text without what only surrounds them."""
    plain = text if text.isprintable() else _UNSEEN.sub(" ", text)
    known = (word if word.isalnum() else word.strip("-/_,;.:'\"()") for word in folded(plain).split())
    return [word[:MAX_LETTERS] for word in known if word]


def sought(typed: str) -> list[str]:
    """Return the words that a person looks for; a number that was typed in groups is one word."""
    plain = " ".join(typed.split())
    return words(_one_number(plain))[:MAX_WORDS]


def as_query(typed: str) -> str:
    """Return the tsquery (PostgreSQL) for what was typed, empty for nothing.

    Every word must be there; the last one, which may be half typed, and numbers need only begin a word.
    """
    typed_words = sought(typed)
    last = len(typed_words) - 1
    return " & ".join(
        quoted(word) + (":*" if number == last or any(map(str.isdigit, word)) else "")
        for number, word in enumerate(typed_words)
    )


def _parts(word: str) -> Iterator[str]:
    yield word
    if word.isalnum():
        return
    for found in _PART.finditer(word):
        yield word[found.start() :]


def _one_number(text: str) -> str:
    """Write a number that people group as one word, a telephone number as it is dialled at home."""
    if text.isalnum() or not _NUMBER.fullmatch(text):
        return text
    digits = re.sub(r"[^0-9+]", "", text)
    return "0" + digits[3:] if digits.startswith("+84") else digits


def quoted(word: str) -> str:
    """Write a word as a lexeme of a tsquery."""
    doubled = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"
