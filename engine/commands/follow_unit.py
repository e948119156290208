"""Take an open step from a unit that has ended to the one that goes on with its work."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from engine.clock import in_hanoi
from engine.commands.complete_task import answer_of
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.guard import require_open_task
from engine.errors import Refused, Stuck
from engine.events import Event, EventKind
from engine.model.dossier import Dossier, Task
from engine.model.unit import Unit
from engine.model.unit_tree import UnitTree
from engine.store import dossiers
from engine.store.dossiers import Changes


@dataclass(frozen=True, slots=True)
class FollowUnit:
    """Move an open task to the successor of its unit, to everybody of the same seat there; its due date stays.

    The worker asks for it where a unit was closed, renamed or merged. Where it was divided a person decides: Stuck
    `unit.splits`, or `unit.not_valid_on` where nothing is known to follow; mended by choosing `unit`.
    Refused `task.unknown`, `task.not_open`, `unit.not_ended`, `unit.unknown`.
    """

    task: UUID
    unit: str | None = None

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier of the task."""
        return dossiers.lock_by_task(desk.work, self.task)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        task = require_open_task(desk, case, self.task)
        old = desk.city.units.at(task.unit, in_hanoi(task.opened_at).date())
        if old.is_valid_on(desk.today):
            raise Refused("unit.not_ended", unit=old.code)
        new = self._successor(desk, case, task, old)
        moved = replace(task, unit=new.code, assignee=None)
        before = case.dossier
        after = replace(before, version=before.version + 1, journal_length=before.journal_length + 1)
        facts = {"task": str(task.id), "element": task.element, "name": task.name, "from": old.code}
        event = Event(EventKind.UNIT_CHOSEN, new.code, facts | {"reason": f"{old.name} không còn hoạt động"})
        return Outcome(Changes(after, moved=(moved,)), (event,), answer_of(after))

    def _successor(self, desk: Desk, case: Case, task: Task, old: Unit) -> Unit:
        units, on = desk.city.units, desk.today
        if self.unit is not None:
            return units.at(self.unit, on)
        try:
            return units.carried_to(old, on)
        except Stuck as stuck:
            chosen = _chosen(units, case.dossier, stuck, on)
            if chosen is not None:
                return chosen
            facts = {**stuck.facts, "element": task.element, "step": task.name}
            raise Stuck(stuck.code, **facts) from stuck


def _chosen(units: UnitTree, dossier: Dossier, stuck: Stuck, on: date) -> Unit | None:
    """Return the successor that a person has already chosen as the place of the whole dossier."""
    if dossier.placed_on is None or dossier.place not in stuck.facts.get("successors", ()):
        return None
    return units.at(dossier.place, on)
