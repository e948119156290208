"""Several things done at the same moment, each in a thread of its own."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from sqlalchemy import Engine, text

from engine.errors import EngineError

T = TypeVar("T")


def at_once(actions: Sequence[Callable[[], T]]) -> list[T | EngineError]:
    """What each action returned, or the engine's error it raised; any other error is raised here."""
    barrier = Barrier(len(actions))

    def act(action: Callable[[], T]) -> T | EngineError:
        barrier.wait()
        try:
            return action()
        except EngineError as error:
            return error

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(act, actions))


def wait_until_blocked(database: Engine) -> None:
    """Return as soon as some session of the database waits for another one's lock."""
    waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    for _ in range(1_000):
        with database.connect() as connection:
            if connection.execute(text(waiting)).first():
                return
        time.sleep(0.005)
    raise AssertionError("Expected a session to wait for a lock, but none did")
