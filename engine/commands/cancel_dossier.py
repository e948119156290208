"""End a dossier that cannot go on: the last resort, with a reason that stays in its journal."""

from dataclasses import dataclass, replace
from uuid import UUID

from engine.bpmn.run import places
from engine.commands import mending
from engine.commands.closing import closing
from engine.commands.complete_task import answer_of
from engine.commands.desk import Case, Desk, Outcome
from engine.events import Event, EventKind
from engine.model.dossier import Dossier, DossierState, Position
from engine.model.incident import Mend
from engine.store.dossiers import Changes, ClosedTask

CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class CancelDossier:
    """Cancel the dossier of an incident: its tasks close, its timers are disarmed, all its incidents are over.

    Refused `incident.unknown`, `incident.closed`, `incident.may_not_mend`, `incident.no_reason`,
    `incident.reason_too_long`.
    """

    incident: UUID
    reason: str

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier of the incident."""
        return mending.lock(desk, self.incident)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        incident = mending.require_open(desk, case, self.incident)
        before, tasks = case.dossier, case.parts.tasks
        facts = {"reason": mending.require_reason(self.reason), "incident": str(incident.id)}
        events = (
            *(
                Event(EventKind.TASK_INTERRUPTED, each.unit, {"task": str(each.id), "element": each.element})
                for each in tasks
            ),
            Event(EventKind.DOSSIER_CANCELLED, before.unit, facts),
        )
        after = replace(
            before,
            state=DossierState.CANCELLED,
            version=before.version + 1,
            journal_length=before.journal_length + len(events),
            run=desk.dump_run(()),
            ended_at=desk.now,
        )
        changes = Changes(
            after,
            closed=tuple(ClosedTask(each.id, None, CANCELLED) for each in tasks),
            disarmed=tuple(each.id for each in case.parts.timers),
            awaited=(),
            left=tuple(Position(*place) for place in places(desk.load_run(before))),
        )
        return closing(Outcome(changes, events, answer_of(after)), case.parts.incidents, Mend.CANCELLED)
