"""The embedded PostgreSQL within one process: made, kept, private, thrown away."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from engine.errors import Broken, Refused
from engine.store import embedded
from engine.store.embedded_errors import FolderNotOurs, NotStarted
from engine.store.embedded_place import throwaway_parent
from tests.support.cluster import is_running, open_folder, postmaster, rows, write_row
from tests.support.database import connect


@pytest.fixture(scope="module")
def server() -> Iterator[embedded.Server]:
    """A durable cluster for the tests that only look at it."""
    with open_folder() as data, embedded.start(data) as running:
        yield running


def test_the_first_start_makes_a_cluster_and_the_next_one_keeps_its_rows(data: Path) -> None:
    stages: list[str] = []
    with embedded.start(data / "var", stages.append) as server:
        write_row(server.url, "biên nhận số 1")

    with embedded.start(data / "var", stages.append) as server:
        kept = rows(server.url)

    assert kept == ["biên nhận số 1"]
    assert stages == ["initdb", "start", "start"]


def test_sqlalchemy_connects_by_the_url_of_the_server(server: embedded.Server) -> None:
    database = create_engine(server.url)

    with database.connect() as connection:
        name = connection.execute(text("SELECT current_database()")).scalar_one()
    database.dispose()

    assert server.url.drivername == "postgresql+psycopg"
    assert name == "motcua"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("server_encoding", "UTF8"),
        ("data_checksums", "on"),
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        ("TimeZone", "UTC"),
        ("listen_addresses", ""),
    ],
)
def test_a_cluster_is_durable_private_and_alike_on_every_machine(
    server: embedded.Server, setting: str, value: str
) -> None:
    with connect(server.url) as connection:
        told = connection.execute(f"SHOW {setting}").fetchone()

    assert told == (value,)


def test_words_sort_by_code_point(server: embedded.Server) -> None:
    query = "SELECT word FROM (VALUES ('a'), ('B'), ('Đ')) given(word) ORDER BY word"

    with connect(server.url) as connection:
        sorted_words = connection.execute(query).fetchall()

    assert sorted_words == [("B",), ("a",), ("Đ",)]


def test_only_the_owner_can_reach_the_socket(server: embedded.Server) -> None:
    sockets = [path for path in server.folder.parent.rglob(".s.PGSQL.*") if path.is_socket()]

    modes = {path.parent: path.parent.stat().st_mode & 0o777 for path in sockets}

    assert modes == {server.folder: 0o700}


@pytest.mark.skipif(sys.platform != "linux", reason="reads the open sockets of a process from /proc")
def test_the_server_opens_no_network_port(server: embedded.Server) -> None:
    opened = {os.readlink(file) for file in Path(f"/proc/{postmaster(server)}/fd").iterdir()}

    network = {f"socket:[{columns[9]}]" for kind in ("tcp", "tcp6") for columns in _sockets(kind)}
    local = {f"socket:[{columns[6]}]" for columns in _sockets("unix")}

    assert opened & local
    assert not opened & network


def test_the_permissions_of_no_other_folder_change(data: Path) -> None:
    folders = [data, *data.parents]
    before = [_permissions(folder) for folder in folders]

    with embedded.start(data):
        during = [_permissions(folder) for folder in folders]

    assert during == before
    assert [_permissions(folder) for folder in folders] == before


@pytest.mark.parametrize("name", ["Một cửa, $HOME `id` 'x' \"y\"", "l" * 120])
def test_a_long_or_strange_path_is_reached_through_a_short_private_folder(used_data: Path, name: str) -> None:
    strange = used_data / "var" / name
    strange.mkdir(parents=True)
    (used_data / "postgres18").rename(strange / "postgres18")

    with embedded.start(strange) as server:
        link = Path(str(server.url.query["host"]))
        write_row(server.url, "đến được")
        mode = link.parent.stat().st_mode & 0o777
        leads_to = link.resolve()

    assert leads_to == server.folder == strange / "postgres18"
    assert mode == 0o700
    assert not link.parent.exists()


def test_a_second_start_joins_and_the_last_to_leave_shuts_down(used_data: Path) -> None:
    first = embedded.start(used_data)
    second = embedded.start(used_data)
    was_one_cluster = first.url == second.url

    second.close()
    running_after_the_second = is_running(first)
    first.close()

    assert was_one_cluster
    assert running_after_the_second
    assert not is_running(first)


def test_closing_twice_is_harmless_to_the_others(used_data: Path) -> None:
    server = embedded.start(used_data)
    server.close()

    with embedded.start(used_data) as other:
        server.close()
        still_running = is_running(other)

    assert still_running


def test_a_half_made_cluster_is_made_again(data: Path) -> None:
    (data / "postgres18.new" / "base").mkdir(parents=True)

    with embedded.start(data) as server:
        write_row(server.url, "đủ")

    assert [path.name for path in data.iterdir()] == ["postgres18"]


def test_a_data_folder_that_cannot_be_made_is_refused_with_advice(data: Path) -> None:
    (data / "file").touch()

    with pytest.raises(FolderNotOurs) as refusal:
        embedded.start(data / "file")

    assert isinstance(refusal.value, Refused)
    assert refusal.value.facts == {"folder": str(data / "file")}
    assert "--data" in str(refusal.value)


def test_a_damaged_cluster_is_broken_and_postgresql_says_why(used_data: Path) -> None:
    with embedded.start(used_data) as server:
        pass
    (server.folder / "global" / "pg_control").unlink()

    with pytest.raises(NotStarted) as failure:
        embedded.start(used_data)

    assert isinstance(failure.value, Broken)
    assert "pg_control" in failure.value.facts["log"]


def test_a_temporary_cluster_leaves_nothing_behind() -> None:
    before = set(throwaway_parent().iterdir())

    with embedded.temporary() as server, connect(server.url) as connection:
        fsync = connection.execute("SHOW fsync").fetchone()
        made = set(throwaway_parent().iterdir()) - before

    assert fsync == ("off",)
    assert server.folder.parent in made
    assert not server.folder.parent.exists()
    assert not is_running(server)


def test_a_temporary_cluster_goes_even_when_its_block_fails() -> None:
    with pytest.raises(ZeroDivisionError), embedded.temporary() as server:
        1 / 0  # noqa: B018

    assert not server.folder.parent.exists()
    assert not is_running(server)


def _permissions(folder: Path) -> tuple[int, int, int]:
    status = folder.stat()
    return status.st_mode, status.st_uid, status.st_gid


def _sockets(kind: str) -> list[list[str]]:
    return [line.split() for line in Path(f"/proc/net/{kind}").read_text().splitlines()[1:]]
