"""Schema revisions: from nothing to the newest, all or nothing, told apart from an older one."""

import ast
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, text
from sqlalchemy.exc import DBAPIError

from api import revisions
from api.bootstrap import revised
from api.revisions.upgrade import is_current, upgrade
from engine.store.database import connect
from engine.store.throwaway import throwaway

VERSIONS = sorted((Path(revisions.__file__).parent / "versions").glob("*.py"))
NEWEST = VERSIONS[-1].name[:4]


def revision_of(database: Engine) -> str:
    with database.connect() as connection:
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())


def test_an_empty_database_is_brought_to_the_newest_revision(database_url: URL) -> None:
    with throwaway(database_url) as url, revised(url) as database:
        assert is_current(database)
        assert revision_of(database) == NEWEST


def test_an_empty_database_is_not_current(database_url: URL) -> None:
    with throwaway(database_url) as url:
        database = connect(url)

        assert not is_current(database)
        database.dispose()


def test_a_database_of_an_older_revision_is_not_current_until_upgraded(database_url: URL) -> None:
    with revised(database_url) as database:
        with database.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))

        assert not is_current(database)


def test_upgrading_again_changes_nothing(database_url: URL) -> None:
    with revised(database_url) as database:
        before = columns(database)

        upgrade(database)

        assert columns(database) == before
        assert is_current(database)


def test_a_revision_that_fails_leaves_nothing_behind(database_url: URL) -> None:
    with throwaway(database_url) as url:
        database = connect(url)
        with database.begin() as connection:
            connection.execute(text("CREATE TABLE journal ()"))

        with pytest.raises(DBAPIError):
            upgrade(database)

        assert {table for table, _ in columns(database)} == set()
        database.dispose()


def test_every_revision_follows_the_one_before_it() -> None:
    chain = [(name_in(path, "revision"), name_in(path, "down_revision")) for path in VERSIONS]

    assert chain == [
        (f"{number:04}", f"{number - 1:04}" if number > 1 else None) for number in range(1, len(VERSIONS) + 1)
    ]
    assert [path.name[:4] for path in VERSIONS] == [revision for revision, _ in chain]


def name_in(path: Path, name: str) -> object:
    assigned = [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.Assign)]
    values = [node.value for node in assigned if ast.unparse(node.targets[0]) == name]
    return ast.literal_eval(values[0])


def columns(database: Engine) -> list[tuple[str, str]]:
    """Every column of ours, by table."""
    sql = (
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
        " ORDER BY table_name, ordinal_position"
    )
    with database.connect() as connection:
        return [(row[0], row[1]) for row in connection.execute(text(sql))]
