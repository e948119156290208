"""Who stands in for whom, in which post, from when to when (người làm thay)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from engine.model.role import Role
from engine.model.unit import is_within


@dataclass(frozen=True, slots=True)
class Substitution:
    """`substitute` acts in the post that `absent` holds, both days counted; it ends by itself.

    `fields` limits it to some of the fields that the absent person has in charge; empty means all of them.
    """

    id: UUID
    absent: str
    substitute: str
    unit: str
    role: Role
    fields: frozenset[str]
    valid_from: date
    valid_until: date
    reason: str

    def overlaps(self, first: date, last: date) -> bool:
        """Say whether it counts on any day of a span."""
        return is_within(first, self.valid_from, self.valid_until) or first <= self.valid_from <= last


def both_names(person: str, absent: str | None) -> str:
    """Return who acted as papers and the journal name it: with whom the person stood in for."""
    return person if absent is None else f"{person} (làm thay {absent})"
