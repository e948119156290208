"""Sixty kills of the migration, three orders, one, two and four workers, and every planted bug; see `migration.py`."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_kill_ends_in_the_same_hash_and_every_planted_bug_is_caught() -> None:
    command = [sys.executable, "-m", "tests.campaigns.migration", "--kills", "60"]

    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "killed 60" in ended.stdout
