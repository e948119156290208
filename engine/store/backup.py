"""A whole database as one file, and back, by the programs that the embedded PostgreSQL brings along."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, create_engine, text

from engine.errors import Refused
from engine.store.embedded_account import OURSELVES
from engine.store.embedded_place import wheel_programs


def backup(url: URL, file: Path) -> None:
    """Write everything, as it stood at one moment, into a file that appears whole or not at all.

    Refused `backup.failed` with the words of pg_dump.
    """
    file = file.absolute()
    with tempfile.TemporaryDirectory(dir=file.parent) as private:
        whole = Path(private, "whole")
        _run("pg_dump", url, "--format=custom", "--compress=9", "--no-owner", f"--file={whole}")
        whole.rename(file)


def restore(url: URL, file: Path) -> None:
    """Read a backup into an empty database, all of it or nothing.

    Refused `database.not_empty`, or `backup.failed` with the words of pg_restore.
    """
    if not _is_empty(url):
        raise Refused("database.not_empty", database=str(url.database))
    _run("pg_restore", url, "--single-transaction", "--exit-on-error", "--no-owner", str(file.absolute()))


def _is_empty(url: URL) -> bool:
    database = create_engine(url)
    try:
        with database.connect() as connection:
            found = connection.execute(text("SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1"))
            return found.first() is None
    finally:
        database.dispose()


def _run(program: str, url: URL, *options: str) -> None:
    with _address(url) as address:
        done = OURSELVES.run(wheel_programs() / program, f"--dbname={address}", *options)
    if done.returncode != 0:
        raise Refused("backup.failed", program=program, words=done.stderr.strip()[-1000:])


@contextmanager
def _address(url: URL) -> Iterator[str]:
    """The database as libpq takes it; a password stands in a private file, where no list of processes shows it."""
    with tempfile.TemporaryDirectory() as private:
        plain = url.set(drivername="postgresql")
        if url.password is not None:
            password = str(url.password).replace("\\", "\\\\").replace(":", "\\:")
            passwords = Path(private, "pgpass")
            passwords.touch(mode=0o600)
            passwords.write_text(f"*:*:*:*:{password}\n", "utf-8")
            plain = plain._replace(password=None).update_query_dict({"passfile": str(passwords)})
        yield plain.render_as_string(hide_password=False)
