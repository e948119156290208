"""What receiving a dossier means, whoever or whatever brings it: its code, its due date, its first step."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from engine.bpmn.advance import begin
from engine.bpmn.deployment import Deployment
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.settle import Act, procedure_of, settle
from engine.events import Event, EventKind
from engine.ids import dossier_id
from engine.model.deadline import Due, due_at
from engine.model.dossier import Channel, Dossier, DossierState, DueEntry, EntryKind
from engine.store import dossiers
from engine.store.dossiers import Parts


@dataclass(frozen=True, slots=True)
class Reception:
    """How a dossier comes in: at which unit, for which place, with which data, by whom (None: nobody here).

    One that a message opens also says through which start event, in whose conversation, and by which message;
    `facts` are what the journal adds of that.
    """

    unit: str
    place: str
    data: Mapping[str, Any]
    by: str | None = None
    opening: str | None = None
    conversation: str | None = None
    message: UUID | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    channel: Channel = Channel.DESK


def receive(desk: Desk, deployment: Deployment, reception: Reception) -> Outcome:
    """Receive a dossier. Raises Refused `number.series_used_up`, or Stuck where its first step finds no unit."""
    procedure = procedure_of(desk, deployment.digest)
    due = due_at(desk.now, procedure.limit, desk.calendar(reception.unit), procedure.counting)
    dossier = _head(desk, deployment, reception, due)
    entry = DueEntry(EntryKind.SET, desk.now, due.at, due.derivation)
    facts = {
        "code": dossier.code,
        "place": dossier.place,
        "channel": dossier.channel,
        "data": dict(reception.data),
    }
    received = Event(EventKind.DOSSIER_RECEIVED, reception.unit, {**facts, **reception.facts})
    due_set = Event(EventKind.DUE_SET, reception.unit, {"due_at": due.at})
    case = Case(dossier, Parts((), (), (entry,), None))
    advance = begin(deployment.main, desk.world(reception.data), reception.opening)
    act = Act((received, due_set), by=reception.by, received=reception.message)
    result = settle(desk, case, advance, act)
    changes = replace(result.changes, entries=(entry, *result.changes.entries))
    answer = {"dossier": dossier.code, "due_at": due.at.isoformat(), "state": changes.dossier.state.value}
    return Outcome(changes, result.events, answer)


def _head(desk: Desk, deployment: Deployment, reception: Reception, due: Due) -> Dossier:
    procedure = procedure_of(desk, deployment.digest)
    identifier = desk.city.units.at(reception.unit, desk.today).identifier
    number = dossiers.next_number(desk.work, reception.unit, desk.today)
    code = desk.city.schemes.on(desk.today).write(identifier, desk.today, number)
    return Dossier(
        id=dossier_id(code),
        code=code,
        procedure_code=procedure.code,
        case_code=procedure.case,
        digest=deployment.digest,
        unit=reception.unit,
        place=reception.place,
        state=DossierState.PROCESSING,
        version=0,
        journal_length=0,
        data=reception.data,
        run=None,
        received_at=desk.now,
        due_at=due.at,
        conversation=reception.conversation,
        channel=reception.channel,
    )
