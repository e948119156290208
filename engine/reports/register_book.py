"""The register book of a unit (sổ theo dõi hồ sơ): every dossier received in a period, and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from engine.clock import HANOI
from engine.errors import Refused
from engine.events import EventKind
from engine.model.actor import Actor
from engine.model.dossier import DossierState
from engine.model.unit import is_within
from engine.reports.visible import VISIBLE, rights
from engine.store.work import Work

MAX_ROWS = 5_000
"""Dossiers in one book: some 300 pages; a busier unit prints its year in parts."""


@dataclass(frozen=True, slots=True)
class Book:
    """Which book: of a unit, from a day until another (both counted)."""

    unit: str
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One dossier. `method` is how its result was handed over, as the form of that step says, None before."""

    code: str
    digest: str
    place: str
    applicant: str
    address: str
    phone: str
    state: DossierState
    received_at: datetime
    due_at: datetime | None
    ended_at: datetime | None
    returned_at: datetime | None
    method: str | None


def register_book(work: Work, actor: Actor, on: date, book: Book) -> list[RegisterRow]:
    """Return the rows in the order of reception, as the actor may see them.

    Refused `register.not_yours`, `register.period`, `register.too_long`.
    """
    _require(actor, on, book)
    rows = work.run(
        f"""
        SELECT d.code, d.digest, d.place_code AS place, COALESCE(d.data ->> 'ho_ten', '') AS applicant,
               COALESCE(d.data ->> 'dia_chi', '') AS address, COALESCE(d.data ->> 'dien_thoai', '') AS phone,
               d.state, d.received_at, d.due_at, d.ended_at, handed.at AS returned_at, handed.method
        FROM dossier d LEFT JOIN LATERAL (
            SELECT j.at, j.facts -> 'data' ->> 'cach_tra_ket_qua' AS method FROM journal j
            WHERE j.dossier_id = d.id AND j.kind = '{EventKind.TASK_COMPLETED}'
              AND j.facts -> 'data' ? 'cach_tra_ket_qua'
            ORDER BY j.seq DESC LIMIT 1) handed ON TRUE
        WHERE d.unit_code = :unit AND d.received_at >= :since AND d.received_at < :until AND {VISIBLE}
        ORDER BY d.received_at, d.code LIMIT :limit
        """,
        {
            "unit": book.unit,
            "since": datetime.combine(book.first_on, time(), HANOI),
            "until": datetime.combine(book.last_on + timedelta(days=1), time(), HANOI),
            "limit": MAX_ROWS + 1,
        }
        | rights(actor, on),
    ).mappings()
    found = [RegisterRow(**row | {"state": DossierState(row["state"])}) for row in map(dict, rows)]
    if len(found) > MAX_ROWS:
        raise Refused("register.too_long", limit=MAX_ROWS)
    return found


def _require(actor: Actor, on: date, book: Book) -> None:
    held = {a.unit_code for a in actor.appointments if is_within(on, a.valid_from, a.valid_until)}
    if book.unit not in held and not rights(actor, on)["everything"]:
        raise Refused("register.not_yours", unit=book.unit)
    if book.last_on < book.first_on or book.last_on.year > date.max.year - 1:
        raise Refused("register.period")
