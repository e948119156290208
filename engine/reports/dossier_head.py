"""The head of a dossier as an actor may see it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from engine.model.actor import Actor
from engine.reports.visible import VISIBLE, rights
from engine.store.known_as import KNOWN_AS, the_one, written
from engine.store.work import Work


@dataclass(frozen=True, slots=True)
class DossierHead:
    """What is told of a dossier to those who work on it; `once_known_as` are its numbers in earlier systems."""

    code: str
    procedure_code: str
    case_code: str
    digest: str
    unit: str
    place: str
    state: str
    version: int
    data: dict[str, Any]
    received_at: datetime
    due_at: datetime | None
    ended_at: datetime | None
    channel: str
    rescheduled_due_at: datetime | None
    once_known_as: list[str]


def dossier_head(work: Work, actor: Actor, code: str, on: date) -> DossierHead:
    """Return a dossier by any code it is known by that a unit of the actor received, or has or had a task of, in a
    field of the actor's.

    Refused `dossier.unknown` otherwise, as where there is none: nobody learns which codes exist. Refused
    `dossier.ambiguous` where an old number means two that the actor may see.
    """
    rows = work.run(
        f"""
        SELECT d.code, d.procedure_code, d.case_code, d.digest, d.unit_code AS unit, d.place_code AS place,
               d.state, d.version, d.data, d.received_at, d.due_at, d.ended_at, d.channel,
               d.rescheduled_due_at,
               ARRAY(SELECT a.alias FROM dossier_alias a WHERE a.dossier_id = d.id ORDER BY 1) AS once_known_as
        FROM dossier d WHERE {KNOWN_AS} AND {VISIBLE}
        """,
        written(code) | rights(actor, on),
    ).mappings()
    return DossierHead(**the_one(rows, code))
