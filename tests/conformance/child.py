"""A case in a process of its own, because SpiffWorkflow may never come back."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection

from tests.conformance.play import Played
from tests.conformance.suite import Case

LIMIT_SECONDS = 5.0
HANGS = "hangs"


def in_child(play: Callable[[Case], Played], case: Case, limit_seconds: float = LIMIT_SECONDS) -> Played:
    """Play one case; what has not ended after so long is stopped and `stuck`: hangs."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_answer, args=(play, case, there))
    child.start()
    there.close()
    try:
        return _received(here, limit_seconds)
    finally:
        child.kill()
        child.join()
        here.close()


def _received(here: Connection, limit_seconds: float) -> Played:
    if not here.poll(limit_seconds):
        return Played(stuck=HANGS)
    try:
        played = here.recv()
    except EOFError:
        return Played(stuck="crashed")
    assert isinstance(played, Played)
    return played


def _answer(play: Callable[[Case], Played], case: Case, there: Connection) -> None:
    there.send(play(case))
