"""An incident: a dossier that cannot go on, or may not for long, until somebody mends something."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID


class Mend(StrEnum):
    """How an incident came to be over; `overtaken` says that what it was about went on or ended by itself."""

    RETRIED = "retried"
    DATA_CORRECTED = "data_corrected"
    STEP_TAKEN = "step_taken"
    CANCELLED = "cancelled"
    UNIT_CHOSEN = "unit_chosen"
    OVERTAKEN = "overtaken"


@dataclass(frozen=True, slots=True)
class Incident:
    """An open incident. `facts` are those of its error, `step` and `read` among them (see `stuck_at`).

    `asked` is the command that found it, to be run again: its `command` name, its `values`, and the `actor` in
    whose name it ran, None for the clock.
    """

    id: UUID
    code: str
    element: str | None
    facts: Mapping[str, Any]
    asked: Mapping[str, Any]
    opened_at: datetime

    @staticmethod
    def from_row(row: Mapping[str, Any]) -> "Incident":
        """Read an incident from a row whose ids and moments are text."""
        at = datetime.fromisoformat(row["opened_at"])
        return Incident(UUID(row["id"]), row["code"], row["element"], row["facts"], row["asked"] or {}, at)

    @property
    def about(self) -> str:
        """What it is about: the id of a task, timer, delivery or message, else a message's name; "" where nothing."""
        values = self.asked.get("values", {})
        found = (values.get(name) for name in ("task", "timer", "delivery", "message_id", "message"))
        return next((str(each) for each in found if each is not None), "")


class Mended(NamedTuple):
    """An incident that is over, and how."""

    incident: UUID
    how: Mend
