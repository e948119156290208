"""Review: another person approves a draft, taking each warning upon himself by name, or gives it back with a note."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from engine.bpmn.finding import Finding, Severity
from engine.errors import Refused
from engine.store.package_drafts import Draft, DraftState
from processes.rights import Deed, Hand

MAX_NOTE = 4_000


def warning_name(finding: Finding) -> str:
    """Return the name under which a warning is accepted: its code and the element it stands at."""
    return finding.code if finding.element is None else f"{finding.code} {finding.element}"


def approve(hand: Hand, draft: UUID, seen: str, accepted: Collection[str]) -> None:
    """Approve the draft that the reviewer saw under the digest `seen`.

    Refused `review.changed` where it is another by now, `package.no_procedure` where it is only a diagram,
    `package.gaps` while anything is left open, `package.warnings` naming each warning that was not accepted.
    """
    found = hand.take(draft, Deed.APPROVE)
    demand_seen(found, seen)
    _demand_ready(found)
    warnings = {warning_name(finding): finding for finding in found.content.of(Severity.WARNING)}
    missing = [finding for name, finding in warnings.items() if name not in accepted]
    if missing:
        raise Refused("package.warnings", findings=missing)
    approved = replace(_reviewed(hand, found, DraftState.APPROVED), accepted=tuple(warnings), note=None)
    hand.keep(approved, "approved", accepted=list(warnings))


def give_back(hand: Hand, draft: UUID, note: str) -> None:
    """Give a draft back to its designers, saying what to mend. Refused `review.no_note`."""
    found = hand.take(draft, Deed.GIVE_BACK)
    note = note.strip()[:MAX_NOTE]
    if not note:
        raise Refused("review.no_note")
    hand.keep(replace(_reviewed(hand, found, DraftState.RETURNED), note=note), "returned", note=note)


def demand_seen(draft: Draft, seen: str) -> None:
    """Refuse a judgement of a package that the person has not had before their eyes."""
    if seen != draft.content.digest:
        raise Refused("review.changed", draft=str(draft.id))


def _demand_ready(draft: Draft) -> None:
    if draft.content.procedure_code is None:
        raise Refused("package.no_procedure")
    gaps = draft.content.of(Severity.GAP)
    if gaps:
        raise Refused("package.gaps", findings=gaps)


def _reviewed(hand: Hand, draft: Draft, state: DraftState) -> Draft:
    return replace(draft, state=state, reviewed_by=hand.actor.person_id, reviewed_at=hand.at)
