"""Rules that mend text which is already Unicode. Each returns its text mended, the very same where nothing is wrong.

What was lost is never guessed: `lost_letters` only shows where letters must have stood.
"""

import codecs
import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from migration_tools.text.capitals import Capitals
from migration_tools.text.detect import detect
from migration_tools.text.plausible import plausibility
from migration_tools.text.syllable import split_syllable
from migration_tools.text.tables import windows_sign

MISREAD = ("utf-8", "tcvn3", "vni", "cp1258")
"""Encodings whose bytes are found in Unicode fields, read on their way there as Latin-1 or Windows-1252."""

AS_IT_STANDS = "latin-1"
"""The reading of such a text that changes nothing, among those that `misread` weighs."""

_ZERO_WIDTH = dict.fromkeys(map(ord, "\0\u200b\u200c\u200d\u200e\u200f\u2060\u00ad"))
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u3000"), " ")
_LIKE_D = str.maketrans("ÐƉðɖ", "ĐĐđđ")
_LINES = re.compile("\r\n?|[\u0085\u2028\u2029]")
_QUESTION = re.compile(r"([^\W\d_]*)\?([^\W\d_]*)")
_ADDRESS = re.compile("[/=&@]")
_LOST = "\ufffd"
_BYTES = {ord(windows_sign(code)): code for code in range(256)} | {code: code for code in range(256)}


class Misread(NamedTuple):
    """What a text was before it was misread: `encoding` of its bytes, None where that is in doubt, and the text."""

    encoding: str | None
    text: str
    evidence: str


def without_byte_order_mark(text: str) -> str:
    """Take away byte order marks, wherever files were joined."""
    return text.replace("\ufeff", "")


def without_zero_width(text: str) -> str:
    """Take away NUL, joiners, marks of direction and soft hyphens: signs that nobody sees and no search finds."""
    return text.translate(_ZERO_WIDTH)


def composed(text: str) -> str:
    """Put letters and their marks together (NFC), whether only the tone was apart, as in CP1258, or every mark."""
    return unicodedata.normalize("NFC", text)


def with_our_d(text: str) -> str:
    """Put Đ and đ where a letter stands that only looks so: Ð and ð of Iceland, Ɖ and ɖ of Africa."""
    return text.translate(_LIKE_D)


def with_plain_blanks(text: str) -> str:
    """Put a plain blank for every no-break, figure or ideographic one."""
    return text.translate(_BLANKS)


def with_plain_lines(text: str) -> str:
    """End every line in LF alone."""
    return _LINES.sub("\n", text)


def on_one_line(text: str) -> str:
    """Put a blank for every end of a line."""
    return with_plain_lines(text).replace("\n", " ")


def misread(text: str, min_confidence: float = 0.99, seen: Mapping[str, int] | None = None) -> Misread:
    """Return what `text` was before its bytes were read as Latin-1; `AS_IT_STANDS` where it reads well as it is.

    `seen` counts what the cells of this column were so far (`AS_IT_STANDS` too). Without it a text that reads as it
    stands is left alone: `Hoà` could be `Hồ` of VNI, but a legal name is not changed for that.
    """
    as_it_stands = Misread(AS_IT_STANDS, text, "")
    raw = _bytes_behind(text)
    if raw is None or (not seen and not plausibility(with_our_d(text)).strange):
        return as_it_stands
    found = detect(raw, (*MISREAD, AS_IT_STANDS), min_confidence, seen, Capitals.LOWER)
    if found.encoding == AS_IT_STANDS:
        return as_it_stands
    if found.encoding and found.text is not None:
        if not seen and not _has_our_letter(found.text):
            return as_it_stands  # One sign for another (þ, ₫) is no evidence.
        return Misread(found.encoding, found.text, found.evidence)
    # Nothing is in doubt where no reading makes sense: a foreign name stands there.
    best = found.rivals[0]
    makes_sense = best.encoding != AS_IT_STANDS and not plausibility(best.text).strange
    return Misread(None, text, found.evidence) if makes_sense else as_it_stands


def _has_our_letter(text: str) -> bool:
    return any(each.isalpha() and not each.isascii() for each in text)


def lost_letters(text: str) -> tuple[str, ...]:
    """Return the words in which letters are lost: U+FFFD, or `?` where a letter must have stood.

    A `?` behind a whole word is a question, and within an address (`/`, `=`, `&`, `@`) it is a sign.
    """
    if "?" not in text and _LOST not in text:
        return ()
    return tuple(word for word in text.split() if _LOST in word or _has_lost(word))


def _has_lost(word: str) -> bool:
    if "?" not in word or _ADDRESS.search(word):
        return False
    return any(_must_be_letter(*around) for around in _QUESTION.findall(word))


def _must_be_letter(before: str, after: str) -> bool:
    is_whole = before == "" or before.isupper() or split_syllable(before.lower()) is not None
    if after:
        return not (before and is_whole and after[0].isupper() and not before.isupper())
    return not is_whole


def _bytes_behind(text: str) -> bytes | None:
    if text.isascii():
        return None
    try:
        return codecs.charmap_encode(text, "strict", _BYTES)[0]
    except UnicodeEncodeError:
        return None
