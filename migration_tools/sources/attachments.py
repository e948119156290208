"""A folder of attachments as a table: path, size, hash and kind of every file; nothing outside it is ever read."""

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from migration_tools.cell import Fault, Row
from migration_tools.errors import Unreadable
from migration_tools.sources.base import Place, SourceFile, SourceRow, Table
from migration_tools.sources.chosen import chosen
from migration_tools.sources.content_type import LONGEST_START, content_type
from migration_tools.sources.fingerprint import existing
from migration_tools.sources.limits import MAX_PATH_BYTES, READ_BYTES

TABLE = "attachments"
COLUMNS = ("path", "size", "sha256", "type")
_LINK, _SPECIAL = Fault("symlink"), Fault("not a file")


def file_of(row: Row) -> dict[str, str | int | None]:
    """Return a row of the table as a dossier's papers name files: the path as text; no hash for what is no file."""
    path, size, digest, kind = row
    text = path.decode(errors="replace") if isinstance(path, bytes) else str(path)
    return {
        "path": text,
        "size": size if isinstance(size, int) else None,
        "sha256": digest if isinstance(digest, str) else None,
        "type": kind if isinstance(kind, str) else None,
    }


class _Entry(NamedTuple):
    """One name in the folder; its path as bytes, for file names too have encodings nobody knows."""

    path: bytes
    mode: int
    size: int
    changed: int


class AttachmentFolder:
    """Positions count the entries in the order of their paths, byte by byte, folder by folder.

    A symbolic link, a pipe or a device is a row whose hash is a `Fault`: it is never followed or opened.
    """

    def __init__(self, place: Place) -> None:
        self._folder = existing(place.path)
        if not self._folder.is_dir():
            raise Unreadable(
                "source.missing", f"«{self._folder}» không phải thư mục; hãy chỉ ra thư mục tệp đính kèm."
            )

    def files(self) -> Sequence[SourceFile]:
        """Return the folder as one file whose hash is that of its listing (path, size, last write of every file).

        It shows a change without reading the contents, whose hashes are in the rows.
        """
        digest = hashlib.sha256()
        size = 0
        for entry in self._entries():
            digest.update(b"%b\0%d\0%d\0" % (entry.path, entry.size, entry.changed))
            size += entry.size
        return (SourceFile(self._folder.name, size, digest.hexdigest()),)

    def tables(self) -> Sequence[Table]:
        """Return the one table; links and the like are counted in its notes."""
        odd = sum(not stat.S_ISREG(entry.mode) for entry in self._entries())
        notes = (f"{odd} mục không phải tệp thường (liên kết, thiết bị), không đọc",) if odd else ()
        return (Table(TABLE, COLUMNS, notes),)

    def rows(self, table: str, after: int = 0) -> Iterator[SourceRow]:
        """Yield the files; those up to `after` are not opened."""
        chosen(self.tables(), table)
        for position, entry in enumerate(self._entries(), start=1):
            if position > after:
                yield SourceRow(position, self._row(entry))

    def find(self, name: bytes) -> Path | None:
        """Return the file that a legacy row names by its path here; None where there is none.

        None too for whatever would lead out of the folder: `..`, an absolute path, NUL, a symbolic link on the way.
        """
        parts = name.replace(b"\\", b"/").split(b"/")
        is_safe = (
            len(name) <= MAX_PATH_BYTES
            and b"\0" not in name
            and not any(p in (b"", b".", b"..") for p in parts)
        )
        if not is_safe:
            return None
        path = os.fsencode(self._folder)
        try:
            for part in parts:
                path = os.path.join(path, part)
                if stat.S_ISLNK(mode := os.lstat(path).st_mode):
                    return None
        except OSError:
            return None
        return Path(os.fsdecode(path)) if stat.S_ISREG(mode) else None

    def _entries(self) -> Iterator[_Entry]:
        # fwalk opens folder by folder and never through a link, even one put there while it walks.
        for folder, folders, names, handle in os.fwalk(os.fsencode(self._folder), onerror=_refused):
            folders.sort()
            inside = os.path.relpath(folder, os.fsencode(self._folder))
            links = [name for name in folders if _is_link(name, handle)]
            for name in sorted((*names, *links)):
                seen = os.stat(name, dir_fd=handle, follow_symlinks=False)
                path = name if inside == b"." else os.path.join(inside, name)
                yield _Entry(path, seen.st_mode, seen.st_size, seen.st_mtime_ns)

    def _row(self, entry: _Entry) -> Row:
        if not stat.S_ISREG(entry.mode):
            return entry.path, None, _LINK if stat.S_ISLNK(entry.mode) else _SPECIAL, None
        digest = hashlib.sha256()
        path = os.path.join(os.fsencode(self._folder), entry.path)
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
            start = chunk = file.read(READ_BYTES)
            while chunk:
                digest.update(chunk)
                chunk = file.read(READ_BYTES)
            after = os.fstat(file.fileno())
        if (after.st_size, after.st_mtime_ns) != (entry.size, entry.changed):
            raise Unreadable(
                "source.changed",
                f"Tệp đính kèm «{os.fsdecode(entry.path)}» bị sửa trong lúc đang đọc; hãy chạy lại bước này.",
            )
        return entry.path, entry.size, digest.hexdigest(), content_type(start[:LONGEST_START])


def _is_link(name: bytes, handle: int) -> bool:
    return stat.S_ISLNK(os.stat(name, dir_fd=handle, follow_symlinks=False).st_mode)


def _refused(wrong: OSError) -> None:
    raise Unreadable(
        "source.damaged", f"Không đọc được thư mục «{wrong.filename!s}»; hãy kiểm tra quyền đọc."
    ) from wrong
