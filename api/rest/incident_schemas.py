"""What goes over the wire about incidents."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from api.rest.schemas import Closed


class WayBody(BaseModel):
    """A flow by which a stuck gateway can be left."""

    flow: str
    text: str
    is_default: bool


class IncidentBody(BaseModel):
    """An open incident: `read` are the data that the failing expression read, `sentence` what to do.

    `ways` or `results` are what can be decided by hand.
    """

    id: UUID
    code: str
    element: str | None
    step: str
    sentence: str
    read: dict[str, Any]
    facts: dict[str, Any]
    command: str
    dossier: str
    unit: str
    procedure: str
    opened_at: datetime
    ways: list[WayBody]
    results: list[str]


class IncidentList(BaseModel):
    """Open incidents, oldest first."""

    incidents: list[IncidentBody]


class ReasonRequest(Closed):
    """Why something is done by hand; it stands in the journal."""

    reason: str = Field(max_length=4_000)


class ChooseUnitRequest(ReasonRequest):
    """The code of one of the incident's `successors`."""

    unit: str = Field(max_length=40)


class CorrectRequest(ReasonRequest):
    """Names of the data (dotted paths) with their right values."""

    data: dict[str, Any]


class TakeStepRequest(ReasonRequest):
    """The ways chosen out of a gateway, or the results of a decision table."""

    flows: list[str] = Field(default_factory=list, max_length=50)
    data: dict[str, Any] = Field(default_factory=dict)
