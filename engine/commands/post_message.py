"""Hand in a message from outside that names no dossier: it finds its own, now or later."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.commands.desk import Desk
from engine.commands.guard import require_role, require_unit
from engine.errors import Refused
from engine.ids import message_id
from engine.model.message import MESSAGE, Message
from engine.model.role import ANY_FIELD, Role
from engine.store import messages


@dataclass(frozen=True, slots=True)
class PostMessage:
    """Hand in a message at a unit, once for its `id` among those of the same person.

    It reaches a dossier that the unit received, or opens one there. Refused `unit.unknown`, `actor.not_allowed`
    (a reception clerk of the unit hands in), `idempotency.key_reused` (the id was used for another message).
    """

    id: str
    name: str
    correlation: str
    unit: str
    data: Mapping[str, Any]

    def take(self, desk: Desk) -> None:
        """Decide and store; see the class."""
        require_unit(desk, self.unit)
        actor = require_role(desk, self.unit, Role.RECEPTION_CLERK, ANY_FIELD)
        message = Message(
            id=message_id(actor.person_id, self.id),
            kind=MESSAGE,
            name=self.name,
            correlation=self.correlation,
            conversation=self.correlation or None,
            unit=self.unit,
            place=self.unit,
            sent_at=desk.now,
            data=self.data,
        )
        if not messages.hand_in(desk.work, message, actor.person_id):
            raise Refused("idempotency.key_reused")
