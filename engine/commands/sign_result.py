"""Sign a document as a leader: the signed file and what was verified of it come in, nothing is signed here."""

from dataclasses import dataclass, replace
from uuid import UUID

from engine.commands import deeds
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.documents import changed, require_result, require_signed
from engine.errors import Refused
from engine.events import EventKind
from engine.model.dossier import Dossier
from engine.model.folding import folded
from engine.model.result import SIGNABLE, Capacity, Deed, Evidence, ResultState, Signature
from engine.store import dossiers

MAX_BEHALF = 200
"""Characters."""


@dataclass(frozen=True, slots=True)
class SignResult:
    """Take a signed file in the place of the draft it continues.

    Refused `dossier.unknown`, `result.not_your_turn`, `result.unknown`, `result.other_state`, `result.own_draft`,
    `result.capacity` (KT., TL. and TUQ. name on whose behalf, a signature of one's own does not),
    `attachment.unknown`, `result.not_a_pdf`, `result.other_file`, `result.signature_not_valid`,
    `result.other_signer`.
    """

    dossier: str
    result: UUID
    file: str
    evidence: Evidence
    capacity: Capacity = Capacity.OWN
    on_behalf_of: str = ""

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier."""
        return dossiers.lock(desk.work, self.dossier)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        task, actor = deeds.require_turn(desk, case, Deed.SIGN)
        before = require_result(case, self.result, SIGNABLE)
        if before.drafted.by == actor.person_id:
            raise Refused("result.own_draft", title=before.title)
        behalf = require_behalf(self.capacity, self.on_behalf_of)
        require_signed(desk, actor, before, (self.file, self.evidence))
        if folded(self.evidence.signer) != folded(actor.name):
            raise Refused("result.other_signer", signer=self.evidence.signer)
        capacity = Capacity(self.capacity)
        signed = Signature(actor.person_id, desk.now, self.file, self.evidence, capacity, behalf)
        after = replace(before, state=ResultState.SIGNED, signed=signed)
        facts = {"file": self.file, "capacity": capacity.value, "on_behalf_of": behalf}
        return changed(case, after, (EventKind.RESULT_SIGNED, task.unit, facts))


def require_behalf(capacity: Capacity, on_behalf_of: str) -> str:
    """Return on whose behalf somebody signs, empty for a signature of one's own. Refused `result.capacity`."""
    behalf = " ".join(on_behalf_of.split())
    if (capacity is Capacity.OWN) == bool(behalf) or len(behalf) > MAX_BEHALF:
        raise Refused("result.capacity", capacity=capacity.value)
    return behalf
