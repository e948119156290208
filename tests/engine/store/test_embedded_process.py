"""The embedded PostgreSQL shared by processes that join, leave, race and die."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from engine.store import embedded
from engine.store.embedded_account import account_for
from engine.store.embedded_place import cluster_folder
from tests.support.cluster import is_running, postmaster, rows, write_row
from tests.support.starter import starter


def test_a_second_process_joins_and_leaves_the_cluster_running(used_data: Path) -> None:
    with embedded.start(used_data) as server:
        with starter(used_data) as other:
            joined = other.url()
            write_row(joined, "từ tiến trình thứ hai")
            exit_code = other.end()
        seen = rows(server.url)

    assert joined == server.url
    assert exit_code == 0
    assert seen == ["từ tiến trình thứ hai"]
    assert not is_running(server)


def test_a_process_that_joined_is_not_left_without_database_when_the_starter_goes(used_data: Path) -> None:
    with starter(used_data) as first:
        first.url()
        with embedded.start(used_data) as server:
            first.end()
            write_row(server.url, "vẫn chạy")
            seen = rows(server.url)

    assert seen == ["vẫn chạy"]
    assert not is_running(server)


@pytest.mark.parametrize(
    ("number", "exit_code"), [(signal.SIGINT, -signal.SIGINT), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_starter_told_to_end_shuts_the_cluster_down(
    used_data: Path, number: signal.Signals, exit_code: int
) -> None:
    with starter(used_data) as first:
        write_row(first.url(), "đã ghi")

        ended_with = first.signal(number)

    assert ended_with == exit_code
    assert not (used_data / "postgres18" / "postmaster.pid").exists()
    assert "database system is shut down" in _log(used_data)


def test_ctrl_c_while_the_cluster_is_made_leaves_nothing_that_hinders_the_next_start(data: Path) -> None:
    with starter(data) as first:
        _wait_until((data / "postgres18.new" / "PG_VERSION").exists)
        first.signal(signal.SIGINT)

    with embedded.start(data) as server:
        write_row(server.url, "lần hai")
        seen = rows(server.url)

    assert seen == ["lần hai"]


def test_a_forked_child_does_not_shut_its_parents_cluster_down(used_data: Path) -> None:
    with embedded.start(used_data) as server:
        child = os.fork()
        if child == 0:
            server.close()
            os._exit(0)
        os.waitpid(child, 0)
        write_row(server.url, "cha còn dùng")
        seen = rows(server.url)

    assert seen == ["cha còn dùng"]


def test_the_next_start_adopts_the_cluster_of_a_killed_starter(used_data: Path) -> None:
    with starter(used_data) as first:
        write_row(first.url(), "trước khi bị diệt")
        first.signal(signal.SIGKILL)

    with embedded.start(used_data) as server:
        seen = rows(server.url)

    assert seen == ["trước khi bị diệt"]
    assert not is_running(server)


def test_the_next_start_recovers_from_a_killed_postmaster(used_data: Path) -> None:
    with embedded.start(used_data) as first:
        write_row(first.url, "đã cam kết")
        os.kill(postmaster(first), signal.SIGKILL)

        with embedded.start(used_data) as second:
            seen = rows(second.url)

    assert seen == ["đã cam kết"]
    assert not is_running(second)


def test_the_next_start_recovers_when_starter_and_postmaster_are_killed(used_data: Path) -> None:
    with starter(used_data) as first:
        write_row(first.url(), "đã cam kết")
        first.signal(signal.SIGKILL)
    os.kill(_postmaster_of(used_data), signal.SIGKILL)

    with embedded.start(used_data) as server:
        seen = rows(server.url)

    assert seen == ["đã cam kết"]
    assert "automatic recovery in progress" in _log(used_data)


def test_closing_after_the_postmaster_was_killed_is_no_error(used_data: Path) -> None:
    server = embedded.start(used_data)
    os.kill(postmaster(server), signal.SIGKILL)
    _wait_until(lambda: not _answers(server))

    server.close()

    with embedded.start(used_data) as again:
        assert _answers(again)


def test_a_process_number_used_again_by_another_program_does_not_stop_the_start(used_data: Path) -> None:
    with embedded.start(used_data) as server:
        write_row(server.url, "trước khi mất điện")
        locks = {
            name: (server.folder / name).read_text() for name in ("postmaster.pid", ".s.PGSQL.5432.lock")
        }
    with _program_of_the_same_account(used_data) as number:
        for name, text in locks.items():
            (server.folder / name).write_text(re.sub(r"^\d+", str(number), text))

        with embedded.start(used_data) as again:
            seen = rows(again.url)
            os.kill(number, 0)

    assert seen == ["trước khi mất điện"]


def test_processes_that_start_at_once_share_one_new_cluster(data: Path) -> None:
    with starter(data) as first, starter(data) as second, starter(data) as third:
        urls = {racer.url() for racer in (first, second, third)}
        postmasters = _log(data).count("starting PostgreSQL")

    assert len(urls) == 1
    assert postmasters == 1
    assert not (data / "postgres18" / "postmaster.pid").exists()


def test_what_a_killed_process_left_of_a_temporary_cluster_goes_with_the_next_one(
    database_server: embedded.Server,
) -> None:
    with starter(None) as killed:
        left = Path(str(killed.url().query["host"]))
        orphan = _postmaster_of(left.parent)
        killed.signal(signal.SIGKILL)

        with embedded.temporary():
            left_is_gone = not left.parent.exists()
            used_one_stays = database_server.folder.exists()
    os.kill(orphan, signal.SIGQUIT)  # It would end by itself, but only within a minute.

    assert left_is_gone
    assert used_one_stays


@contextmanager
def _program_of_the_same_account(data: Path) -> Iterator[int]:
    account = account_for(cluster_folder(data))
    program = subprocess.Popen(["sleep", "600"], user=account.uid, group=account.gid)
    yield program.pid
    program.kill()
    program.wait()


def _postmaster_of(data: Path) -> int:
    return int((data / "postgres18" / "postmaster.pid").read_text().split()[0])


def _answers(server: embedded.Server) -> bool:
    try:
        rows(server.url)
    except psycopg.OperationalError:
        return False
    except psycopg.errors.UndefinedTable:
        return True
    return True


def _log(data: Path) -> str:
    return (data / "postgres18" / "motcua.log").read_text()


def _wait_until(holds: Callable[[], bool]) -> None:
    give_up_at = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < give_up_at, "expected this to hold within 30 s"
        time.sleep(0.01)
