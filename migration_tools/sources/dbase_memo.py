"""Memo files of dBase III and IV (.dbt) and FoxPro (.fpt): long texts, kept apart from their records by block."""

import re
from pathlib import Path
from typing import IO

from migration_tools.cell import Cell, Fault
from migration_tools.sources.limits import MAX_RECORD_BYTES

_BLOCK = 512
_DBASE_4 = b"\xff\xff\x08\x00"


class Memo:
    """One open memo file."""

    def __init__(self, file: IO[bytes], is_foxpro: bool) -> None:
        self._file = file
        self._is_foxpro = is_foxpro
        header = file.read(_BLOCK)
        size = int.from_bytes(header[6:8], "big") if is_foxpro else int.from_bytes(header[20:22], "little")
        self._block = size or _BLOCK

    def text(self, block: int) -> Cell:
        """Return the text that begins at `block`: None for block 0, a fault where the file has no such text."""
        if block <= 0:
            return None
        self._file.seek(block * self._block)
        mark, length = self._file.read(4), self._file.read(4)
        if len(length) < 4:
            return Fault(f"memo {block}")
        if self._is_foxpro:
            return self._counted(int.from_bytes(length, "big"), block)
        if mark == _DBASE_4:
            # The length counts its own eight bytes.
            return self._counted(int.from_bytes(length, "little") - 8, block)
        return self._ended(block)

    def _counted(self, length: int, block: int) -> Cell:
        text = self._file.read(length) if 0 <= length <= MAX_RECORD_BYTES else b""
        return text if len(text) == length else Fault(f"memo {block}")

    def _ended(self, block: int) -> Cell:
        """Read a dBase III text, which goes on until the byte 1A."""
        self._file.seek(block * _BLOCK)
        text = b""
        while (chunk := self._file.read(_BLOCK)) and len(text) < MAX_RECORD_BYTES:
            before, ended, _ = chunk.partition(b"\x1a")
            text += before
            if ended:
                return text
        return Fault(f"memo {block}")


def memo_beside(path: Path) -> Path | None:
    """Return the memo file of a table: its name with .fpt or .dbt, in capitals or not."""
    wanted = re.compile(re.escape(path.stem) + r"\.(?:fpt|dbt)", re.IGNORECASE)
    return next((other for other in sorted(path.parent.iterdir()) if wanted.fullmatch(other.name)), None)
