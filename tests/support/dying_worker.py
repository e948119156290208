"""A worker process that fires due timers and kills itself at a named moment: `python -m … URL AT POINT TIMES`.

`claimed` is right after timers were claimed, `written` right before the commit, `committed` right after it.
"""

import os
import signal
import subprocess
import sys
from datetime import datetime
from typing import Any

from sqlalchemy import URL, event, make_url
from sqlalchemy import Engine as Database

from engine.clock import DemoClock
from engine.commands.engine import Engine
from engine.store.database import connect
from tests.support.code import ROOT

POINTS = ("claimed", "written", "committed")


def run_until_killed(url: URL, at: datetime, point: str, times: int) -> None:
    """Let a worker fire timers due at a moment until it is killed when it passes a point for the `times`-th time."""
    words = [url.render_as_string(hide_password=False), at.isoformat(), point, str(times)]
    ended = subprocess.run(
        [sys.executable, "-m", "tests.support.dying_worker", *words], cwd=ROOT, check=False
    )
    assert ended.returncode == -signal.SIGKILL


class _Death:
    def __init__(self, times: int) -> None:
        self.left = times

    def pass_by(self, *_: Any) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def _arm(database: Database, point: str, times: int) -> None:
    death = _Death(times)
    if point == "claimed":
        event.listen(
            database,
            "after_cursor_execute",
            lambda connection, cursor, statement, *rest: "SKIP LOCKED" in statement and death.pass_by(),
        )
    elif point == "written":
        event.listen(database, "commit", death.pass_by)
    else:
        # The pool resets a connection that comes back; what was to be committed is committed by then.
        event.listen(database, "checkin", death.pass_by)


if __name__ == "__main__":
    address, moment, where, count = sys.argv[1:]
    opened = connect(make_url(address))
    worker = Engine(opened, DemoClock(datetime.fromisoformat(moment)))
    _arm(opened, where, int(count))
    worker.fire_due_timers()
