"""Hand a message from outside to a dossier that waits for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.bpmn.advance import act
from engine.bpmn.deployment import Deployment
from engine.bpmn.run import data_after, element_at, waiting_for
from engine.commands.complete_task import answer_of
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.guard import require_role
from engine.commands.settle import Act, settle
from engine.errors import Refused
from engine.events import Event, EventKind
from engine.model.dossier import Dossier
from engine.model.role import Role
from engine.store import dossiers


@dataclass(frozen=True, slots=True)
class DeliverMessage:
    """Deliver a message by name; `data` become the dossier's.

    Until other systems sign in themselves, the reception clerk of the dossier's unit records what arrived.
    Refused `dossier.unknown`, `actor.not_allowed`, `message.not_awaited`, `message.reserved_names` (what
    people decide in forms, no message decides).
    """

    dossier: str
    message: str
    data: Mapping[str, Any]

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier."""
        return dossiers.lock(desk.work, self.dossier)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        dossier = case.dossier
        deployment = desk.deployments.get(desk.work, dossier.digest)
        field = deployment.procedure.field if deployment.procedure else ""
        actor = require_role(desk, dossier.unit, Role.RECEPTION_CLERK, field)
        run = desk.load_run(dossier)
        place = waiting_for(run, self.message)
        if place is None:
            raise Refused("message.not_awaited", dossier=dossier.code, message=self.message)
        require_undecided(deployment, self.message, self.data)
        advance = act(run, place, desk.world(data_after(run, place, dossier.data, self.data)))
        facts = {"message": self.message, "element": element_at(run, place), "place": list(place)}
        received = Event(EventKind.MESSAGE_RECEIVED, dossier.unit, facts | {"data": dict(self.data)})
        result = settle(desk, case, advance, Act((received,), actor.person_id, "message", place))
        return Outcome(result.changes, result.events, answer_of(result.changes.dossier))


def require_undecided(deployment: Deployment, message: str, data: Mapping[str, Any]) -> None:
    """What people decide in a procedure's forms, no message decides. Refused `message.reserved_names`."""
    decided_by_forms = {name for form in deployment.forms.values() for name in form.names()}
    reserved = sorted(decided_by_forms & data.keys())
    if reserved:
        raise Refused("message.reserved_names", message=message, names=reserved)
