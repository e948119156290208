"""Databases for tests: a fresh one for each, cloned from a template, and a cluster of Debian's PostgreSQL 15."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL

from api.bootstrap import revised
from engine.store import embedded
from engine.store.work import begin
from tests.support.city import fill_city

TEMPLATE = "motcua_template"
POSTGRESQL_15 = Path("/usr/lib/postgresql/15/bin")


def prepare_template(url: URL) -> None:
    """Bring the template database at `url` to what every test starts from: our tables, and a city in them."""
    with revised(url) as database, begin(database) as work:
        fill_city(work)


def make_template(server: URL) -> None:
    """Create the template in the cluster of `server`; once, before the first `fresh_database`."""
    with _administration(server) as connection:
        connection.execute(f"CREATE DATABASE {TEMPLATE}")
    prepare_template(server.set(database=TEMPLATE))


@contextmanager
def fresh_database(server: URL, template: str = TEMPLATE) -> Iterator[URL]:
    """A clone of the template (10 MB in about 20 ms), dropped at the end whoever is still connected."""
    name = f"test_{uuid.uuid4().hex}"
    with _administration(server) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield server.set(database=name)
    finally:
        with _administration(server) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def postgresql_15() -> Iterator[URL]:
    """A throw-away cluster, its template made, of the oldest PostgreSQL we support; skips where it is absent.

    For tests marked `external`. Uses Debian's programs only, never the machine's own cluster.
    """
    if not (POSTGRESQL_15 / "postgres").exists():
        pytest.skip(f"PostgreSQL 15 is not installed on this machine (no {POSTGRESQL_15})")
    with embedded.temporary(programs=POSTGRESQL_15) as server:
        make_template(server.url)
        yield server.url


def connect(url: URL) -> psycopg.Connection:
    """A plain connection, each statement its own transaction."""
    return psycopg.connect(
        host=str(url.query["host"]), user=url.username, dbname=url.database, autocommit=True
    )


def _administration(server: URL) -> psycopg.Connection:
    return connect(server.set(database="postgres"))
