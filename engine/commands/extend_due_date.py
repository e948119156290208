"""Apologise before the due date and name one new date; the due date of the law stays what lateness is judged by."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal

from engine.commands import rights
from engine.commands.complete_task import answer_of
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.guard import require_reason
from engine.commands.supplements import require_running
from engine.errors import Refused
from engine.events import Event, EventKind
from engine.model.deadline import due_at
from engine.model.dossier import Dossier, DueEntry, EntryKind
from engine.model.limit import Limit, LimitUnit
from engine.model.paper import PaperKind
from engine.model.recalculation import rescheduled
from engine.store import dossiers, paper_numbers
from engine.store.dossiers import Changes

ONE_WORKING_DAY = Limit(Decimal(1), LimitUnit.WORKING_DAY)


@dataclass(frozen=True, slots=True)
class ExtendDueDate:
    """A leader apologises in writing and names the one new date, at least one working day before the due date.

    Nghị định 61/2018/NĐ-CP, Điều 19 khoản 9. Refused `dossier.over`, `dossier.not_yours`, `dossier.stands_still`,
    `extension.once`, `extension.too_late`, `extension.not_later`, `reason.missing`, `reason.too_long`.
    """

    dossier: str
    new_due_at: datetime
    reason: str

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier."""
        return dossiers.lock(desk.work, self.dossier)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        rights.require_live(case)
        before = case.dossier
        unit = rights.require(case, rights.standing(desk, case).leading())
        require_running(case)
        promised_at = self._require_in_time(desk, before)
        reason = require_reason(self.reason)
        paper = paper_numbers.next_number(desk.work, unit, PaperKind.APOLOGY, desk.today)
        new_due_at = self.new_due_at.astimezone(UTC)
        facts = {"due_at": new_due_at, "promised_at": promised_at, "reason": reason}
        told = Event(EventKind.DUE_EXTENDED, unit, facts | {"paper": paper.facts})
        after = replace(
            before,
            version=before.version + 1,
            journal_length=before.journal_length + 1,
            rescheduled_due_at=new_due_at,
        )
        entry = DueEntry(
            EntryKind.RESCHEDULED, desk.now, new_due_at, rescheduled(promised_at, new_due_at, reason)
        )
        answer = answer_of(after) | {"paper": paper.written}
        return Outcome(Changes(after, entries=(entry,)), (told,), answer)

    def _require_in_time(self, desk: Desk, dossier: Dossier) -> datetime:
        """Return the date that was promised."""
        promised_at = dossier.due_at
        if dossier.rescheduled_due_at is not None:
            raise Refused("extension.once", dossier=dossier.code)
        earliest = due_at(desk.now, ONE_WORKING_DAY, desk.calendar(dossier.unit)).at
        if promised_at is None or earliest > promised_at:
            raise Refused("extension.too_late", dossier=dossier.code)
        if self.new_due_at <= promised_at:
            raise Refused("extension.not_later", dossier=dossier.code)
        return promised_at
