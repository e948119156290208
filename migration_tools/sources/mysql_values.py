"""Rows of values as mysqldump writes them, `(1,'a\\'b',NULL,0xFF),`: found in bytes and turned into cells.

Text stays bytes, because a dump from a server whose tables lie about their encoding carries whatever was typed.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from migration_tools.cell import Cell, Row

SPACE = rb"[\s\x00]*+"
STRING = rb"'(?:[^'\\]++|\\.|'')*+'"
_VALUE = rb"((?:_[a-z0-9]++\s*+)?(?:[xbn]?+" + STRING + rb"|[^\s'(),;]++))"
_PLAIN_VALUE = rb"('[^'\\]*+'|[^\s'(),;]++)"
ANY_ROW = re.compile(SPACE + rb"\((?:[^'()]++|" + STRING + rb"|\([^()']*+\))*+\)" + SPACE + rb"\S", re.DOTALL)
"""Something in brackets that is over, whatever stands in it: what tells a wrong row from one cut short."""
_ESCAPE = re.compile(rb"\\(.)|''", re.DOTALL)
_ESCAPED = {
    b"0": b"\0",
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"Z": b"\x1a",
    b"%": b"\\%",
    b"_": b"\\_",
}
_WHOLE = re.compile(rb"[+-]?\d+\Z")
_FRACTION = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\Z")
_HEXADECIMAL = re.compile(rb"(?:_[a-z0-9]+\s+)?0x([0-9a-f]*)\Z", re.IGNORECASE)
_QUOTE = ord("'")


class NotAValue(ValueError):
    """What stands between two commas is no literal, such as a call of a function."""


@lru_cache(maxsize=64)
def row_pattern(width: int) -> re.Pattern[bytes]:
    """Return what matches one row of `width` values and the `,` or `;` behind it, a group for each.

    Possessive throughout: a row that is not there yet fails in one pass, whatever the bytes are.
    """
    values = (SPACE + rb"," + SPACE).join([_VALUE] * width)
    return re.compile(
        SPACE + rb"\(" + SPACE + values + SPACE + rb"\)" + SPACE + rb"([,;])", re.DOTALL | re.IGNORECASE
    )


@lru_cache(maxsize=64)
def plain_row_pattern(width: int) -> re.Pattern[bytes]:
    """Return what matches a row as mysqldump writes nearly every one: no blanks, nothing escaped, nothing marked.

    Where it matches, `row_pattern` finds the very same values in twice the time.
    """
    return re.compile(rb"\s*+\(" + b",".join([_PLAIN_VALUE] * width) + rb"\)([,;])")


def to_row(tokens: Sequence[bytes]) -> Row:
    """Turn the tokens of one row into cells. Raises `NotAValue`."""
    return tuple(
        [
            # The commonest literal first, in place: this line runs thirty times a row.
            (text if b"'" not in (text := token[1:-1]) and b"\\" not in text else _unescaped(text))
            if token[0] == _QUOTE
            else _LITERALS[token]
            for token in tokens
        ]
    )


class _Literals(dict[bytes, Cell]):
    """What tokens without quotes mean; a dump says NULL, 0 and a few numbers more often than everything else."""

    def __missing__(self, token: bytes) -> Cell:
        if len(self) >= _REMEMBERED:
            self.clear()
        cell = self[token] = _literal(token)
        return cell


_REMEMBERED = 10_000
_LITERALS = _Literals()


def _unescaped(text: bytes) -> bytes:
    return _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]) if found[1] else b"'", text)


def _literal(token: bytes) -> Cell:
    if token.isdigit() or _WHOLE.match(token):
        return int(token)
    upper = token.upper()
    if upper == b"NULL":
        return None
    if _FRACTION.match(token):
        return Decimal(token.decode("ascii"))
    return _marked(token, upper)


def _marked(token: bytes, upper: bytes) -> Cell:
    """Read what carries a mark of its kind: `_binary 'a'`, `N'a'`, `0xFF`, `X'FF'`, `b'101'`, `TRUE`."""
    mark, quote, text = upper.partition(b"'")
    try:
        if quote and mark == b"X":
            return bytes.fromhex(text[:-1].decode("ascii"))
        if quote and mark == b"B":
            return int(text[:-1], 2)
        if quote:
            return _unescaped(token[len(mark) + 1 : -1])
        if upper in (b"TRUE", b"FALSE"):
            return upper == b"TRUE"
        if hexadecimal := _HEXADECIMAL.match(token):
            return bytes.fromhex(hexadecimal[1].decode("ascii"))
    except ValueError as wrong:
        raise NotAValue(token[:80]) from wrong
    raise NotAValue(token[:80])
