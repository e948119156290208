"""A person, the posts the person is appointed to, and what they allow."""

from dataclasses import dataclass, field, replace
from datetime import date

from engine.model.role import ANY_FIELD, Role
from engine.model.unit import Unit, is_within


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in; `account` is the name typed there."""

    id: str
    name: str
    account: str


@dataclass(frozen=True, slots=True)
class Appointment:
    """A person holds a role in a unit from one day to another (both counted).

    `fields` limits it to some fields of procedures, as with a deputy; empty means all of them. `on_behalf_of` is the
    absent person whose post it is where somebody stands in, None for a post of one's own.
    """

    person_id: str
    unit_code: str
    role: Role
    fields: frozenset[str] = frozenset()
    valid_from: date | None = None
    valid_until: date | None = None
    on_behalf_of: str | None = None

    def is_to(self, unit: Unit) -> bool:
        """Say whether it was made to this very unit, not to an earlier or later one of the same code."""
        return unit.code == self.unit_code and unit.is_valid_on(self.valid_from or date.min)

    def covers(self, role: Role, field: str, on: date) -> bool:
        """Say whether it gives that role for that field on that day."""
        return (
            role is self.role
            and (not self.fields or field == ANY_FIELD or field in self.fields)
            and is_within(on, self.valid_from, self.valid_until)
        )


@dataclass(frozen=True, slots=True)
class Actor:
    """Who sends a command: a signed-in person with all the person's appointments.

    `stood_in` is for whom the person acted: whoever judges a command by a post that is an absent person's has it
    written there, and the journal names both (DOMAIN.md §5).
    """

    person_id: str
    name: str
    appointments: tuple[Appointment, ...]
    stood_in: list[str] = field(default_factory=list, compare=False, repr=False)

    def may_act(self, unit: Unit, role: Role, field: str, on: date, holder: str | None = None) -> bool:
        """Say whether one appointment alone lets the person act as `role` of `unit` for `field` on a day.

        What has a `holder` is for the holder alone, or for who stands in for the holder.
        """
        for post in self.held_on(on):
            if unit.is_valid_on(on) and post.is_to(unit) and post.covers(role, field, on):
                whose = post.on_behalf_of or self.person_id
                if holder in (None, self.person_id, whose):
                    self._note(post)
                    return True
        return False

    def afresh(self) -> "Actor":
        """Return the same person before any act."""
        return replace(self, stood_in=[])

    def held_on(self, day: date) -> list[Appointment]:
        """Return the appointments that count on a day, the person's own before those of absent people."""
        held = [each for each in self.appointments if is_within(day, each.valid_from, each.valid_until)]
        return sorted(held, key=lambda each: each.on_behalf_of or "")

    def _note(self, post: Appointment) -> None:
        if post.on_behalf_of is not None and post.on_behalf_of not in self.stood_in:
            self.stood_in.append(post.on_behalf_of)
