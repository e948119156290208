"""What a piece of work asks of the database, as SQLAlchemy sees it leave: statements and commits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event


@dataclass
class Traffic:
    """Everything sent while counting went on."""

    statements: list[str] = field(default_factory=list)
    commits: int = 0
    rollbacks: int = 0


@contextmanager
def counted(database: Engine) -> Iterator[Traffic]:
    """Count until the end of the block."""
    traffic = Traffic()

    def before(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        traffic.statements.append(statement)

    def commit(connection: Any) -> None:
        traffic.commits += 1

    def rollback(connection: Any) -> None:
        traffic.rollbacks += 1

    listeners: dict[str, Callable[..., None]] = {
        "before_cursor_execute": before,
        "commit": commit,
        "rollback": rollback,
    }
    for name, listener in listeners.items():
        event.listen(database, name, listener)
    try:
        yield traffic
    finally:
        for name, listener in listeners.items():
            event.remove(database, name, listener)
