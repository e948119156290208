"""Signing in a thread of its own: the library runs an event loop for it, and a thread may have one loop only."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")


def apart(act: Callable[_P, _T], *values: _P.args, **named: _P.kwargs) -> _T:
    """Return what an act returns, and raise what it raises, whoever's event loop runs in this thread."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(act, *values, **named).result()
