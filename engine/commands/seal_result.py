"""Seal a numbered document with the unit's own signature (đóng dấu, ký số cơ quan): it is issued."""

from dataclasses import dataclass, replace
from uuid import UUID

from engine.commands import deeds
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.documents import changed, require_result, require_signed
from engine.events import EventKind
from engine.model.dossier import Dossier
from engine.model.result import Deed, Evidence, ResultState, Signature
from engine.store import dossiers


@dataclass(frozen=True, slots=True)
class SealResult:
    """Take the sealed file in the place of the signed one it continues.

    Refused `dossier.unknown`, `result.not_your_turn`, `result.unknown`, `result.other_state`,
    `attachment.unknown`, `result.not_a_pdf`, `result.other_file`, `result.signature_not_valid`.
    """

    dossier: str
    result: UUID
    file: str
    evidence: Evidence

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier."""
        return dossiers.lock(desk.work, self.dossier)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        task, actor = deeds.require_turn(desk, case, Deed.SEAL)
        before = require_result(case, self.result, frozenset({ResultState.NUMBERED}))
        require_signed(desk, actor, before, (self.file, self.evidence))
        sealed = Signature(actor.person_id, desk.now, self.file, self.evidence)
        after = replace(before, state=ResultState.SEALED, sealed=sealed)
        facts = {"file": self.file, "number": after.written_number}
        return changed(case, after, (EventKind.RESULT_SEALED, task.unit, facts))
