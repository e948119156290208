"""Messages and signals on their way between dossiers, and what dossiers wait to hear."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from engine.model.dossier import Position

MESSAGE, SIGNAL = "message", "signal"

UNAWAITED_AFTER = timedelta(days=3)
"""After so long a message that nobody took is a mistake of somebody's rather than early."""

NO_KEY = ""
"""The correlation of what anybody may hear who listens for the name."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """A place of a dossier that waits for a message or signal; `correlation` is `NO_KEY` where it asks for none."""

    position: Position
    element: str
    kind: str
    name: str
    correlation: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message or signal sent. `conversation` is what a dossier that it opens will answer by, None for its own.

    `unit` and `place` are those of the dossier that sent it, or where it was handed in; `sender` is the code of
    that dossier, None for one from outside.
    """

    id: UUID
    kind: str
    name: str
    correlation: str
    conversation: str | None
    unit: str
    place: str
    sent_at: datetime
    sender: str | None = None
    element: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
