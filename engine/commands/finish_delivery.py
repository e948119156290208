"""Let a dossier go on once a connector has delivered what it was given; the clock itself acts."""

from dataclasses import dataclass
from uuid import UUID

from engine.bpmn.advance import act
from engine.bpmn.run import Place
from engine.commands.complete_task import answer_of
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.settle import Act, settle
from engine.events import Event, EventKind
from engine.model.dossier import Dossier
from engine.store import deliveries, dossiers


@dataclass(frozen=True, slots=True)
class FinishDelivery:
    """Finish a delivery by its id. Refused `delivery.over` where it is done already or nobody needs it any more."""

    dossier: str
    delivery: str

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier."""
        return dossiers.lock(desk.work, self.dossier)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        dossier = case.dossier
        delivery = deliveries.find_open(desk.work, dossier, UUID(self.delivery))
        place = Place(*delivery.position)
        advance = act(desk.load_run(dossier), place, desk.world(dossier.data))
        facts = {"element": delivery.element, "place": list(place), "connector": delivery.connector}
        delivered = Event(EventKind.DELIVERED, dossier.unit, facts)
        what = Act((delivered,), None, "delivered", place, delivered=delivery.id)
        result = settle(desk, case, advance, what)
        return Outcome(result.changes, result.events, answer_of(result.changes.dossier))
