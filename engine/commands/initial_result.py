"""Initial a draft before it goes to the leader (ký nháy)."""

from dataclasses import dataclass, replace
from uuid import UUID

from engine.commands import deeds
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.documents import changed, require_result
from engine.errors import Refused
from engine.events import EventKind
from engine.model.dossier import Dossier
from engine.model.result import SIGNABLE, Deed, Hand, ResultState
from engine.store import dossiers


@dataclass(frozen=True, slots=True)
class InitialResult:
    """Initial a draft once. `file` is the draft that was looked at: a newer one is refused, not initialled unseen.

    Refused `dossier.unknown`, `result.not_your_turn`, `result.unknown`, `result.other_state`,
    `result.other_draft`, `result.already_initialled`.
    """

    dossier: str
    result: UUID
    file: str

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier."""
        return dossiers.lock(desk.work, self.dossier)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        task, actor = deeds.require_turn(desk, case, Deed.INITIAL)
        before = require_result(case, self.result, SIGNABLE)
        if self.file != before.draft:
            raise Refused("result.other_draft", title=before.title)
        if any(hand.by == actor.person_id and hand.at >= task.opened_at for hand in before.initials):
            raise Refused("result.already_initialled", title=before.title)
        initials = (*before.initials, Hand(actor.person_id, desk.now))
        after = replace(before, state=ResultState.INITIALLED, initials=initials)
        return changed(case, after, (EventKind.RESULT_INITIALLED, task.unit, {}))
