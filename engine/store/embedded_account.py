"""Whom the embedded PostgreSQL runs as, since PostgreSQL refuses root."""

import os
import pwd
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from engine.store.embedded_errors import FolderNotOurs, NoAccount

NAME = "motcua-postgres"
_SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# Inherited settings (PGDATA, LANG, TZ, …) must not change what the programs do.
_ENVIRONMENT = {"PATH": _SYSTEM_PATH, "LC_ALL": "C", "TZ": "UTC"}


@dataclass(frozen=True, slots=True)
class Account:
    """An identity to run programs under: ourselves without `uid`, through `prefix` where one is given."""

    uid: int | None = None
    gid: int | None = None
    prefix: tuple[str, ...] = ()

    def run(self, *command: str | Path, cwd: Path = Path("/")) -> subprocess.CompletedProcess[str]:
        """Run `command` to its end with a clean environment; the caller judges the exit code."""
        return subprocess.run(
            [*self.prefix, *command],
            cwd=cwd,
            env=_ENVIRONMENT,
            user=self.uid,
            group=self.gid,
            extra_groups=None if self.uid is None else [],
            umask=0o077,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )

    def can_reach(self, path: Path) -> bool:
        """Whether every parent may be passed and `path` itself entered or executed."""
        return self.run("/bin/sh", "-c", 'test -x "$0"', path).returncode == 0

    def own(self, folder: Path) -> None:
        """Make `folder`, which the caller has just made, the account's."""
        if self.uid is not None and self.gid is not None:
            os.chown(folder, self.uid, self.gid)


OURSELVES = Account()
# The machine's root seen as another number, which PostgreSQL accepts. It has none of root's capabilities but
# still owns root's files, so an account of its own comes first. 65534 is `nobody`: initdb wants a known name.
NAMESPACE = Account(prefix=("unshare", "--user", "--map-user=65534", "--map-group=65534", "--"))


def account_for(cluster: Path) -> Account:
    """The owner of `cluster`; for a cluster still to be made, whoever should own it.

    Raises FolderNotOurs where only another account may run it, NoAccount where root finds none to use.
    """
    owner = cluster.stat() if cluster.exists() else None
    if os.geteuid() != 0:
        if owner and owner.st_uid != os.geteuid():
            raise FolderNotOurs(folder=str(cluster), owner=owner.st_uid)
        return OURSELVES
    if owner is None:
        return _usable(_system_account(), NAMESPACE)
    return _usable(Account(owner.st_uid, owner.st_gid) if owner.st_uid else NAMESPACE)


def _usable(*candidates: Account | None) -> Account:
    """The first that can run a program; in a container or sandbox root may not be allowed to change."""
    for account in candidates:
        with suppress(OSError):
            if account and account.run("true").returncode == 0:
                return account
    raise NoAccount(account=NAME)


def _system_account() -> Account | None:
    if known := _named_account():
        return known
    program = shutil.which("useradd", path=_SYSTEM_PATH)
    if program:
        options = ("--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent")
        OURSELVES.run(program, *options, "--shell", "/usr/sbin/nologin", NAME)
    # Another process may have made it at the same moment, so what counts is whether it is there now.
    return _named_account()


def _named_account() -> Account | None:
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        return None
    return Account(entry.pw_uid, entry.pw_gid)
