"""One PostgreSQL cluster on disk: make it, start it, stop it. Its callers take turns (embedded_lock.turn)."""

import shlex
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from subprocess import CompletedProcess

from engine.store.embedded_account import OURSELVES, Account
from engine.store.embedded_errors import NotStarted

USER = "motcua"
# Nobody but the owner of the cluster's folder (0700) and root can reach the socket in it; there is no other
# way in, so whoever reaches it needs no password.
_PRIVATE: Mapping[str, str] = {
    "listen_addresses": "",
    "unix_socket_directories": ".",
    "port": "5432",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}
_LOCK_FILES = ("postmaster.pid", ".s.PGSQL.5432.lock")
_LOG = "motcua.log"
_WAIT_SECONDS = 600  # Crash recovery after a long run may take minutes.
_ATTEMPTS = 6
_PAUSE_SECONDS = 0.5


class _Answer(IntEnum):
    """The exit codes of pg_isready."""

    ACCEPTS = 0
    STARTS_OR_STOPS = 1
    NOBODY = 2


@dataclass(frozen=True, slots=True)
class Cluster:
    """`folder` holds the data and is named `host` to clients, `programs` are run by `account`.

    `settings` are given at every start and win over postgresql.conf.
    """

    folder: Path
    host: Path
    programs: Path
    account: Account
    settings: Mapping[str, str]

    def create(self, *options: str) -> None:
        """Run initdb beside `folder` and move the result there, so that a half-made cluster is never used."""
        building = self.folder.with_name(f"{self.folder.name}.new")
        if building.exists():
            shutil.rmtree(building)
        building.mkdir(mode=0o700)
        self.account.own(building)
        private = ("--auth-local=trust", "--auth-host=reject", f"--username={USER}")
        text = ("--encoding=UTF8", "--locale=C", "--data-checksums")
        initdb = self.programs / "initdb"
        self._must(self.account.run(initdb, "--pgdata", building, *private, *text, *options))
        building.rename(self.folder)

    def start(self) -> None:
        """Return when the cluster accepts connections: started now or found running. Raises NotStarted."""
        failures = 0
        while (answer := self._answer()) is not _Answer.ACCEPTS:
            if answer is _Answer.NOBODY:
                attempt = self._launch(again=failures > 0)
                if attempt.returncode == 0:
                    return
                failures += 1
                if failures == _ATTEMPTS:
                    self._must(attempt)
            time.sleep(_PAUSE_SECONDS)

    def stop(self, mode: str) -> None:
        """Shut a running cluster down: `fast` keeps its data whole, `immediate` is for data to be removed."""
        if self._answer() is not _Answer.NOBODY:
            self._must(self._pg_ctl("stop", f"--mode={mode}"))

    def _launch(self, *, again: bool) -> CompletedProcess[str]:
        """Start the postmaster.

        Children of a killed postmaster need a moment to leave, so a first failure may pass by itself. But
        the number in its lock files may also belong to another program by now (after a restart of the
        machine, or as a zombie), which PostgreSQL cannot tell. Nobody answers at the socket, so the files are
        stale; were they not, PostgreSQL would still refuse by the shared memory of the data folder.
        """
        if again:
            for lock in _LOCK_FILES:
                (self.folder / lock).unlink(missing_ok=True)
        options = shlex.join(f"--{name}={value}" for name, value in {**_PRIVATE, **self.settings}.items())
        return self._pg_ctl("start", f"--log={_LOG}", f"--options={options}")

    def _pg_ctl(self, action: str, *options: str) -> CompletedProcess[str]:
        # A relative folder, because pg_ctl hands it to a shell that would expand a `$` of its path.
        command = (self.programs / "pg_ctl", action, "--pgdata=.", "--wait", f"--timeout={_WAIT_SECONDS}")
        return self.account.run(*command, *options, cwd=self.folder)

    def _answer(self) -> _Answer:
        target = (f"--host={self.host}", f"--username={USER}", "--dbname=postgres")
        return _Answer(OURSELVES.run(self.programs / "pg_isready", *target).returncode)

    def _must(self, done: CompletedProcess[str]) -> None:
        if done.returncode != 0:
            log = self.folder / _LOG
            last_words = log.read_text("utf-8", "replace")[-1000:] if log.exists() else ""
            raise NotStarted(folder=str(self.folder), program=done.stderr.strip(), log=last_words)
