"""A person, the posts the person is appointed to, and what they allow."""

from dataclasses import dataclass
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

    `fields` limits it to some fields of procedures, as with a deputy; empty means all of them.
    """

    person_id: str
    unit_code: str
    role: Role
    fields: frozenset[str] = frozenset()
    valid_from: date | None = None
    valid_until: date | None = None

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
    """Who sends a command: a signed-in person with all the person's appointments."""

    person_id: str
    name: str
    appointments: tuple[Appointment, ...]

    def may_act(self, unit: Unit, role: Role, field: str, on: date) -> bool:
        """Say whether one appointment alone lets the person act as `role` of `unit` for `field` on a day."""
        return unit.is_valid_on(on) and any(
            appointment.is_to(unit) and appointment.covers(role, field, on)
            for appointment in self.appointments
        )
