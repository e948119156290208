"""One unit of work: one transaction of one command. `commit` is written here and nowhere else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast

import psycopg
from sqlalchemy import Connection, CursorResult, Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from engine.errors import TryAgain

_RETRYABLE = frozenset({"40001", "40P01", "55P03"})
"""Serialization failure, deadlock, lock not available (PostgreSQL error codes)."""


class Work:
    """The open transaction that repositories write through."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def run(
        self, sql: str, parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]] = ()
    ) -> CursorResult[Any]:
        """Execute one named-parameter statement."""
        return self._connection.execute(text(sql), parameters or None)

    def rows(
        self, sql: str, parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]] = ()
    ) -> list[tuple[Any, ...]]:
        """Return all rows of one query at once: for many thousand, which one by one take twice the time."""
        return cast(list[tuple[Any, ...]], self.run(sql, parameters).all())

    def copy(self, into: str, rows: Iterable[Sequence[Any]]) -> None:
        """Write many rows by COPY, the fastest way in; `into` is `table (column, …)`, never anybody's input."""
        if not self._connection.in_transaction():
            # What goes to the driver directly is not seen, and a transaction not seen would not be committed.
            self._connection.begin()
        driver: Any = self._connection.connection.driver_connection
        try:
            with driver.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        except psycopg.Error as error:
            raise DBAPIError.instance(f"COPY {into}", None, error, psycopg.Error) from error

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Undo what is written within on any error, and only that; the transaction goes on. Raises as `begin` does."""
        with _named(), self._connection.begin_nested():
            yield


@contextmanager
def begin(database: Engine) -> Iterator[Work]:
    """Open a transaction, commit it at the end, roll it back on any error.

    Raises TryAgain where another transaction was in the way or the database could not be reached.
    """
    with _named(), database.connect() as connection:
        yield Work(connection)
        connection.commit()


@contextmanager
def _named() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) in _RETRYABLE:
            raise TryAgain("database.busy") from error
        if isinstance(error, OperationalError):
            raise TryAgain("database.unreachable") from error
        raise


@contextmanager
def reading(database: Engine) -> Iterator[Work]:
    """Open a read-only view that is never committed."""
    with database.connect() as connection:
        yield Work(connection)


@contextmanager
def standing_still(database: Engine) -> Iterator[Work]:
    """Open a read-only view in which nothing changes, whatever others commit meanwhile; keep it short."""
    with database.connect() as connection:
        yield Work(connection.execution_options(isolation_level="REPEATABLE READ"))
