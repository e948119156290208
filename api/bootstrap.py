"""The one place that knows every concrete thing: which database, which city, which clock."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy import Engine as Database

from api.revisions.upgrade import upgrade
from api.settings import Settings
from engine.store import embedded
from engine.store.database import connect
from engine.store.throwaway import throwaway

Progress = Callable[[str], None]


@contextmanager
def database(
    settings: Settings, data: Path | None = None, progress: Progress = embedded.silent
) -> Iterator[Database]:
    """Open the city's database, revised: the one the settings name, else the embedded one under `data`."""
    if settings.database_url is not None:
        with revised(settings.database_url) as opened:
            yield opened
    else:
        with embedded.start(data or settings.data, progress) as server, revised(server.url) as opened:
            yield opened


@contextmanager
def throwaway_database(settings: Settings, progress: Progress = embedded.silent) -> Iterator[Database]:
    """Open an empty, revised database that is gone afterwards; on the server that the settings name, if any."""
    if settings.database_url is not None:
        with throwaway(settings.database_url) as url, revised(url) as opened:
            yield opened
    else:
        with embedded.temporary(progress) as server, revised(server.url) as opened:
            yield opened


@contextmanager
def revised(url: str | URL) -> Iterator[Database]:
    """Open a database and bring it to the newest schema revision."""
    opened = connect(url)
    try:
        upgrade(opened)
        yield opened
    finally:
        opened.dispose()
