"""Print, as JSON, what every command and option of `motcua` says of itself in the caller's locale.

Run as a program of its own, since a process speaks one language: `python -m tests.support.help_texts`.
"""

import json
from collections.abc import Iterator
from typing import Any

import typer

from api.cli.main import app


def texts() -> dict[str, dict[str, str | None]]:
    """Return command -> name of option or "" for the command itself -> its help."""
    return {
        " ".join(words): {"": command.help}
        | {each.name or "": getattr(each, "help", None) for each in command.params}
        for words, command in _tree(typer.main.get_command(app))
    }


def _tree(command: Any, *words: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Walk by what a group lists, for the families of `motcua` are read only when one is asked for."""
    yield words, command
    if hasattr(command, "list_commands"):
        for name in command.list_commands(None):
            yield from _tree(command.get_command(None, name), *words, name)


if __name__ == "__main__":
    print(json.dumps(texts()))
