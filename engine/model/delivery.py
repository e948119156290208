"""What leaves the city's system by a connector: at least once, under an id that stays the same at every try."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from engine.model.dossier import Position

MAX_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=30)
FAILED = "delivery_failed"
"""The code of the error that a delivery ends in which was tried in vain; a boundary event may catch it."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One thing to deliver for an element that waits for it; `data` are all that it may tell.

    `recipient` is an address for connectors that need one, `subject` what the diagram calls the step.
    """

    id: UUID
    position: Position
    element: str
    connector: str
    recipient: str | None
    subject: str
    data: Mapping[str, Any]


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many vain attempts: twice as long each time, an hour in all."""
    return FIRST_PAUSE * 2.0 ** (attempts - 1)
