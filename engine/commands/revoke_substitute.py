"""End a substitution before its last day: the person is back."""

from dataclasses import dataclass
from uuid import UUID

from engine.commands.appoint_substitute import require_may_arrange
from engine.commands.desk import Desk
from engine.commands.guard import require_actor
from engine.errors import Refused
from engine.store import substitutions


@dataclass(frozen=True, slots=True)
class RevokeSubstitute:
    """End a substitution at once. Refused `substitution.unknown`, as one revoked before, `substitution.not_yours`."""

    id: UUID

    def take(self, desk: Desk) -> None:
        """Decide and store; see the class."""
        actor = require_actor(desk)
        made = substitutions.lock(desk.work, self.id)
        if made is None:
            raise Refused("substitution.unknown")
        require_may_arrange(actor, made.absent, made.unit, made.role, desk.today)
        substitutions.revoke(desk.work, self.id, actor.person_id, desk.now)
