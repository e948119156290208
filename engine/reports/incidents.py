"""Open incidents that a person may mend, with what can be decided by hand at each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from engine.commands.choices import Choices, choices, processes_of
from engine.commands.mending import MENDING_EVERYWHERE, MENDING_ROLES, may_mend
from engine.commands.report_unstaffed import NOBODY
from engine.errors import Refused
from engine.model.actor import Actor
from engine.model.procedure import Procedure
from engine.model.role import ANY_FIELD
from engine.model.unit_tree import UnitTree
from engine.store.deployments import Deployments
from engine.store.work import Work

MAX_ROWS = 200


@dataclass(frozen=True, slots=True)
class Mender:
    """Who asks, among which units, on which day."""

    actor: Actor
    units: UnitTree
    on: date


@dataclass(frozen=True, slots=True)
class OpenIncident:
    """One row. `facts` are those of the error; `asked` the command that found it and `given` what it gave;
    `asked_by` is a name, None for the clock.
    """

    id: UUID
    code: str
    element: str | None
    step: str
    facts: dict[str, Any]
    asked: str
    given: dict[str, Any]
    asked_by: str | None
    opened_at: datetime
    dossier: str
    digest: str
    unit: str
    procedure: Procedure
    choices: Choices


def is_mender(who: Mender) -> bool:
    """Tell whether a person may mend incidents anywhere today."""
    roles = (*MENDING_ROLES, MENDING_EVERYWHERE)
    return any(each.covers(role, ANY_FIELD, who.on) for each in who.actor.appointments for role in roles)


def open_incidents(
    work: Work,
    deployments: Deployments,
    who: Mender,
    dossier: str | None = None,
    incident: UUID | None = None,
) -> Sequence[OpenIncident]:
    """Return open incidents that a person may mend, oldest first: all, those of a dossier, or one."""
    rows = work.run(
        """
        SELECT i.id, i.code, i.element, i.facts, i.asked, i.opened_at, d.code AS dossier, d.unit_code AS unit,
               d.digest, d.run, p.name AS asked_by
        FROM incident i JOIN dossier d ON d.id = i.dossier_id LEFT JOIN person p ON p.id = i.asked ->> 'actor'
        WHERE i.closed_at IS NULL AND (:everywhere OR d.unit_code = ANY (:units) OR i.facts ->> 'above' = ANY (:units))
          AND (CAST(:dossier AS text) IS NULL OR d.code = :dossier)
          AND (CAST(:incident AS uuid) IS NULL OR i.id = :incident)
        ORDER BY i.opened_at, i.id LIMIT :limit
        """,
        mended_units(who) | {"dossier": dossier, "incident": incident, "limit": MAX_ROWS},
    ).mappings()
    found = ((row, _procedure(work, deployments, row["digest"])) for row in rows)
    return [
        _read(work, deployments, dict(row), procedure)
        for row, procedure in found
        if any(
            may_mend(who.actor, who.units, unit, procedure.field, who.on)
            for unit in (row["unit"], row["facts"].get("above"))
            if unit is not None
        )
    ]


def open_incident(work: Work, deployments: Deployments, who: Mender, incident: UUID) -> OpenIncident:
    """Return one. Refused `incident.unknown` where it is over, or the person may not mend it."""
    found = open_incidents(work, deployments, who, incident=incident)
    if not found:
        raise Refused("incident.unknown", incident=str(incident))
    return found[0]


def mended_units(who: Mender) -> dict[str, Any]:
    """Return the parameters `everywhere` and `units` of a query for what a person may mend."""
    held = who.actor.appointments
    return {
        "everywhere": any(each.covers(MENDING_EVERYWHERE, ANY_FIELD, who.on) for each in held),
        "units": [each.unit_code for each in held if each.role in MENDING_ROLES],
    }


def _procedure(work: Work, deployments: Deployments, digest: str) -> Procedure:
    procedure = deployments.get(work, digest).procedure
    assert procedure is not None, digest
    return procedure


def _read(work: Work, deployments: Deployments, row: dict[str, Any], procedure: Procedure) -> OpenIncident:
    processes = processes_of(work, deployments, row["digest"], row["run"])
    facts, asked = row["facts"], row["asked"]
    return OpenIncident(
        id=row["id"],
        code=row["code"],
        element=row["element"],
        step=facts.get("step") or row["element"] or "",
        facts=facts,
        asked=asked.get("command", ""),
        given=asked.get("values", {}).get("data", {}),
        asked_by=row["asked_by"],
        opened_at=row["opened_at"],
        dossier=row["dossier"],
        digest=row["digest"],
        unit=row["unit"],
        procedure=procedure,
        choices=Choices() if row["code"] == NOBODY else choices(processes, row["element"]),
    )
