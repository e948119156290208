"""Messages between dossiers over the wire."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from api.rest.schemas import Closed


class PostedMessage(Closed):
    """A message from outside, handed in at a unit; the same `id` again changes nothing.

    `correlation` is what the dossier awaits it by: its code unless its procedure says otherwise; empty for one
    that opens a procedure.
    """

    id: str = Field(min_length=1, max_length=200)
    name: str = Field(min_length=1, max_length=200)
    correlation: str = Field("", max_length=200)
    unit: str = Field(max_length=20)
    data: dict[str, Any] = Field(default_factory=dict)


class Accepted(BaseModel):
    """The message is kept; it acts once, as soon as a dossier awaits it."""

    id: str


class UnawaitedBody(BaseModel):
    """A message that nobody has taken; `sentence` says in Vietnamese why."""

    id: UUID
    name: str
    correlation: str
    sender: str | None
    unit: str
    sent_at: datetime
    reason: str
    sentence: str
    is_overdue: bool


class UndeliveredBody(BaseModel):
    """What a connector has not delivered yet."""

    dossier: str
    subject: str
    connector: str
    state: str
    attempts: int
    asked_at: datetime
    problem: str | None


class Undone(BaseModel):
    """Messages that nobody has taken, and deliveries that are not done, oldest first."""

    messages: list[UnawaitedBody]
    deliveries: list[UndeliveredBody]


class PassedBody(BaseModel):
    """A message or signal that a dossier sent to another or got from it; the first one back is its answer.

    `other_state` is null for who may not see the other dossier.
    """

    is_sent: bool
    kind: str
    name: str
    other: str | None
    other_unit: str | None
    other_state: str | None
    state: str
    at: datetime
    sent_at: datetime
    arrived_at: datetime | None
    answered_at: datetime | None


class AwaitedBody(BaseModel):
    """A message that a dossier waits for, and the element that does."""

    message: str
    element: str
    name: str


class Exchange(BaseModel):
    """What a dossier exchanged with others, and what it waits to hear."""

    passed: list[PassedBody]
    awaited: list[AwaitedBody]
