"""Let a timer that is due happen; the clock itself acts."""

from dataclasses import dataclass
from uuid import UUID

from engine.bpmn.run import Place, act
from engine.commands.advance import Act, settle
from engine.commands.complete_task import answer_of
from engine.commands.desk import Case, Desk, Outcome
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
        deployment = desk.deployments.get(desk.work, dossier.digest)
        advance = act(desk.load_run(dossier), place, dossier.data, desk.library(deployment), desk.now)
        facts = {"element": timer.element, "place": list(place), "due_at": timer.due_at}
        fired = Event(EventKind.TIMER_FIRED, dossier.unit, facts)
        result = settle(desk, case, dossier.data, advance, Act((fired,), None, "timer", place))
        return Outcome(result.changes, result.events, answer_of(result.changes.dossier))
