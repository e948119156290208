"""Let a dossier go on without a delivery that was tried in vain, where its diagram says how; the clock itself acts."""

from dataclasses import dataclass
from uuid import UUID

from engine.bpmn.advance import act
from engine.bpmn.asking import stuck_at
from engine.bpmn.run import Place, error_boundary, find
from engine.commands.complete_task import answer_of
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.settle import Act, settle
from engine.errors import Stuck
from engine.events import Event, EventKind
from engine.model.delivery import FAILED
from engine.model.dossier import Dossier
from engine.store import deliveries, dossiers


@dataclass(frozen=True, slots=True)
class GiveUpDelivery:
    """End a delivery in the error `delivery_failed`, which a boundary event of its element may catch.

    Refused `delivery.over` where it is over; Stuck `delivery.failed` where nothing catches the error.
    """

    dossier: str
    delivery: str
    problem: str

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier."""
        return dossiers.lock(desk.work, self.dossier)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        dossier = case.dossier
        delivery = deliveries.find_open(desk.work, dossier, UUID(self.delivery))
        place, run = Place(*delivery.position), desk.load_run(dossier)
        facts = {"element": delivery.element, "connector": delivery.connector, "problem": self.problem}
        boundary = error_boundary(run, place, FAILED)
        if boundary is None:
            with stuck_at(find(run, place).definition, lambda: dossier.data):
                raise Stuck("delivery.failed", **facts, delivery=self.delivery)
        advance = act(run, boundary, desk.world(dossier.data))
        failed = Event(EventKind.DELIVERY_FAILED, dossier.unit, facts | {"place": list(boundary)})
        result = settle(desk, case, advance, Act((failed,), None, "failed", boundary))
        return Outcome(result.changes, result.events, answer_of(result.changes.dossier))
