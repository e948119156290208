"""Revoke a document that was signed (thu hồi, hủy bỏ văn bản): its number stays used, its files stay readable."""

from dataclasses import dataclass, replace
from uuid import UUID

from engine.commands.desk import Case, Desk, Outcome
from engine.commands.documents import changed, require_result
from engine.commands.guard import require_reason, require_role
from engine.commands.settle import procedure_of
from engine.events import EventKind
from engine.model.dossier import Dossier
from engine.model.result import ISSUED, Hand, ResultState
from engine.model.role import Role
from engine.store import dossiers


@dataclass(frozen=True, slots=True)
class RevokeResult:
    """Revoke, as a leader of the unit that drafted the document, with a reason; another draft may follow.

    Refused `dossier.unknown`, `result.unknown`, `result.other_state`, `actor.not_allowed`, `reason.missing`,
    `reason.too_long`.
    """

    dossier: str
    result: UUID
    reason: str

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier."""
        return dossiers.lock(desk.work, self.dossier)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        before = require_result(case, self.result, ISSUED)
        field = procedure_of(desk, case.dossier.digest).field
        actor = require_role(desk, before.unit, Role.LEADER, field)
        reason = require_reason(self.reason)
        after = replace(before, state=ResultState.REVOKED, revoked=Hand(actor.person_id, desk.now))
        facts = {"reason": reason, "number": after.written_number}
        return changed(case, after, (EventKind.RESULT_REVOKED, before.unit, facts))
