"""Let somebody stand in for an absent person, in one post, from one day to another (DOMAIN.md §5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from engine.commands.desk import Desk
from engine.commands.guard import require_actor, require_reason, require_unit
from engine.errors import Refused
from engine.model.actor import Actor, Appointment
from engine.model.role import ANY_FIELD, Role
from engine.model.substitution import Substitution
from engine.store import people, substitutions

ARRANGING = (Role.LEADER, Role.UNIT_ADMINISTRATOR)
"""Who arranges substitutes for anybody of the unit; a head of division does so for those below."""

_ABOVE_HEADS = (*ARRANGING, Role.HEAD_OF_DIVISION)


@dataclass(frozen=True, slots=True)
class AppointSubstitute:
    """Let `substitute`, who works in the unit too, act in a post of `absent` on some days.

    Refused `unit.unknown`, `person.unknown`, `reason.missing`, `reason.too_long`, `substitution.not_yours`,
    `substitution.same_person`, `substitution.oneself`, `substitution.days`, `substitution.no_post`,
    `substitution.not_of_unit`, `substitution.arranged`.
    """

    id: UUID
    absent: str
    substitute: str
    unit: str
    role: Role
    valid_from: date
    valid_until: date
    reason: str
    fields: frozenset[str] = frozenset()

    def take(self, desk: Desk) -> None:
        """Decide and store; see the class."""
        actor = require_actor(desk)
        require_unit(desk, self.unit)
        require_may_arrange(actor, self.absent, self.unit, self.role, desk.today)
        if self.substitute == self.absent:
            raise Refused("substitution.same_person")
        if self.substitute == actor.person_id:
            raise Refused("substitution.oneself")
        if not desk.today <= self.valid_from <= self.valid_until:
            raise Refused("substitution.days", today=desk.today)
        absent, substitute = (people.actor_of(desk.work, each) for each in (self.absent, self.substitute))
        if not self._holds_post(own(absent.appointments)):
            raise Refused("substitution.no_post", name=absent.name, role=self.role.label)
        if not any(each.unit_code == self.unit for each in own(substitute.held_on(self.valid_from))):
            raise Refused("substitution.not_of_unit", name=substitute.name)
        known = substitutions.of_post(desk.work, self.absent, self.unit, self.role)
        if any(each.overlaps(self.valid_from, self.valid_until) for each in known):
            raise Refused("substitution.arranged", name=absent.name)
        substitutions.add(desk.work, self._made(), actor.person_id, desk.now)

    def _holds_post(self, posts: Iterable[Appointment]) -> bool:
        """Say whether one post covers the role and every field asked for on the first day."""
        fields = self.fields or {ANY_FIELD}
        return any(
            post.unit_code == self.unit
            and all(post.covers(self.role, field, self.valid_from) for field in fields)
            for post in posts
        )

    def _made(self) -> Substitution:
        return Substitution(
            self.id,
            self.absent,
            self.substitute,
            self.unit,
            self.role,
            self.fields,
            self.valid_from,
            self.valid_until,
            require_reason(self.reason),
        )


def require_may_arrange(actor: Actor, absent: str, unit: str, role: Role, on: date) -> None:
    """Let arrange only the person, the unit's leader or administrator, or a head. Refused `substitution.not_yours`."""
    arranging = ARRANGING if role in _ABOVE_HEADS else (*ARRANGING, Role.HEAD_OF_DIVISION)
    is_arranger = any(each.unit_code == unit and each.role in arranging for each in own(actor.held_on(on)))
    if actor.person_id != absent and not is_arranger:
        raise Refused("substitution.not_yours", role=role.label, unit=unit)


def own(posts: Iterable[Appointment]) -> list[Appointment]:
    """Leave out the posts of others: nobody stands in for a substitute, and none arranges for others."""
    return [post for post in posts if post.on_behalf_of is None]
