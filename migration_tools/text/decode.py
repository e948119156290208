"""Reads and writes text in one named encoding; which encoding a cell has is for `detect` to find."""

import codecs
import re
import unicodedata

from migration_tools.text.tables import BYTE_ENCODINGS, table, windows_sign
from migration_tools.text.viqr import read_viqr, write_viqr

ENCODINGS = ("utf-8", *BYTE_ENCODINGS, "viqr", "latin-1")
"""Every name that `decode` and `encode` know; `latin-1` is Windows-1252, which is what Latin-1 data always was."""

_WINDOWS = {code: windows_sign(code) for code in range(256)}
_WINDOWS_BYTES = {ord(sign): code for code, sign in _WINDOWS.items()}

# Converters that knew no capital fonts wrote a toned capital of TCVN3 as two letters, `Aà` for `À`: no syllable
# has these. Only `oóc` and `oóng` are real (rơ-moóc), so a capital O before them is left alone.
_PAIRS = re.compile("A[àảãáạ]|Ă[ằẳẵắặ]|Â[ầẩẫấậ]|E[èẻẽéẹ]|Ê[ềểễếệ]|I[ìỉĩíị]|O[òỏõóọ](?![CNcn])"
                    "|Ô[ồổỗốộ]|Ơ[ờởỡớợ]|U[ùủũúụ]|Ư[ừửữứự]|Y[ỳỷỹýỵ]")  # fmt: skip


def decode(raw: bytes, encoding: str) -> str:
    """Return the text of `raw`, composed (NFC); a capital that the encoding cannot write reads as the small letter.

    Raises UnicodeDecodeError where a byte, or a mark behind a letter that never bears it, has no meaning.
    """
    if encoding in BYTE_ENCODINGS:
        return _read_table(raw, encoding)
    if encoding == "viqr":
        return read_viqr(raw.decode("ascii"))
    if encoding == "latin-1":
        return unicodedata.normalize("NFC", codecs.charmap_decode(raw, "strict", _WINDOWS)[0])
    return unicodedata.normalize("NFC", raw.decode(_known(encoding)))


def encode(text: str, encoding: str) -> bytes:
    """Return `text` in an encoding; a capital that it cannot write becomes the small letter, as under a capital font.

    Raises UnicodeEncodeError where the encoding has no such character.
    """
    composed = unicodedata.normalize("NFC", text)
    if encoding in BYTE_ENCODINGS:
        return _write_table(composed, encoding)
    if encoding == "viqr":
        return write_viqr(composed).encode("ascii")
    if encoding == "latin-1":
        return codecs.charmap_encode(composed, "strict", _WINDOWS_BYTES)[0]
    return composed.encode(_known(encoding))


def unwritable(encoding: str) -> frozenset[str]:
    """Return the letters of Vietnamese that an encoding cannot write: capitals told apart only by their font."""
    return table(encoding).shared if encoding in BYTE_ENCODINGS else frozenset()


def _read_table(raw: bytes, encoding: str) -> str:
    known = table(encoding)
    text = unicodedata.normalize("NFC", codecs.charmap_decode(raw, "strict", known.characters)[0])
    if not known.alphabet.issuperset(text):
        raise UnicodeDecodeError(encoding, raw, 0, len(raw), "a mark behind a letter that never bears it")
    return _PAIRS.sub(lambda pair: pair[0][1].upper(), text) if encoding == "tcvn3" else text


def _write_table(text: str, encoding: str) -> bytes:
    written = table(encoding).written
    for at, character in enumerate(text):
        if character not in written:
            raise UnicodeEncodeError(encoding, text, at, at + 1, "no such letter")
    return b"".join(map(written.__getitem__, text))


def _known(encoding: str) -> str:
    if encoding != "utf-8":
        raise LookupError(f"unknown encoding {encoding!r}; known are {', '.join(ENCODINGS)}")
    return encoding
