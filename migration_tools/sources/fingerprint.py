"""What a file is (its hash), and the cheap sign that nobody wrote to it while it was read."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from migration_tools.errors import Unreadable
from migration_tools.sources.base import SourceFile
from migration_tools.sources.limits import READ_BYTES

Stamp = tuple[int, int, int, int]
"""Inode, size, last write and last change of a file, as the file system tells them."""


def existing(path: Path | None) -> Path:
    """Return `path` where something can be read there, else raise `Unreadable`."""
    if path is None:
        raise Unreadable("source.missing", "Chưa chỉ ra tệp nguồn; hãy ghi đường dẫn của tệp cần chuyển.")
    if not path.exists():
        raise Unreadable("source.missing", f"Không tìm thấy «{path}»; hãy kiểm tra lại đường dẫn.")
    return path


def fingerprint(path: Path) -> SourceFile:
    """Hash a file's whole content: 0.5 to 1 GB a second."""
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        while chunk := file.read(READ_BYTES):
            digest.update(chunk)
            size += len(chunk)
    return SourceFile(path.name, size, digest.hexdigest())


def stamp(path: Path) -> Stamp:
    """Return the file's stamp: two equal stamps mean that nobody wrote in between, at the cost of one `stat`."""
    seen = path.stat()
    return seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns


@contextmanager
def unchanged(path: Path) -> Iterator[None]:
    """Raise `Unreadable` at the end of a reading in which the file was written to."""
    before = stamp(path)
    yield
    if stamp(path) != before:
        raise Unreadable(
            "source.changed",
            f"Tệp «{path.name}» bị sửa trong lúc đang đọc; hãy đóng phần mềm đang dùng tệp rồi chạy lại bước này.",
        )
