"""A window over a file's bytes that grows where a pattern needs more of it, and never beyond one record's limit."""

import re
from typing import IO

from migration_tools.errors import Unreadable
from migration_tools.sources.limits import MAX_RECORD_BYTES, READ_BYTES


class ByteStream:
    """Reads forward; `position` counts bytes from the file's beginning (unpacked, where it is packed)."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._window = b""
        self._window_at = 0
        self._here = 0

    @property
    def position(self) -> int:
        """Where the next byte to read stands."""
        return self._window_at + self._here

    def seek(self, position: int) -> None:
        """Go on at `position`; free of cost where the window holds it already."""
        here = position - self._window_at
        if not 0 <= here <= len(self._window):
            self._file.seek(position)
            self._window, self._window_at, here = b"", position, 0
        self._here = here

    def match(self, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
        """Return the match of `pattern` here, reading on as long as there is none, and go behind it.

        `pattern` must end in a delimiter, so that a match cannot become longer when more is read.
        """
        while not (found := pattern.match(self._window, self._here)):
            if not self.grow():
                return None
        self._here = found.end()
        return found

    def sees(self, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
        """Return the match of `pattern` within what is read already, and go behind it."""
        if found := pattern.match(self._window, self._here):
            self._here = found.end()
        return found

    def grow(self) -> bool:
        """Read on, dropping what is behind us; False at the file's end. Raises `Unreadable` over the limit."""
        rest = self._window[self._here :]
        if len(rest) > MAX_RECORD_BYTES:
            raise Unreadable(
                "source.too_large",
                f"Có một bản ghi dài quá {MAX_RECORD_BYTES >> 20} MB ở byte thứ {self.position}; "
                "tệp có thể đã hỏng, hãy xuất lại.",
            )
        # At least doubling, so that a long record is scanned again only a few times.
        chunk = self._file.read(max(READ_BYTES, len(rest)))
        self._window_at += self._here
        self._window, self._here = rest + chunk, 0
        return bool(chunk)

    def ahead(self, wanted: int) -> bytes:
        """Return at least `wanted` bytes from here on, or all that is left; none means the file's end."""
        while len(self._window) - self._here < wanted and self.grow():
            pass
        return self._window[self._here : self._here + wanted]
