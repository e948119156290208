"""Let a dossier hear a message or signal that was on its way to it; the clock itself acts."""

from dataclasses import dataclass
from uuid import UUID

from engine.bpmn.advance import act
from engine.bpmn.run import Place, data_after, element_at
from engine.commands.complete_task import answer_of
from engine.commands.deliver_message import require_undecided
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.settle import Act, settle
from engine.errors import Refused
from engine.events import Event, EventKind
from engine.model.dossier import Dossier
from engine.model.message import MESSAGE
from engine.store import dossiers, messages


@dataclass(frozen=True, slots=True)
class ReceiveMessage:
    """Receive a message by its id; what it carries joins the dossier's data.

    Refused `message.not_awaited` where the dossier has gone on, or the message has arrived already, and
    `message.reserved_names`: what people decide in forms here, nobody decides elsewhere.
    """

    dossier: str
    message_id: str

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier."""
        return dossiers.lock(desk.work, self.dossier)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        dossier = case.dossier
        found = messages.receivable(desk.work, UUID(self.message_id), dossier.id)
        if found is None:
            raise Refused("message.not_awaited", dossier=dossier.code, message=self.message_id)
        message, place = found.message, Place(*found.position)
        require_undecided(desk.deployments.get(desk.work, dossier.digest), message.name, message.data)
        run = desk.load_run(dossier)
        advance = act(run, place, desk.world(data_after(run, place, dossier.data, message.data)))
        kind = EventKind.MESSAGE_RECEIVED if message.kind == MESSAGE else EventKind.SIGNAL_RECEIVED
        facts = {"message_id": self.message_id, "sender": message.sender, "data": dict(message.data)}
        where = {"element": element_at(run, place), "place": list(place)}
        received = Event(kind, dossier.unit, {message.kind: message.name, **where, **facts})
        what = Act((received,), None, "message", place, received=message.id)
        result = settle(desk, case, advance, what)
        return Outcome(result.changes, result.events, answer_of(result.changes.dossier))
