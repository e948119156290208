"""Attach the draft of the document that answers a dossier (dự thảo kết quả); a new one takes the place of the old."""

from dataclasses import dataclass

from engine.commands import deeds
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.documents import changed, require_pdf
from engine.errors import Refused
from engine.events import EventKind
from engine.ids import part_id
from engine.model.actor import Actor
from engine.model.dossier import Dossier, Task
from engine.model.result import DRAFTING, Deed, Hand, Result, ResultKind, ResultState, current
from engine.store import dossiers

MAX_TITLE = 300
"""Characters."""


@dataclass(frozen=True, slots=True)
class DraftResult:
    """Attach a PDF that the actor handed in. What was initialled was another text: its initials are void.

    Refused `dossier.unknown`, `result.not_your_turn`, `result.no_title`, `attachment.unknown`, `result.not_a_pdf`,
    and `result.other_state` while another document is signed but not issued.
    """

    dossier: str
    kind: ResultKind
    title: str
    file: str

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier."""
        return dossiers.lock(desk.work, self.dossier)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        task, actor = deeds.require_turn(desk, case, Deed.DRAFT)
        if not 0 < len(self.title.strip()) <= MAX_TITLE:
            raise Refused("result.no_title", limit=MAX_TITLE)
        require_pdf(desk, actor, self.file)
        before = current(case.parts.results)
        if before is not None and before.state in (ResultState.SIGNED, ResultState.NUMBERED):
            raise Refused("result.other_state", dossier=self.dossier, state=before.state.value)
        replaced = before if before is not None and before.state in DRAFTING else None
        dropped = 0 if replaced is None else len(replaced.initials)
        facts = {"file": self.file, "initials_dropped": dropped}
        after = self._drafted(desk, case, (task, actor), replaced)
        return changed(case, after, (EventKind.RESULT_DRAFTED, task.unit, facts))

    def _drafted(self, desk: Desk, case: Case, by: tuple[Task, Actor], replaced: Result | None) -> Result:
        task, actor = by
        fresh = part_id(case.dossier.id, case.dossier.version + 1, 1)
        return Result(
            id=fresh if replaced is None else replaced.id,
            unit=task.unit,
            kind=ResultKind(self.kind),
            title=" ".join(self.title.split()),
            state=ResultState.DRAFTED,
            draft=self.file,
            drafted=Hand(actor.person_id, desk.now),
        )
