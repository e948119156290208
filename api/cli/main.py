"""`motcua`: every command, and how failures end it (DESIGN §4: 0 ok, 1 findings or refused, 2 unreadable)."""

import sys

import typer

from api.cli.lazy import LazyGroup
from api.cli.words import say
from api.problems import sentence
from engine.errors import Broken, EngineError

EXIT_REFUSED, EXIT_MISUSED = 1, 2

app = typer.Typer(
    name="motcua",
    cls=LazyGroup,
    help=say(
        "Hệ thống một cửa: quy trình BPMN, hồ sơ, thời hạn.",
        "One door: BPMN processes, dossiers, legal clocks.",
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def motcua() -> None:
    """Stand for the group itself; its commands are found by `LazyGroup`."""


def main() -> None:
    """Run the command line; an error that somebody can act on is one sentence, not a traceback."""
    try:
        app()
    except Broken:
        raise
    except EngineError as error:
        sys.stderr.write(f"{sentence(error)}\n")
        sys.exit(EXIT_REFUSED)
