"""What goes over the wire about documents that answer dossiers."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field

from api.rest.schemas import Closed
from engine.model.result import Capacity, ResultKind, ResultState


class HandedIn(BaseModel):
    """How later requests refer to a file."""

    file: str


class DraftRequest(Closed):
    """A draft: `file` was handed in before and is a PDF."""

    title: str = Field(max_length=1_000)
    file: str = Field(max_length=300)
    kind: ResultKind = ResultKind.RESULT


class InitialRequest(Closed):
    """The draft that was looked at, so that no other one is initialled."""

    file: str = Field(max_length=300)


class SignRequest(Closed):
    """Either `passphrase`, to sign here, or `file`, signed elsewhere and handed in."""

    passphrase: str = Field(default="", max_length=200)
    file: str = Field(default="", max_length=300)
    capacity: Capacity = Capacity.OWN
    on_behalf_of: str = Field(default="", max_length=400)


class NumberRequest(Closed):
    """What follows the number, as QĐ-UBND."""

    symbol: str = Field(default="", max_length=100)


class SealRequest(Closed):
    """Either `passphrase` of the unit's key or `file`, sealed elsewhere and handed in."""

    passphrase: str = Field(default="", max_length=200)
    file: str = Field(default="", max_length=300)


class RevokeRequest(Closed):
    """Why the document is revoked; it stands in the journal."""

    reason: str = Field(max_length=4_000)


class ResultAnswer(BaseModel):
    """A document after a command."""

    dossier: str
    version: int
    result: UUID
    state: ResultState


class SignatureBody(BaseModel):
    """One signature as it was verified now."""

    signer: str
    certificate: str
    signed_at: datetime | None
    is_valid: bool
    is_intact: bool
    covers_whole: bool
    is_trusted: bool


class ResultBody(BaseModel):
    """One document; `file` is what it is now: sealed, else signed, else the draft."""

    id: UUID
    unit: str
    kind: ResultKind
    title: str
    state: ResultState
    number: str
    file: str
    drafted_by: str
    drafted_at: datetime
    initialled_by: list[str]
    signed_by: str | None
    capacity: Capacity | None
    on_behalf_of: str
    signatures: list[SignatureBody]


class ResultList(BaseModel):
    """The documents of a dossier, oldest first."""

    dossier: str
    results: list[ResultBody]
