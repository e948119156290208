"""The PostgreSQL that motcua brings along: a private cluster under the data folder (DESIGN D1).

The first process to come starts it, later ones join it, the last one to leave shuts it down.
"""

import atexit
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FrameType, TracebackType
from typing import NoReturn, Self

import psycopg
from sqlalchemy import URL

from engine.store.embedded_cluster import USER, Cluster
from engine.store.embedded_errors import FolderNotOurs
from engine.store.embedded_lock import is_last, presence, turn
from engine.store.embedded_place import cluster_folder, programs_for, settle, socket_folder, throwaway_parent

DATABASE = "motcua"
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Recipe:
    """How a cluster is made, run and stopped; `programs` stand in for the wheel's."""

    initdb: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    stop: str = "fast"
    programs: Path | None = None


_DURABLE = _Recipe(settings={"fsync": "on"})
# Nothing of a throw-away cluster outlives its process, so nothing of it has to reach the disk.
_THROWAWAY_PREFIX = "motcua-throwaway-"
_UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_THROWAWAY = _Recipe(initdb=("--no-sync",), settings=_UNSAFE, stop="immediate")


def silent(stage: str) -> None:
    """Progress nobody wants to see."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running cluster, in use by this process until `close`."""

    url: URL
    folder: Path
    _data: Path
    _process: int
    _leave: ExitStack

    def close(self) -> None:
        """Leave the cluster and, as the last process in it, shut it down. May be called again."""
        # A forked child inherits this object but not the duty.
        if os.getpid() == self._process:
            atexit.unregister(self.close)
            with turn(self._data):
                self._leave.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def start(data: Path, progress: Progress = silent) -> Server:
    """Start the cluster of `data`, made at the first call, or join it where another process runs it.

    `progress` hears `initdb` (once in a cluster's life, about a second) and `start`. Where nobody handles
    SIGTERM and SIGHUP, they are made to end this process in order, as Ctrl-C does, so that the cluster is
    shut down. After a `kill -9` of anything the next start recovers. Raises the errors of embedded_errors.
    """
    return _open(data, _DURABLE, progress)


@contextmanager
def temporary(progress: Progress = silent, programs: Path | None = None) -> Iterator[Server]:
    """A cluster for a test or a demonstration, gone at the end. A crash of the machine may spoil its data.

    `programs` is the folder of another PostgreSQL's programs (15 or newer) to run instead of the wheel's.
    """
    _sweep()
    data = Path(tempfile.mkdtemp(prefix=_THROWAWAY_PREFIX, dir=throwaway_parent()))
    try:
        # Root's PostgreSQL account has to pass; the cluster inside is closed to everyone else.
        data.chmod(0o755)
        with _open(data, replace(_THROWAWAY, programs=programs), progress) as server:
            yield server
    finally:
        shutil.rmtree(cluster_folder(data), ignore_errors=True)
        shutil.rmtree(data, ignore_errors=True)


def _open(data: Path, recipe: _Recipe, progress: Progress) -> Server:
    data = _own_folder(data)
    with turn(data), ExitStack() as leave:
        folder, account = settle(data)
        host = leave.enter_context(socket_folder(folder))
        cluster = Cluster(folder, host, recipe.programs or programs_for(account), account, recipe.settings)
        if not folder.exists():
            progress("initdb")
            cluster.create(*recipe.initdb)
        present = leave.enter_context(presence(folder))
        leave.callback(_stop_if_last, cluster, present, recipe.stop)
        progress("start")
        _leave_in_order_when_told()
        cluster.start()
        server = Server(_database(host), folder, data, os.getpid(), leave.pop_all())
    atexit.register(server.close)
    return server


def _sweep() -> None:
    """Remove what killed processes of ours have left.

    A postmaster that such a process left running ends within a minute of losing its folder.
    """
    for data in throwaway_parent().glob(f"{_THROWAWAY_PREFIX}*"):
        # Another process may be removing the same; another user's folder could hold its lock for ever.
        with suppress(OSError):
            if data.lstat().st_uid == os.geteuid():
                _remove_if_left(data)


def _remove_if_left(data: Path) -> None:
    with turn(data), presence(data / "postgres18") as present:
        if is_last(present):
            shutil.rmtree(data)


def _own_folder(data: Path) -> Path:
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderNotOurs(folder=str(data)) from error
    if not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        raise FolderNotOurs(folder=str(data))
    return data.resolve()


def _database(host: Path) -> URL:
    """The address of our database, which is created at the first start."""
    url = URL.create("postgresql+psycopg", username=USER, database=DATABASE, query={"host": str(host)})
    with psycopg.connect(host=str(host), user=USER, dbname="postgres", autocommit=True) as connection:
        known = connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
        if known.rowcount == 0:
            connection.execute(f"CREATE DATABASE {DATABASE}")
    return url


def _stop_if_last(cluster: Cluster, present: int, mode: str) -> None:
    if is_last(present):
        cluster.stop(mode)


def _leave_in_order_when_told() -> None:
    """Turn the signals that would end Python at once into SystemExit, so that `atexit` is reached."""
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, _exit)


def _exit(number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)
