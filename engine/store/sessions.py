"""Sessions, tokens, credentials and failed sign-ins as stored; only hashes of secrets ever come here."""

from dataclasses import dataclass
from datetime import datetime

from engine.store.work import Work


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in person; `kind` is `browser`, `token`, or `first`: one that may only choose a password."""

    account: str
    kind: str
    csrf: str
    expires_at: datetime


def credential(work: Work, account: str) -> str | None:
    """Return the password hash of an account, None where it has no password or does not exist."""
    row = work.run(
        "SELECT c.password_hash FROM credential c JOIN person p ON p.id = c.person_id WHERE p.account = :account",
        {"account": account},
    ).first()
    return None if row is None else str(row.password_hash)


def is_one_time(work: Work, account: str) -> bool:
    """Say whether an account's password was handed out and must be changed at first use."""
    found = work.run(
        "SELECT c.one_time FROM credential c JOIN person p ON p.id = c.person_id WHERE p.account = :account",
        {"account": account},
    ).scalar()
    return bool(found)


def set_credential(
    work: Work, account: str, password_hash: str, at: datetime, *, one_time: bool = False
) -> None:
    """Give an account a password, or another one; `one_time`: its owner must choose another at first use."""
    work.run(
        """
        INSERT INTO credential (person_id, password_hash, changed_at, one_time)
        SELECT id, :password_hash, :at, :one_time FROM person WHERE account = :account
        ON CONFLICT (person_id) DO UPDATE SET password_hash = EXCLUDED.password_hash,
            changed_at = EXCLUDED.changed_at, one_time = EXCLUDED.one_time
        """,
        {"account": account, "password_hash": password_hash, "at": at, "one_time": one_time},
    )


def set_everybodys_credential(work: Work, password_hash: str, at: datetime) -> None:
    """Give every person without a password this one: for the demo city, whose people are invented."""
    work.run(
        """
        INSERT INTO credential (person_id, password_hash, changed_at)
        SELECT id, :password_hash, :at FROM person ON CONFLICT (person_id) DO NOTHING
        """,
        {"password_hash": password_hash, "at": at},
    )


def add(work: Work, token_hash: str, session: Session, at: datetime) -> None:
    """Store a session."""
    work.run(
        """
        INSERT INTO session (token_hash, person_id, kind, csrf, created_at, expires_at)
        SELECT :token_hash, id, :kind, :csrf, :at, :expires_at FROM person WHERE account = :account
        """,
        {
            "token_hash": token_hash,
            "account": session.account,
            "kind": session.kind,
            "csrf": session.csrf,
            "at": at,
            "expires_at": session.expires_at,
        },
    )


def find(work: Work, token_hash: str, at: datetime) -> Session | None:
    """Return the session that a token opens at a moment, if any."""
    row = work.run(
        """
        SELECT p.account, s.kind, s.csrf, s.expires_at FROM session s JOIN person p ON p.id = s.person_id
        WHERE s.token_hash = :token_hash AND s.revoked_at IS NULL AND s.expires_at > :at
        """,
        {"token_hash": token_hash, "at": at},
    ).first()
    return None if row is None else Session(row.account, row.kind, row.csrf, row.expires_at)


def revoke(work: Work, token_hash: str, at: datetime) -> None:
    """End a session at once."""
    work.run(
        "UPDATE session SET revoked_at = :at WHERE token_hash = :token_hash AND revoked_at IS NULL",
        {"token_hash": token_hash, "at": at},
    )


def revoke_all(work: Work, account: str, at: datetime) -> None:
    """End every session of an account at once."""
    work.run(
        """
        UPDATE session SET revoked_at = :at
        WHERE person_id = (SELECT id FROM person WHERE account = :account) AND revoked_at IS NULL
        """,
        {"account": account, "at": at},
    )


def note_failure(work: Work, account: str, address: str, at: datetime) -> None:
    """Remember a failed sign-in."""
    work.run(
        "INSERT INTO sign_in_failure (account, address, at) VALUES (:account, :address, :at)",
        {"account": account, "address": address, "at": at},
    )


def failures_since(work: Work, account: str, address: str, since: datetime) -> int:
    """Count failed sign-ins for an account from an address since a moment."""
    row = work.run(
        "SELECT count(*) AS n FROM sign_in_failure WHERE account = :account AND address = :address AND at >= :since",
        {"account": account, "address": address, "since": since},
    ).one()
    return int(row.n)
