"""The shared strings of an xlsx, kept in a file of their own: a register can have more of them than memory."""

import mmap
import tempfile
from array import array
from typing import IO

from migration_tools.errors import Unreadable
from migration_tools.sources.xlsx_text import text_of
from migration_tools.sources.xml_elements import elements


class SharedStrings:
    """Strings by number; 8 bytes of memory each."""

    def __init__(self, part: IO[bytes] | None, name: str) -> None:
        self._ends = array("Q", [0])
        with tempfile.TemporaryFile() as file:
            if part:
                for item in elements(part, name, "{*}si"):
                    file.write(text_of(item).encode("utf-8"))
                    self._ends.append(file.tell())
            file.write(b"\0")  # An empty file cannot be mapped.
            file.flush()
            self._texts = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._name = name

    def __getitem__(self, number: int) -> str:
        """Return a string by its number. Raises `Unreadable` where the workbook has no such string."""
        if not 0 <= number < len(self._ends) - 1:
            raise Unreadable(
                "source.damaged", f"Tệp «{self._name}» bị hỏng: ô dùng chuỗi số {number} không có."
            )
        return self._texts[self._ends[number] : self._ends[number + 1]].decode("utf-8")
