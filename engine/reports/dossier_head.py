"""The head of a dossier as an actor may see it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from engine.errors import Refused
from engine.model.actor import Actor
from engine.reports.visible import VISIBLE, rights
from engine.store.work import Work


@dataclass(frozen=True, slots=True)
class DossierHead:
    """What is told of a dossier to those who work on it."""

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


def dossier_head(work: Work, actor: Actor, code: str, on: date) -> DossierHead:
    """Return a dossier that a unit of the actor received, or has or had a task of, in a field of the actor's.

    Refused `dossier.unknown` otherwise, as where there is none: nobody learns which codes exist.
    """
    row = (
        work.run(
            f"""
            SELECT d.code, d.procedure_code, d.case_code, d.digest, d.unit_code AS unit, d.place_code AS place,
                   d.state, d.version, d.data, d.received_at, d.due_at, d.ended_at
            FROM dossier d WHERE d.code = :code AND {VISIBLE}
            """,
            {"code": code} | rights(actor, on),
        )
        .mappings()
        .first()
    )
    if row is None:
        raise Refused("dossier.unknown", dossier=code)
    return DossierHead(**row)
