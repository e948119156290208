"""What goes over the wire about the life of a dossier beside its process."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from api.rest.schemas import Closed, DossierState

Line = Annotated[str, Field(max_length=500)]
Reason = Annotated[str, Field(max_length=2000)]


class SupplementRequest(Closed):
    """What the applicant is asked for, in one full list."""

    items: list[Line] = Field(max_length=50)
    reason: Reason
    contact: Line = ""


class SupplementAnswer(Closed):
    """Numbers, from 1, of the items handed in on paper, and references to files (`digest/name`) of the others."""

    on_paper: list[int] = Field(default_factory=list, max_length=50)
    files: dict[str, Annotated[str, Field(max_length=400)]] = Field(default_factory=dict, max_length=50)
    note: Reason = ""


class BecauseRequest(Closed):
    """Why."""

    reason: Reason


class ExtensionRequest(Closed):
    """The one new date, and the reason of the apology."""

    new_due_at: AwareDatetime
    reason: Reason


class StopRequest(Closed):
    """Why the dossier is stopped, and by which law."""

    reason: Reason
    legal_basis: Reason


class CorrectionRequest(Closed):
    """Names that reception wrote (dotted paths) with their right values."""

    data: dict[str, Any] = Field(max_length=200)
    reason: Reason


class Issued(DossierState):
    """A dossier after a command; `paper` is the written number of the paper that was issued, if any."""

    paper: str | None = None


class RequestBody(BaseModel):
    """A request on a dossier and what became of it."""

    id: UUID
    kind: Literal["supplement", "withdrawal"]
    state: Literal["asked", "open", "answered", "declined", "expired", "done"]
    facts: dict[str, Any]
    asked_by: str
    asked_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    expires_at: datetime | None
    closed_by: str | None
    closed_at: datetime | None


class RequestList(BaseModel):
    """Every request on a dossier, oldest first."""

    dossier: str
    requests: list[RequestBody]


class RefusalRequest(Closed):
    """Papers that are not taken in; `id` is the caller's, so that the same one sent twice is one."""

    id: UUID
    procedure: str = Field(max_length=40)
    case: str = Field("", max_length=40)
    unit: str = Field(max_length=20)
    applicant: dict[str, Line]
    reasons: list[Reason] = Field(max_length=20)


class RefusalBody(BaseModel):
    """A refusal at reception; `number` is as the slip writes it."""

    id: UUID
    number: str
    unit: str
    procedure: str
    applicant: dict[str, str]
    reasons: list[str]
    refused_at: datetime
