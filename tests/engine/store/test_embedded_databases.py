"""The databases that tests get: fresh clones of one template, here and on Debian's PostgreSQL 15."""

import psycopg
import pytest
from sqlalchemy import URL

from engine.store.embedded import Server
from tests.support.cluster import rows, write_row
from tests.support.database import connect, fresh_database, postgresql_15


def test_each_test_gets_a_database_of_its_own(database_server: Server, database_url: URL) -> None:
    write_row(database_url, "của phép thử này")

    with fresh_database(database_server.url) as other, pytest.raises(psycopg.errors.UndefinedTable):
        rows(other)

    assert rows(database_url) == ["của phép thử này"]


def test_a_fresh_database_is_dropped_though_somebody_is_still_connected(database_server: Server) -> None:
    with fresh_database(database_server.url) as url:
        forgotten = connect(url)

    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        connect(url)
    forgotten.close()


@pytest.mark.external
def test_the_same_template_serves_on_postgresql_15() -> None:
    with postgresql_15() as server, fresh_database(server) as url, connect(url) as connection:
        write_row(url, "phiên bản cũ nhất được hỗ trợ")
        version = connection.info.server_version
        seen = rows(url)

    assert version // 10_000 == 15
    assert seen == ["phiên bản cũ nhất được hỗ trợ"]
