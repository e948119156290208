"""Several things done at the same moment, each in a thread of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

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
