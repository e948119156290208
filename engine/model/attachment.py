"""What may be handed in as a file: its size, its kinds, and the name by which data refer to it."""

import re
import unicodedata
from hashlib import sha256

from engine.errors import Refused

MAX_BYTES = 20 * 1024 * 1024
_MAX_NAME = 120  # characters, as forms take them in the format `attachment`

# Told by what is in a file, never by its name or by what the browser says of it. A PDF may begin late: readers
# look for its mark in the first kilobyte.
_PDF_WITHIN = 1024
KINDS = frozenset({"application/pdf", "image/jpeg", "image/png"})
"""Media types that are taken at all; a form may take fewer."""

_STARTS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


def media_type(content: bytes) -> str:
    """Return what a file is. Refused `attachment.too_large`, `attachment.wrong_kind`."""
    if len(content) > MAX_BYTES:
        raise Refused("attachment.too_large", megabytes=MAX_BYTES // 1024**2)
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return "application/pdf"
    for start, known in _STARTS.items():
        if content.startswith(start):
            return known
    raise Refused("attachment.wrong_kind")


def reference(content: bytes, name: str) -> str:
    """Return how data refer to a file: its digest and the name it came with, which is made safe to write."""
    safe = re.sub(r"[/\\\x00-\x1f\x7f]", "_", unicodedata.normalize("NFC", name)).strip()
    return f"{sha256(content).hexdigest()}/{safe[-_MAX_NAME:] or 'tep'}"
