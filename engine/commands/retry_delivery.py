"""Let a delivery that failed be tried anew, once a person has mended what stood in its way."""

from dataclasses import dataclass, replace
from uuid import UUID

from engine.commands.complete_task import answer_of
from engine.commands.desk import Case, Desk, Outcome
from engine.events import Event, EventKind
from engine.model.dossier import Dossier
from engine.store import deliveries, dossiers
from engine.store.dossiers import Changes


@dataclass(frozen=True, slots=True)
class RetryDelivery:
    """Set a delivery due again; `problem` is what stood in its way. Refused `delivery.over`.

    Who may ask for it is judged where incidents are mended, which is the only way here.
    """

    dossier: str
    delivery: str
    problem: str

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier."""
        return dossiers.lock(desk.work, self.dossier)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        before = case.dossier
        delivery = deliveries.find_open(desk.work, before, UUID(self.delivery))
        after = replace(before, version=before.version + 1, journal_length=before.journal_length + 1)
        facts = {"element": delivery.element, "connector": delivery.connector}
        retried = Event(EventKind.DELIVERY_RETRIED, before.unit, facts)
        return Outcome(Changes(after, retried=delivery.id), (retried,), answer_of(after))
