"""Which database is opened, and that it is ready for use."""

from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL, text

from api import bootstrap
from api.revisions.upgrade import is_current
from api.settings import Settings
from tests.support.cluster import open_folder
from tests.support.database import connect


def settings_of(url: URL) -> Settings:
    return Settings(database_url=url.render_as_string(hide_password=False))


def test_the_database_that_the_settings_name_is_opened_and_revised(database_url: URL) -> None:
    with bootstrap.database(settings_of(database_url)) as database:
        assert database.url.database == database_url.database
        assert is_current(database)


def test_without_a_database_url_our_own_postgresql_starts_under_the_folder_given() -> None:
    with open_folder() as folder:
        with bootstrap.database(Settings(database_url=None), folder) as database:
            assert is_current(database)
            assert list(folder.glob("*/postmaster.pid"))

        assert not list(folder.glob("*/postmaster.pid"))


def test_a_throwaway_database_on_a_named_server_is_gone_afterwards(database_url: URL) -> None:
    with bootstrap.throwaway_database(settings_of(database_url)) as database:
        url = database.url
        assert is_current(database)
        assert url.database != database_url.database

    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        connect(url)


def test_a_throwaway_database_of_our_own_tells_how_it_starts_and_is_gone_afterwards() -> None:
    stages: list[str] = []

    with bootstrap.throwaway_database(Settings(database_url=None), stages.append) as database:
        socket_folder = Path(str(database.url.query["host"]))
        assert is_current(database)
        assert socket_folder.exists()

    assert stages
    assert not socket_folder.exists()


def test_every_connection_is_closed_at_the_end(database_url: URL) -> None:
    with bootstrap.revised(database_url) as database, database.connect() as connection:
        connection.execute(text("SELECT 1"))

    with connect(database_url) as other:
        alone = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        assert other.execute(alone).fetchone() == (0,)


def test_only_connectors_that_are_set_up_can_deliver() -> None:
    settings = Settings.model_validate(
        {"mail_host": "mail.hanoi.vn", "portal_url": "https://portal.hanoi.vn/in"}
    )

    assert set(bootstrap.connectors(settings)) == {"mail", "portal"}
    assert bootstrap.connectors(Settings()) == {}
