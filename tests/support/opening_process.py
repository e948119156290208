"""Processes that receive dossiers at one unit at the same moment, as several servers of one city do."""

import subprocess
import sys
from pathlib import Path

from sqlalchemy import URL

ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = """
import sys
from sqlalchemy import make_url
from tests.support.city import Town
town = Town(make_url(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for _ in range(int(sys.argv[2])):
    print(town.open(), flush=True)
"""


def codes_of(url: URL, processes: int, dossiers: int) -> list[list[str]]:
    """Start that many processes, let all begin together, and return the codes that each was answered."""
    words = [sys.executable, "-c", _PROGRAM, url.render_as_string(hide_password=False), str(dossiers)]
    started = [
        subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(processes)
    ]
    for process in started:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    return [process.communicate()[0].split() for process in started]
