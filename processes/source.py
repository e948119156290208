"""The files of a package as bytes, from a folder, a zip or a single .bpmn, within limits."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath

from engine.bpmn.deployment import PROCESS_FILE
from engine.errors import Refused

MAX_FILES = 500
MAX_TOTAL_BYTES = 20_000_000
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # Others may ask for gigabytes to unpack with.
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
)


def read_files(path: Path) -> dict[str, bytes]:
    """Return name -> content. A single .bpmn counts as a package with only its diagram.

    Raises Refused `package.unreadable` or `package.too_large`; nothing is unpacked to disk.
    """
    if path.is_dir():
        return _within_limits(_folder(path))
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refused("package.unreadable", path=str(path), reason=str(error)) from error
    if zipfile.is_zipfile(BytesIO(content)):
        return read_zip(content)
    return {PROCESS_FILE: content}


def read_zip(content: bytes) -> dict[str, bytes]:
    """Return the files of a zip, measured by what they expand to. Raises as `read_files`."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _within_limits(_members(archive))
    except _BROKEN_ZIP as error:
        raise Refused("package.unreadable", path="zip", reason=str(error)) from error


def _folder(path: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(path.rglob("*")):
        relative = file.relative_to(path)
        if file.is_file() and not any(part.startswith(".") for part in relative.parts):
            yield relative.as_posix(), file.read_bytes()


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    seen: set[str] = set()
    for member in archive.infolist():
        if member.is_dir():
            continue
        name = PurePosixPath(member.filename).as_posix()
        reason = _objection(member) or ("two files of one name" if name in seen else None)
        if reason is not None:
            raise Refused("package.unreadable", path=member.filename, reason=reason)
        seen.add(name)
        with archive.open(member) as stream:
            yield name, stream.read(MAX_TOTAL_BYTES + 1)


def _objection(member: zipfile.ZipInfo) -> str | None:
    name = PurePosixPath(member.filename)
    if name.is_absolute() or ".." in name.parts:
        return "path leads out of the package"
    return None if member.compress_type in _COMPRESSIONS else "unknown compression"


def _within_limits(files: Iterator[tuple[str, bytes]]) -> dict[str, bytes]:
    total, kept = 0, dict[str, bytes]()
    for name, content in files:
        total += len(content)
        if total > MAX_TOTAL_BYTES or len(kept) >= MAX_FILES:
            raise Refused("package.too_large", max_bytes=MAX_TOTAL_BYTES, max_files=MAX_FILES)
        kept[name] = content
    return kept
