"""The technician's weekend can be typed as it stands: every command line of the README is one that is understood."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer

import migration_tools
from api.cli.main import app
from tests.support.help_texts import texts

README = (Path(migration_tools.__file__).parent / "README.md").read_text(encoding="utf-8")
LINES = sorted(set(re.findall(r"`(motcua (?:migrate|database) [^`]*)`", README)))
NOT_A_TECHNICIANS = {
    "migrate faults list",
    "migrate faults measure",
    "migrate faults measure-text",
}
"""Commands of `migrate` that the weekend does without."""


def understood(line: str) -> str:
    """Parse a command line as `motcua` would, without running it; return the names that lead to the command."""
    _, *words = shlex.split(line.replace("…", "x"))
    command: Any = typer.main.get_command(app)
    names: list[str] = []
    while hasattr(command, "get_command"):
        names.append(words.pop(0))
        command = command.get_command(None, names[-1])
        assert command is not None, f"{line}: no such command"
    command.make_context(names[-1], words)
    return " ".join(names)


@pytest.mark.parametrize("line", LINES)
def test_a_command_line_of_the_readme_is_understood(line: str) -> None:
    assert understood(line) in texts()


def test_every_command_of_a_migration_stands_in_the_readme() -> None:
    known = {name for name in texts() if name.startswith("migrate ")}
    groups = {name for name in known if any(other.startswith(f"{name} ") for other in known)}

    assert known - groups - NOT_A_TECHNICIANS <= {understood(line) for line in LINES}
