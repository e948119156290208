"""Let a held message go on its way again, once what stood in its way is mended."""

from dataclasses import dataclass
from uuid import UUID

from engine.commands.desk import Desk
from engine.commands.guard import require_actor
from engine.commands.mending import may_mend
from engine.errors import Refused
from engine.model.role import ANY_FIELD
from engine.store import messages


@dataclass(frozen=True, slots=True)
class ReleaseMessage:
    """Release a message. Refused `message.unknown` where none is held, `actor.not_allowed`.

    Those who may are those who mend incidents of the unit that sent it or where it was handed in.
    """

    message: UUID

    def take(self, desk: Desk) -> None:
        """Decide and store; see the class."""
        actor, unit = require_actor(desk), messages.release(desk.work, self.message)
        if unit is None:
            raise Refused("message.unknown", message=str(self.message))
        if not may_mend(actor, desk.city.units, unit, ANY_FIELD, desk.today):
            raise Refused("actor.not_allowed", unit=unit)
