"""Sign in, sign out, and find who a request comes from. Sessions live on the server and end when revoked."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import Engine as Database

from api.auth.passwords import fits
from engine.clock import Clock
from engine.errors import Refused, TryAgain
from engine.model.actor import Actor
from engine.store import people, sessions
from engine.store.sessions import Session
from engine.store.work import begin, reading

BROWSER_HOURS = 12
"""A clerk signs in once a working day."""

TOKEN_HOURS = 1
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
        if not is_right:
            raise Refused("sign_in.wrong")
        return self.without_password(account, kind)

    def without_password(self, account: str, kind: str = "browser") -> str:
        """Open a session for an account that is known to be the caller's: the demo's one-click sign-in."""
        token, now = secrets.token_urlsafe(32), self._clock()
        hours = BROWSER_HOURS if kind == "browser" else TOKEN_HOURS
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
