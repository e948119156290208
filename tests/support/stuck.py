"""Dossiers that are stuck, each for a reason of its own, and the people who may mend them."""

from typing import Any

import pytest

from engine.commands.complete_task import CompleteTask
from engine.errors import Stuck
from engine.model.actor import Actor
from engine.model.role import Role
from engine.store.work import begin
from processes.package import Package
from tests.support.city import COMMUNE, Town
from tests.support.packages import package

NO_WAY = package(
    "s -> A -> x ? B -> e",
    "x ? C -> e",
    forms={"A": {"so": "integer"}},
    conditions={"x_B": "so > 3", "x_C": "so > 2"},
)
UNKNOWN = package("s -> A -> x ? B -> e", "x -> C -> e", conditions={"x_B": "muc > 3"}, default={"x": "C"})
NOBODY_IN_CHARGE = package("s -> A -> B -> e", seats={"B": "city department handler khong-ai-lo"})
BY_TIMER = package(
    "s -> A -> e", "b1 -> x ? B -> e", "x ? C -> e", timers={"b1": "P2D"}, hosts={"b1": "A"},
    conditions={"x_B": "muc > 3", "x_C": "muc &lt; 4"},
)  # fmt: skip


def stuck_dossier(town: Town, drawn: Package = NO_WAY, **data: Any) -> str:
    """A dossier whose task A was completed with these data, in vain."""
    town.put_in_force(drawn)
    dossier = town.open()
    stick(town, dossier, **data)
    return dossier


def stick(town: Town, dossier: str, **data: Any) -> Stuck:
    """Complete A in vain."""
    task = town.task(dossier, "A")
    with pytest.raises(Stuck) as stuck:
        town.engine.handle(CompleteTask(task.id, data), town.worker(task))
    return stuck.value


def incident_of(town: Town, dossier: str) -> Any:
    """The one open incident of a dossier."""
    (row,) = town.rows(
        "SELECT i.* FROM incident i JOIN dossier d ON d.id = i.dossier_id"
        " WHERE d.code = :code AND i.closed_at IS NULL",
        code=dossier,
    )
    return row


def open_incidents_of(town: Town, dossier: str) -> list[str]:
    """The codes of what is still open."""
    sql = (
        "SELECT i.code FROM incident i JOIN dossier d ON d.id = i.dossier_id"
        " WHERE d.code = :code AND closed_at IS NULL ORDER BY i.opened_at, i.id"
    )
    return [row.code for row in town.rows(sql, code=dossier)]


def closed(town: Town, dossier: str) -> list[tuple[str, str]]:
    """Who closed incidents of a dossier, and how."""
    sql = (
        "SELECT i.closed_by, i.outcome FROM incident i JOIN dossier d ON d.id = i.dossier_id"
        " WHERE d.code = :code AND closed_at IS NOT NULL ORDER BY closed_at"
    )
    return [(row.closed_by, row.outcome) for row in town.rows(sql, code=dossier)]


def mender(town: Town) -> Actor:
    """The administrator of the commune."""
    return town.holder(Role.UNIT_ADMINISTRATOR)


def nobody_holds(town: Town, role: Role, unit: str = COMMUNE) -> None:
    """Everybody's appointment to a seat has run out."""
    with begin(town.database) as work:
        work.run(
            "UPDATE appointment SET valid_until = '2018-11-01' WHERE unit_code = :unit AND role = :role",
            {"unit": unit, "role": role},
        )


def appoint(town: Town, account: str, role: Role, unit: str = COMMUNE) -> None:
    """Appoint somebody who is there to a further seat."""
    with begin(town.database) as work:
        work.run(
            "INSERT INTO appointment (person_id, unit_code, role, fields, valid_from, valid_until)"
            " SELECT id, :unit, :role, '[]', NULL, NULL FROM person WHERE account = :account",
            {"unit": unit, "role": role, "account": account},
        )
