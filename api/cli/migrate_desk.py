"""What every `motcua migrate` command stands on: the workshop, the ways in which a step may end, shared options."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from api import bootstrap
from api.cli import migrate_text
from api.cli.words import say
from api.settings import Settings
from engine.clock import system_clock
from migration_tools.batch import Workshop
from migration_tools.errors import Unreadable
from migration_tools.failpoints import Failpoints
from migration_tools.mapping.problems import UnreadableMapping
from migration_tools.progress import Progress
from migration_tools.steps.snapshot import SourceChanged

EXIT_REFUSED, EXIT_MISUSED, EXIT_UNBALANCED, EXIT_SOURCE_CHANGED, EXIT_QUARANTINE = 1, 2, 3, 5, 6

BatchName = Annotated[
    str, typer.Argument(metavar="BATCH", help=say("Tên đợt chuyển đổi.", "The batch's name."))
]
Jobs = Annotated[
    int, typer.Option("--jobs", min=1, max=64, help=say("Số tiến trình cùng làm.", "Processes at work."))
]


@contextmanager
def workshop(data: Path | None, jobs: int = 1) -> Iterator[Workshop]:
    """Give a workshop on the database of the settings, or on an embedded one in a folder."""
    settings = Settings()
    point = settings.die_at
    Failpoints.parse(point)  # A point that nobody knows is an error now, not a process that dies nowhere.
    with bootstrap.database(settings, data) as database:
        yield Workshop(
            database, system_clock, time.monotonic, tell_progress, jobs, partial(Failpoints.parse, point)
        )


@contextmanager
def ending() -> Iterator[None]:
    """Turn what stops a step into its sentence and exit."""
    try:
        yield
    except SourceChanged as changed:
        complain(
            say(
                f"Nguồn «{changed.source}» đã thay đổi từ lần sao chép trước; hãy ngừng nhập liệu rồi mở đợt mới.",
                f"Source “{changed.source}” changed since it was copied; freeze it and begin a new batch.",
            )
        )
        raise typer.Exit(EXIT_SOURCE_CHANGED) from changed
    except Unreadable as unreadable:
        complain(unreadable.sentence)
        raise typer.Exit(EXIT_MISUSED) from unreadable
    except UnreadableMapping as unreadable:
        for problem in unreadable.problems:
            complain(f"{problem}")
        raise typer.Exit(EXIT_MISUSED) from unreadable


def tell_progress(progress: Progress) -> None:
    """Tell how far a step is, beside what it prints."""
    typer.echo(migrate_text.progress_text(progress), err=True)


def complain(text: str) -> None:
    """Say why a step did not do what was asked."""
    sys.stderr.write(text + "\n")
