"""Where tests keep embedded clusters, and what they ask of them: the postmaster, and rows that must survive."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL

from engine.store.embedded import Server
from engine.store.embedded_place import throwaway_parent
from tests.support.database import connect


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that every account may enter, as pytest's own may not be; in memory where there is room."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-test-", dir=throwaway_parent()))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def postmaster(server: Server) -> int:
    """The process number of the running postmaster."""
    return int((server.folder / "postmaster.pid").read_text().split()[0])


def is_running(server: Server) -> bool:
    """Whether the cluster has not been shut down; a clean end removes the file."""
    return (server.folder / "postmaster.pid").exists()


def write_row(url: URL, words: str) -> None:
    """Commit one row."""
    with connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS note (words text)")
        connection.execute("INSERT INTO note VALUES (%s)", [words])


def rows(url: URL) -> list[str]:
    """Every row committed by `write_row`, in order of writing."""
    with connect(url) as connection:
        return [words for (words,) in connection.execute("SELECT words FROM note ORDER BY ctid")]
