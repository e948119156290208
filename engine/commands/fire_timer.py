"""Let a timer that is due happen; the clock itself acts."""

from dataclasses import dataclass
from uuid import UUID

from engine.bpmn.advance import act
from engine.bpmn.run import Place
from engine.commands.complete_task import answer_of
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.settle import Act, settle
from engine.errors import Refused
from engine.events import Event, EventKind
from engine.model.dossier import Dossier
from engine.store import dossiers


@dataclass(frozen=True, slots=True)
class FireTimer:
    """Fire one timer of a dossier. Refused `timer.not_due` where it is gone, held, or not yet due."""

    dossier: str
    timer: UUID

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier."""
        return dossiers.lock(desk.work, self.dossier)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        dossier = case.dossier
        timer = next((each for each in case.parts.timers if each.id == self.timer), None)
        if timer is None or timer.held or timer.due_at > desk.now:
            raise Refused("timer.not_due", timer=str(self.timer))
        place = Place(*timer.position)
        advance = act(desk.load_run(dossier), place, desk.world(dossier.data))
        facts = {
            "element": timer.element,
            "place": list(place),
            "number": timer.number,
            "due_at": timer.due_at,
        }
        fired = Event(EventKind.TIMER_FIRED, dossier.unit, facts)
        result = settle(desk, case, advance, Act((fired,), None, "timer", place, timer))
        return Outcome(result.changes, result.events, answer_of(result.changes.dossier))
