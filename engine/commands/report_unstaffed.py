"""Notice that nobody is appointed to do an open task, or that somebody is again. The task stays open meanwhile."""

from dataclasses import dataclass, replace
from uuid import UUID

from engine.commands.closing import asked, closing
from engine.commands.complete_task import answer_of
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.guard import require_open_task
from engine.errors import Refused
from engine.events import Event, EventKind
from engine.ids import part_id
from engine.model.dossier import Dossier, Task
from engine.model.incident import Incident, Mend
from engine.model.role import Role
from engine.store import dossiers, people
from engine.store.dossiers import Changes

NOBODY = "people.nobody_staffed"


@dataclass(frozen=True, slots=True)
class ReportUnstaffed:
    """Open an incident of a task whose seat nobody holds today, or close it once somebody does.

    The worker asks for it after a look at all open tasks (`engine.reports.unstaffed`), so that completing a task
    costs no statement more and a post that falls vacant later is noticed too.
    Refused `task.unknown`, `task.not_open`, `people.still_nobody`, `people.staffed` where nothing is new.
    """

    task: UUID

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier of the task."""
        return dossiers.lock_by_task(desk.work, self.task)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        task = require_open_task(desk, case, self.task)
        seat = people.acting_as(desk.work, task.unit, Role(task.role), task.field, desk.today)
        known = [each for each in case.parts.incidents if (each.code, each.about) == (NOBODY, str(task.id))]
        facts = {"code": NOBODY, "element": task.element, "step": task.name}
        facts |= {"unit": task.unit, "role": Role(task.role).label}
        if bool(seat) != bool(known):
            raise Refused("people.staffed" if seat else "people.still_nobody", **facts)
        after = replace(case.dossier, version=case.dossier.version + 1)
        if known:
            return closing(Outcome(Changes(after), (), answer_of(after)), known, Mend.OVERTAKEN)
        return self._reported(desk, task, after, facts)

    def _reported(self, desk: Desk, task: Task, after: Dossier, facts: dict[str, str]) -> Outcome:
        after = replace(after, journal_length=after.journal_length + 1)
        id_ = part_id(after.id, after.version, 0)
        incident = Incident(id_, NOBODY, task.element, facts, asked(self, None), desk.now)
        event = Event(EventKind.INCIDENT_OPENED, task.unit, facts)
        return Outcome(Changes(after), (event,), answer_of(after), reported=(incident,))
