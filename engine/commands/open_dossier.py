"""Receive a dossier: give it its code and due date, and open its process."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.bpmn.advance import begin
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.guard import require_role, require_unit
from engine.commands.settle import Act, procedure_of, settle
from engine.errors import Refused
from engine.events import Event, EventKind
from engine.ids import dossier_id
from engine.model.deadline import Due, due_at
from engine.model.dossier import Dossier, DossierState, DueEntry, EntryKind
from engine.model.numbering import scheme_on
from engine.model.procedure import Procedure
from engine.model.role import Role
from engine.store import dossiers
from engine.store.dossiers import Changes, Parts


@dataclass(frozen=True, slots=True)
class OpenDossier:
    """Receive a dossier of a procedure at `unit`; its steps go to the units around `place` (default: `unit`).

    Refused `unit.unknown`, `procedure.not_in_force`, `procedure.other_level`, `actor.not_allowed`,
    `number.series_used_up`.
    """

    procedure_code: str
    case_code: str
    unit: str
    data: Mapping[str, Any]
    place: str | None = None

    def open(self, desk: Desk) -> Outcome:
        """Decide; see the class."""
        deployment = desk.deployments.in_force(desk.work, self.procedure_code, self.case_code, desk.now)
        procedure = procedure_of(desk, deployment.digest)
        unit = require_unit(desk, self.unit)
        require_unit(desk, self.place or self.unit)
        actor = require_role(desk, self.unit, Role.RECEPTION_CLERK, procedure.field)
        if unit.level is not procedure.receiving_level:
            expected = procedure.receiving_level.value
            raise Refused("procedure.other_level", unit=self.unit, level=unit.level.value, expected=expected)
        due = due_at(desk.now, procedure.limit, desk.calendar(self.unit), procedure.counting)
        dossier = self._head(desk, procedure, deployment.digest, due)
        entry = DueEntry(EntryKind.SET, desk.now, due.at, due.derivation)
        received = Event(
            EventKind.DOSSIER_RECEIVED,
            self.unit,
            {"code": dossier.code, "place": dossier.place, "data": dict(self.data)},
        )
        due_set = Event(EventKind.DUE_SET, self.unit, {"due_at": due.at})
        case = Case(dossier, Parts((), (), (entry,), None))
        advance = begin(deployment.main, desk.world(self.data))
        act = Act((received, due_set), by=actor.person_id)
        result = settle(desk, case, advance, act)
        entries = (entry, *result.changes.entries)
        changes = Changes(
            result.changes.dossier, result.changes.opened, armed=result.changes.armed, entries=entries
        )
        answer = {"dossier": dossier.code, "due_at": due.at.isoformat(), "state": changes.dossier.state.value}
        return Outcome(changes, result.events, answer)

    def _head(self, desk: Desk, procedure: Procedure, digest: str, due: Due) -> Dossier:
        identifier = desk.city.units.at(self.unit, desk.today).identifier
        number = dossiers.next_number(desk.work, self.unit, desk.today)
        code = scheme_on(desk.today).write(identifier, desk.today, number)
        return Dossier(
            id=dossier_id(code),
            code=code,
            procedure_code=procedure.code,
            case_code=procedure.case,
            digest=digest,
            unit=self.unit,
            place=self.place or self.unit,
            state=DossierState.PROCESSING,
            version=0,
            journal_length=0,
            data=self.data,
            run=None,
            received_at=desk.now,
            due_at=due.at,
        )
