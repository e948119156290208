"""What goes over the wire; the engine's own values never leave as they are."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class Closed(BaseModel):
    """A body in which an unknown name is an error, not something silently dropped."""

    model_config = ConfigDict(extra="forbid")


class Problem(BaseModel):
    """A problem body (RFC 9457); `detail` says in Vietnamese what to do."""

    type: str
    title: str
    status: int
    detail: str | None = None
    facts: dict[str, Any] | None = None


class SignInRequest(Closed):
    """An account and its password."""

    account: str = Field(max_length=200)
    password: str = Field(max_length=256)


class Token(BaseModel):
    """A bearer token."""

    token: str
    token_type: Literal["bearer"] = "bearer"
    expires_at: datetime


class ProcedureSummary(BaseModel):
    """A procedure in force."""

    code: str
    case: str
    name: str
    field: str
    receiving_level: str
    deciding_level: str
    limit: str
    version: int
    in_force_from: datetime


class ReceiveRequest(Closed):
    """A dossier to receive at a unit; its steps go to the units around `place` (default: the unit)."""

    procedure: str = Field(max_length=40)
    case: str = Field("", max_length=40)
    unit: str = Field(max_length=20)
    place: str | None = Field(None, max_length=20)
    channel: Literal["desk", "post"] = "desk"
    data: dict[str, Any] = Field(default_factory=dict)
    components: dict[str, str] | None = Field(
        None, description="thành phần hồ sơ: mã -> tệp đã nộp, hoặc chuỗi rỗng nếu chỉ có bản giấy"
    )


class Received(BaseModel):
    """A dossier received."""

    dossier: str
    state: str
    due_at: datetime


class DueDate(BaseModel):
    """One entry of the due-date ledger; `sentences` say in Vietnamese why."""

    kind: str
    at: datetime
    due_at: datetime | None
    sentences: list[str]


class OpenTaskBody(BaseModel):
    """An open task of a dossier."""

    id: UUID
    element: str
    name: str
    unit: str
    unit_name: str
    level: str
    role: str
    assignee: str | None
    opened_at: datetime
    due_at: datetime | None


class DossierBody(BaseModel):
    """A dossier with its open tasks and why it is due when it is."""

    code: str
    procedure: str
    case: str
    unit: str
    place: str
    state: str
    version: int
    data: dict[str, Any]
    received_at: datetime
    due_at: datetime | None
    ended_at: datetime | None
    channel: str
    rescheduled_due_at: datetime | None
    due_dates: list[DueDate]
    tasks: list[OpenTaskBody]


class HappeningBody(BaseModel):
    """One journal entry."""

    seq: int
    kind: str
    at: datetime
    person: str | None
    unit: str | None
    facts: dict[str, Any]


class Timeline(BaseModel):
    """Everything that happened to a dossier."""

    dossier: str
    happenings: list[HappeningBody]


class ConsultationBody(BaseModel):
    """A unit that a dossier consulted; `outcome` and `timeliness` tell how its answer stands."""

    task: UUID
    element: str
    step: str
    unit: str
    unit_name: str
    asked_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    outcome: Literal["waiting", "answered", "not_needed", "deemed_consent"]
    timeliness: Literal["early", "on_time", "overdue", "untimed"]
    label: str
    answer: dict[str, Any]
    late_reason: str | None
    legal_basis: str | None


class Consultations(BaseModel):
    """Every unit that a dossier consulted, first asked first."""

    dossier: str
    consultations: list[ConsultationBody]


class TaskRow(BaseModel):
    """One row of the worklist."""

    id: UUID
    element: str
    name: str
    dossier: str
    procedure: str
    applicant: str
    unit: str
    role: str
    assignee: str | None
    opened_at: datetime
    due_at: datetime | None
    dossier_due_at: datetime | None


class TaskPage(BaseModel):
    """A page of the worklist; `after` asks for the next one, null at the end."""

    tasks: list[TaskRow]
    after: str | None


class TaskForm(BaseModel):
    """What a task asks for: the JSON Schema of its form, null where it takes no data."""

    id: UUID
    form: dict[str, Any] | None


class CompleteRequest(Closed):
    """The data of a task's form; `expected_version` refuses when the dossier has moved on.

    `late_reason` is for a consulted unit that answers after its due moment, which must say why.
    """

    data: dict[str, Any] = Field(default_factory=dict)
    expected_version: int | None = None
    late_reason: str | None = None


class AssignRequest(Closed):
    """Who leads and who helps."""

    lead: str = Field(max_length=200)
    coordinating: list[str] = Field(default_factory=list, max_length=20)


class MessageRequest(Closed):
    """A message that arrived for a dossier."""

    message: str = Field(max_length=200)
    data: dict[str, Any] = Field(default_factory=dict)


class DossierState(BaseModel):
    """How a dossier stands after a command."""

    dossier: str
    state: str
    version: int
    due_at: datetime | None


class PublicState(BaseModel):
    """What anybody who knows a code may see: no personal data."""

    code: str
    procedure: str
    state: str
    received_on: date
    due_at: datetime | None
    steps: list[str]


class FindingBody(BaseModel):
    """One finding about a package; `trace` lists the elements passed on the way to the fault."""

    code: str
    severity: str
    element: str | None
    message: str
    trace: list[str]


class PackageBody(BaseModel):
    """A draft of a package; `digest` names its content and goes with every judgement of it."""

    id: UUID
    digest: str
    name: str
    procedure: str | None
    case: str | None
    unit: str
    state: str
    verdict: str
    findings: list[FindingBody]
    in_force_from: datetime | None


class ApproveRequest(Closed):
    """What the reviewer saw, and by name (`code element`) each warning that is accepted."""

    digest: str = Field(max_length=64)
    accepted: list[str] = Field(default_factory=list, max_length=5_000)


class PublishRequest(Closed):
    """What the publisher saw, and the day from which it is in force; none means at once."""

    digest: str = Field(max_length=64)
    from_on: date | None = None
