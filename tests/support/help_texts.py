"""Print, as JSON, what every command and option of `motcua` says of itself in the caller's locale.

Run as a program of its own, since a process speaks one language: `python -m tests.support.help_texts`.
"""

import json
from collections.abc import Iterator

import click
import typer

from api.cli.main import app


def texts() -> dict[str, dict[str, str | None]]:
    """Return command -> name of option or "" for the command itself -> its help."""
    return {
        " ".join(words): {"": command.help}
        | {each.name or "": getattr(each, "help", None) for each in command.params}
        for words, command in _tree(typer.main.get_command(app))
    }


def _tree(command: click.Command, *words: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield words, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from _tree(inner, *words, name)


if __name__ == "__main__":
    print(json.dumps(texts()))
