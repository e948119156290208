"""Sign in, sign out, and find who a request comes from. Sessions live on the server and end when revoked."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import Engine as Database

from api.auth.passwords import MAX_LENGTH, MIN_LENGTH, fits, hash_password
from engine.clock import Clock
from engine.errors import Refused, TryAgain
from engine.model.actor import Actor
from engine.store import people, sessions
from engine.store.sessions import Session
from engine.store.work import begin, reading

BROWSER_HOURS = 12
"""A clerk signs in once a working day."""

SHORT_HOURS = 1
"""A token of a program, and a first sign-in."""

MAX_FAILURES, FAILURE_MINUTES = 5, 15


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who a request comes from: the actor with all appointments, and the session it came in."""

    actor: Actor
    account: str
    session: Session


class SignIn:
    """Opens and closes sessions. `clock` is the machine's, not the demo city's: sessions are about real time."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def with_password(self, account: str, password: str, address: str, kind: str = "browser") -> str:
        """Return a new secret token. Refused `sign_in.wrong`, TryAgain `sign_in.throttled` after too many."""
        now = self._clock()
        with begin(self._database) as work:
            since = now - timedelta(minutes=FAILURE_MINUTES)
            if sessions.failures_since(work, account, address, since) >= MAX_FAILURES:
                raise TryAgain("sign_in.throttled", minutes=FAILURE_MINUTES)
            is_right = fits(password, sessions.credential(work, account))
            if not is_right:
                sessions.note_failure(work, account, address, now)
            is_first = is_right and sessions.is_one_time(work, account)
        if not is_right:
            raise Refused("sign_in.wrong")
        if is_first and kind == "token":
            raise Refused("sign_in.first")
        return self.without_password(account, "first" if is_first else kind)

    def hand_out(self, account: str) -> str:
        """Give an account a password that must be changed at first use, and end its sessions; return it once."""
        password, now = secrets.token_urlsafe(9), self._clock()
        with begin(self._database) as work:
            people.actor(work, account)
            sessions.set_credential(work, account, hash_password(password), now, one_time=True)
            sessions.revoke_all(work, account, now)
        return password

    def change_password(self, account: str, old: str, new: str) -> None:
        """Give an account another password and end its sessions.

        Refused `sign_in.wrong_old`, `sign_in.too_short`, `sign_in.same`.
        """
        if not MIN_LENGTH <= len(new) <= MAX_LENGTH:
            raise Refused("sign_in.too_short", least=MIN_LENGTH, most=MAX_LENGTH)
        if new == old:
            raise Refused("sign_in.same")
        now = self._clock()
        with begin(self._database) as work:
            if not fits(old, sessions.credential(work, account)):
                raise Refused("sign_in.wrong_old")
            sessions.set_credential(work, account, hash_password(new), now)
            sessions.revoke_all(work, account, now)

    def without_password(self, account: str, kind: str = "browser") -> str:
        """Open a session for an account that is known to be the caller's: the demo's one-click sign-in."""
        token, now = secrets.token_urlsafe(32), self._clock()
        hours = BROWSER_HOURS if kind == "browser" else SHORT_HOURS
        session = Session(account, kind, secrets.token_urlsafe(32), now + timedelta(hours=hours))
        with begin(self._database) as work:
            people.actor(work, account)
            sessions.add(work, _hash(token), session, now)
        return token

    def find(self, token: str) -> SignedIn | None:
        """Return who a token stands for, None where it is unknown, over or revoked."""
        with reading(self._database) as work:
            session = sessions.find(work, _hash(token), self._clock())
            if session is None:
                return None
            return SignedIn(people.actor(work, session.account), session.account, session)

    def sign_out(self, token: str) -> None:
        """Revoke a session."""
        with begin(self._database) as work:
            sessions.revoke(work, _hash(token), self._clock())


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
