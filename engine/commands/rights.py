"""Who may do to a dossier what the law gives every one of them, whatever its diagram: the desk, workers, leaders."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from engine.commands.desk import Case, Desk
from engine.commands.guard import require_actor
from engine.commands.settle import procedure_of
from engine.errors import Refused, Stuck
from engine.model.actor import Actor
from engine.model.dossier import DossierState
from engine.model.role import Role
from engine.model.unit_tree import UnitTree

HEADS = (Role.LEADER, Role.HEAD_OF_DIVISION)
LIVE = frozenset({DossierState.PROCESSING, DossierState.PAUSED})


class Waiting(Protocol):
    """An open task, as the engine or a report reads it."""

    @property
    def unit(self) -> str:
        """The unit that it waits in."""

    @property
    def role(self) -> str:
        """The role that it waits for."""

    @property
    def field(self) -> str:
        """The field of that seat."""

    @property
    def assignee(self) -> str | None:
        """Whose it is, None for everybody of its seat."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person stands to a dossier on a day: `unit` received it, `tasks` are open. Each answer names a unit."""

    actor: Actor
    units: UnitTree
    on: date
    unit: str
    field: str
    tasks: tuple[Waiting, ...]

    def at_desk(self) -> str | None:
        """Return the unit that received it where the person receives there."""
        return next(self._held([self.unit], (Role.RECEPTION_CLERK,)), None)

    def heading(self) -> str | None:
        """Return the unit that received it where the person leads it or a division of it."""
        return next(self._held([self.unit], HEADS), None)

    def leading(self) -> str | None:
        """Return a unit that the person leads and that works on the dossier or else received it."""
        at_work = [task.unit for task in self.tasks]
        return next(self._held([*at_work, self.unit], (Role.LEADER,)), None)

    def working(self) -> str | None:
        """Return the unit of an open task that the person may do, or else the desk's."""
        mine = (
            task.unit
            for task in self.tasks
            if self._may_act(task.unit, Role(task.role), task.field, task.assignee)
        )
        return next(mine, None) or self.at_desk()

    def _held(self, units: Iterable[str], roles: tuple[Role, ...]) -> Iterator[str]:
        return (unit for unit in units for role in roles if self._may_act(unit, role, self.field))

    def _may_act(self, unit: str, role: Role, field: str, holder: str | None = None) -> bool:
        try:
            return self.actor.may_act(self.units.at(unit, self.on), role, field, self.on, holder)
        except Stuck:  # The unit is gone.
            return False


def standing(desk: Desk, case: Case) -> Standing:
    """Return how the actor of a command stands to its dossier. Refused `actor.missing`."""
    dossier = case.dossier
    field = procedure_of(desk, dossier.digest).field
    return Standing(
        require_actor(desk), desk.city.units, desk.today, dossier.unit, field, tuple(case.parts.tasks)
    )


def require(case: Case, unit: str | None) -> str:
    """Return the unit that gives the right. Refused `dossier.not_yours` where none does."""
    if unit is None:
        raise Refused("dossier.not_yours", dossier=case.dossier.code)
    return unit


def require_live(case: Case) -> None:
    """Refuse what only a dossier still being settled can be asked. Refused `dossier.over`."""
    if case.dossier.state not in LIVE:
        raise Refused("dossier.over", dossier=case.dossier.code, state=case.dossier.state.value)
