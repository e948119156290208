"""A database of its own on somebody else's server, made empty and dropped afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, create_engine, make_url, text


@contextmanager
def throwaway(server: str | URL) -> Iterator[URL]:
    """Create a database beside the one that `server` names; the account there must be allowed to."""
    url = make_url(server)
    # One process makes at most one at a time, so its number is name enough.
    name = f"motcua_throwaway_{os.getpid()}"
    administration = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with administration.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            connection.execute(
                text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
            )
        try:
            yield url.set(database=name)
        finally:
            with administration.connect() as connection:
                connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        administration.dispose()
