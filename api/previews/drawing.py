"""Draws pages of files as pictures; a PDF in a process of its own, a few at a time."""

import subprocess
import sys
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import BoundedSemaphore, Lock

from engine.errors import Refused, TryAgain

MAX_PAGES = 200
MAX_PIXELS = 1_400
"""Of a page's longest side: an A4 page is read well on any screen of the desk."""

PATIENCE_SECONDS = 15
AT_ONCE = 2
"""Processes that draw at the same time; whoever comes when they are busy waits as long as one may take."""

KEPT = 64
"""Pictures kept for whoever looks next, about 100 kB each: who turns back and forth waits once."""

_CHILD = Path(__file__).parent / "child.py"
_TURNS = BoundedSemaphore(AT_ONCE)
_NO_SUCH_PAGE = 3


@dataclass(frozen=True, slots=True)
class Picture:
    """One page, and how many there are to show."""

    media_type: str
    content: bytes
    pages: int


def draw(media_type: str, content: bytes, page: int, pixels: int = MAX_PIXELS) -> Picture:
    """Return a page from 0 of a file of a known kind; a picture is its only page.

    Refused `preview.no_such_page`, `preview.unreadable`; TryAgain `preview.busy`.
    """
    if not 0 <= page < MAX_PAGES or (page > 0 and media_type != "application/pdf"):
        raise Refused("preview.no_such_page")
    if media_type != "application/pdf":
        return Picture(media_type, content, 1)
    key = (sha256(content).hexdigest(), page, min(pixels, MAX_PIXELS))
    known = _KNOWN.find(key)
    if known is not None:
        return known
    if not _TURNS.acquire(timeout=PATIENCE_SECONDS):
        raise TryAgain("preview.busy")
    try:
        drawn = _drawn(content, page, key[2])
    finally:
        _TURNS.release()
    _KNOWN.keep(key, drawn)
    return drawn


class _Known:
    """The pictures drawn last, by digest of the file, page and size."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pictures: OrderedDict[tuple[str, int, int], Picture] = OrderedDict()

    def find(self, key: tuple[str, int, int]) -> Picture | None:
        with self._lock:
            return self._pictures.get(key)

    def keep(self, key: tuple[str, int, int], picture: Picture) -> None:
        with self._lock:
            self._pictures[key] = picture
            if len(self._pictures) > KEPT:
                self._pictures.popitem(last=False)


_KNOWN = _Known()


def _drawn(content: bytes, page: int, pixels: int) -> Picture:
    # -I: the child sees neither our environment nor our modules.
    words = [sys.executable, "-I", str(_CHILD), str(page), str(pixels)]
    try:
        ended = subprocess.run(
            words, input=content, capture_output=True, timeout=PATIENCE_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("preview.unreadable") from error
    if ended.returncode == _NO_SUCH_PAGE:
        raise Refused("preview.no_such_page")
    if ended.returncode != 0:
        raise Refused("preview.unreadable")
    count, _, picture = ended.stdout.partition(b"\n")
    return Picture("image/png", picture, min(int(count), MAX_PAGES))
