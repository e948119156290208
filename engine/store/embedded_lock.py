"""Processes that share one cluster take turns to start and stop it, and know who leaves last.

The locks are `flock` on the folders themselves: no files to clean up, and a killed process loses its own.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """Hold `folder` alone; others wait. Not re-entrant."""
    with _opened(folder) as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield


@contextmanager
def presence(folder: Path) -> Iterator[int]:
    """Be known as present in `folder`, beside any number of others. The value is for `is_last`."""
    with _opened(folder) as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield descriptor


def is_last(present: int) -> bool:
    """Whether nobody else is present; ask within a `turn`, when about to leave."""
    try:
        fcntl.flock(present, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
