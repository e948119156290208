"""Let a message or signal that a procedure in force begins with bring a dossier of it; the clock itself acts."""

from dataclasses import dataclass

from engine.commands.desk import Desk, Outcome
from engine.commands.reception import Reception, receive
from engine.commands.settle import procedure_of
from engine.errors import Stuck
from engine.model.procedure import Procedure
from engine.model.role import Role, Seat
from engine.model.unit import USUAL_BODY
from engine.store.messages import Start


@dataclass(frozen=True, slots=True)
class OpenByMessage:
    """Open a dossier of the one procedure that a locked message opens, at the unit that receives it for the
    sender's place. It answers in the sender's conversation, and what the message carries are its data.

    Stuck `message.many_openings` where several procedures begin with it, `unit.none_in_charge`, `unit.ambiguous`.
    """

    start: Start

    def open(self, desk: Desk) -> Outcome:
        """Decide; see the class."""
        message = self.start.message
        if len(self.start.digests) > 1:
            raise Stuck("message.many_openings", message=message.name, digests=list(self.start.digests))
        deployment = desk.deployments.get(desk.work, self.start.digests[0])
        unit = self._unit(desk, procedure_of(desk, deployment.digest))
        facts = {"opened_by": message.name, "message_id": str(message.id), "sender": message.sender}
        opening = deployment.opening(message.kind, message.name).id
        reception = Reception(
            unit=unit,
            place=message.place,
            data=message.data,
            opening=opening,
            conversation=message.conversation,
            message=message.id,
            facts=facts | {"opening": opening},
        )
        return receive(desk, deployment, reception)

    def _unit(self, desk: Desk, procedure: Procedure) -> str:
        """A message from outside is received where it was handed in, if that is the procedure's level."""
        units, today, level = desk.city.units, desk.today, procedure.receiving_level
        place = units.at(self.start.message.place, today)
        seat = Seat(level, USUAL_BODY[level], Role.RECEPTION_CLERK, procedure.field)
        return units.resolve(seat, place, today).code
