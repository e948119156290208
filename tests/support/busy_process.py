"""A process that opens dossiers and completes their tasks until it is killed, and says what was answered."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL

ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = """
import sys
from sqlalchemy import make_url
from tests.support.city import Town
town = Town(make_url(sys.argv[1]))
while True:
    dossier = town.open()
    print("opened", dossier, flush=True)
    for element in ("A", "B"):
        town.complete(dossier, element)
        print("completed", dossier, element, flush=True)
"""


@contextmanager
def busy_process(url: URL) -> Iterator["subprocess.Popen[str]"]:
    """The running process; killed at the end, as by a power cut, in whatever it was doing."""
    process = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, url.render_as_string(hide_password=False)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def said_until_killed(url: URL, lines: int) -> list[list[str]]:
    """Let the process say some lines, kill it, and return everything it had said by then, word by word."""
    with busy_process(url) as process:
        assert process.stdout
        said = [process.stdout.readline() for _ in range(lines)]
        process.kill()
        said += process.stdout.readlines()
    return [line.split() for line in said if line.endswith("\n")]
