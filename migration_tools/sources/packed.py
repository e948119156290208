"""A workbook that is a zip, opened only where what it inflates to is bounded."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from migration_tools.errors import Unreadable
from migration_tools.sources.limits import (
    FREE_EXPANDED_BYTES,
    MAX_EXPANDED_BYTES,
    MAX_EXPANSION,
    MIB,
)


@contextmanager
def unpacked(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a zip; raises `Unreadable` where it is none, is damaged, or would inflate beyond the limits.

    A member that inflates to more than the directory says is damaged too: zipfile stops it at that size.
    """
    try:
        with zipfile.ZipFile(path) as package:
            expanded = sum(member.file_size for member in package.infolist())
            allowed = min(MAX_EXPANDED_BYTES, max(FREE_EXPANDED_BYTES, MAX_EXPANSION * path.stat().st_size))
            if expanded > allowed:
                raise Unreadable(
                    "source.too_large",
                    f"Tệp «{path.name}» khi giải nén là {expanded // MIB} MB, quá mức cho phép {allowed // MIB} MB; "
                    "hãy mở bằng phần mềm bảng tính, xoá định dạng thừa rồi lưu lại.",
                )
            yield package
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as wrong:
        raise Unreadable(
            "source.damaged",
            f"Tệp «{path.name}» bị hỏng hoặc đặt mật khẩu; hãy mở bằng phần mềm bảng tính rồi lưu lại.",
        ) from wrong
