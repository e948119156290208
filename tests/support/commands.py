"""Run `motcua`: in a process of its own, as somebody at a terminal does, or quicker within this one."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from api.cli.main import app
from tests.support.code import ROOT

VIETNAMESE: Mapping[str, str] = {"LANG": "vi_VN.UTF-8"}
ENGLISH: Mapping[str, str] = {"LANG": "en_US.UTF-8"}
PATIENCE_SECONDS = 300
"""No test measures time; this only ends a command that hangs."""


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said."""

    exit: int
    out: str
    err: str


def invoke(*words: str | Path) -> Ended:
    """Run a command within this process, in the language that this process speaks."""
    result = CliRunner().invoke(app, [*map(str, words)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ended(result.exit_code, result.stdout, result.stderr)


def motcua(*words: str | Path, settings: Mapping[str, str] = VIETNAMESE, folder: Path = ROOT) -> Ended:
    """Run a command in a folder; of motcua's own settings it has only those given."""
    return run([Path(sys.executable).with_name("motcua"), *words], settings, folder)


def run(words: list[str | Path], settings: Mapping[str, str], folder: Path = ROOT) -> Ended:
    """Run a program; the locale and motcua's settings of the caller are not handed on."""
    kept = {
        name: text for name, text in os.environ.items() if not name.startswith(("MOTCUA_", "LC_", "LANG"))
    }
    ended = subprocess.run(
        [*map(str, words)],
        cwd=folder,
        env=kept | {"PYTHONUTF8": "1", "COLUMNS": "200"} | dict(settings),
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)
