"""A database of its own on somebody else's server."""

import psycopg
import pytest
from sqlalchemy import URL

from engine.errors import Refused
from engine.store.throwaway import throwaway
from tests.support.database import connect


def test_the_database_is_empty_speaks_unicode_and_sorts_by_code(database_url: URL) -> None:
    with throwaway(database_url) as url, connect(url) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        kept = "encoding = pg_char_to_encoding('UTF8') AND datcollate = 'C'"
        row = connection.execute(
            f"SELECT {kept} FROM pg_database WHERE datname = current_database()"
        ).fetchone()

    assert (tables, row) == ((0,), (True,))


def test_it_is_gone_afterwards_though_somebody_is_still_connected(database_url: URL) -> None:
    with throwaway(database_url) as url:
        somebody = connect(url)

    with pytest.raises(psycopg.OperationalError):
        somebody.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        connect(url)


def test_it_is_gone_also_where_what_was_done_with_it_failed(database_url: URL) -> None:
    with pytest.raises(Refused), throwaway(database_url) as url:
        raise Refused("thử")

    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        connect(url)


def test_one_left_behind_by_a_killed_process_of_the_same_number_is_replaced(database_url: URL) -> None:
    with throwaway(database_url) as url:
        name = url.database
    with connect(database_url) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    with connect(database_url.set(database=name)) as connection:
        connection.execute("CREATE TABLE left_behind ()")

    with throwaway(database_url) as again, connect(again) as connection:
        found = connection.execute("SELECT to_regclass('left_behind')").fetchone()

    assert (again.database, found) == (name, (None,))
