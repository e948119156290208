"""What a citizen is told of a dossier who has its slip, or its code and the last digits of a number on it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.store.work import Work

_NUMBERS = ("so_dinh_danh", "dien_thoai")
"""Where every form of reception writes the applicant's identity number and telephone number."""

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
    key: str
    digits: frozenset[str]


def looked_up(work: Work, code: str) -> LookedUp | None:
    """Return the dossier of a code, None where there is none."""
    row = (
        work.run(
            """
            SELECT code, digest, state, received_at, due_at, ended_at, lookup_key AS key, data
            FROM dossier WHERE code = :code
            """,
            {"code": code},
        )
        .mappings()
        .first()
    )
    if row is None:
        return None
    read = dict(row)
    digits = _digits(read.pop("data"))
    return LookedUp(**read, digits=digits)


def lookup_key(work: Work, code: str) -> str:
    """Return the key that the QR code of a dossier's slip carries; the dossier exists."""
    return str(work.run("SELECT lookup_key FROM dossier WHERE code = :code", {"code": code}).scalar_one())


def _digits(data: dict[str, Any]) -> frozenset[str]:
    numbers = (str(data.get(name) or "") for name in _NUMBERS)
    return frozenset(number[-DIGITS:] for number in numbers if len(number) >= DIGITS)
