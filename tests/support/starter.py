"""Another process that starts or joins a cluster and holds it until it is told to end."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, make_url

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534
# Ends when its standard input does. The account is changed after the imports, as the interpreter itself may
# lie where that account cannot pass.
_PROGRAM = """
import os, signal, sys
# A shell that starts the tests in the background makes its children deaf to Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)
from contextlib import ExitStack
from pathlib import Path
from engine.store import embedded
if len(sys.argv) > 2:
    os.setgroups([]); os.setgid(int(sys.argv[2])); os.setuid(int(sys.argv[2]))
held = ExitStack()
server = held.enter_context(embedded.start(Path(sys.argv[1])) if sys.argv[1] else embedded.temporary())
print(server.url, flush=True)
sys.stdin.read()
"""


class Starter:
    """A running process with a process group of its own, as a terminal gives to each command.

    It holds the cluster of `data`, or without one a temporary cluster; `account` is the user it runs as.
    """

    def __init__(self, data: Path | None, *account: int) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, str(data or ""), *map(str, account)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def url(self) -> URL:
        """Wait for the cluster to be up; its address."""
        assert self.process.stdout
        line = self.process.stdout.readline().strip()
        assert line, self.errors()
        return make_url(line)

    def errors(self) -> str:
        """Wait for the end; what the process said on standard error."""
        return self.process.communicate()[1]

    def signal(self, number: signal.Signals) -> int:
        """Send a signal to the whole group, as a terminal does, and wait for the end; the exit code."""
        os.killpg(self.process.pid, number)
        self.process.communicate()
        return self.process.returncode

    def end(self) -> int:
        """Let the process come to its end by itself; the exit code."""
        self.process.communicate()
        return self.process.returncode


@contextmanager
def starter(data: Path | None, *account: int) -> Iterator[Starter]:
    """A `Starter` that has ended when the block does."""
    running = Starter(data, *account)
    try:
        yield running
    finally:
        running.end()
