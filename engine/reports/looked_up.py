"""What a citizen is told of a dossier who has its slip, or its code and the last digits of a number on it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.model.dossier import APPLICANT_NUMBERS
from engine.store.known_as import KNOWN_AS, written
from engine.store.work import Work

DIGITS = 4


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The public face of a dossier with what opens it; neither `key` nor `digits` is ever shown to a stranger."""

    code: str
    digest: str
    state: str
    received_at: datetime
    due_at: datetime | None
    ended_at: datetime | None
    rescheduled_due_at: datetime | None
    key: str
    digits: frozenset[str]


def looked_up(work: Work, code: str) -> list[LookedUp]:
    """Return every dossier that is or once was known by a code; two systems may have used one number."""
    rows = work.run(
        f"""
        SELECT d.code, d.digest, d.state, d.received_at, d.due_at, d.ended_at,
               d.rescheduled_due_at, d.lookup_key AS key, d.data
        FROM dossier d WHERE {KNOWN_AS}
        """,
        written(code),
    ).mappings()
    return [_read(dict(row)) for row in rows]


def lookup_key(work: Work, code: str) -> str:
    """Return the key that the QR code of a dossier's slip carries; the dossier exists."""
    return str(work.run("SELECT lookup_key FROM dossier WHERE code = :code", {"code": code}).scalar_one())


def _read(row: dict[str, Any]) -> LookedUp:
    digits = _digits(row.pop("data"))
    return LookedUp(**row, digits=digits)


def _digits(data: dict[str, Any]) -> frozenset[str]:
    numbers = (str(data.get(name) or "") for name in APPLICANT_NUMBERS)
    return frozenset(number[-DIGITS:] for number in numbers if len(number) >= DIGITS)
