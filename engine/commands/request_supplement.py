"""Ask the applicant for what is missing, in one full list; where the procedure says so, a leader approves first."""

from dataclasses import dataclass, replace

from engine.commands import rights
from engine.commands.complete_task import answer_of
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.settle import procedure_of
from engine.commands.supplements import Wanted, issue, require_running
from engine.errors import Refused
from engine.events import Event, EventKind
from engine.ids import part_id
from engine.model.dossier import Dossier
from engine.model.request import Request, RequestKind, RequestState, in_progress
from engine.store import dossiers
from engine.store.dossiers import Changes


@dataclass(frozen=True, slots=True)
class RequestSupplement:
    """Ask for `items`, for a reason; `contact` is whom the applicant turns to.

    By who may do an open task of the dossier, or its reception clerk; as often as its procedure says (once).
    Refused `dossier.over`, `dossier.not_yours`, `dossier.stands_still`, `supplement.in_progress`,
    `supplement.no_more`, `supplement.items_unusable`, `reason.missing`, `reason.too_long`.
    """

    dossier: str
    items: tuple[str, ...]
    reason: str
    contact: str = ""

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier."""
        return dossiers.lock(desk.work, self.dossier)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        rights.require_live(case)
        unit = rights.require(case, (who := rights.standing(desk, case)).working())
        rule = procedure_of(desk, case.dossier.digest).supplement
        _require_first(case, rule.times)
        require_running(case)
        request = Request(
            id=part_id(case.dossier.id, case.dossier.version + 1, 1),
            kind=RequestKind.SUPPLEMENT,
            state=RequestState.ASKED,
            facts=Wanted.read(self.items, self.reason, self.contact).facts | {"unit": unit},
            asked_by=who.actor.person_id,
            asked_at=desk.now,
        )
        return _proposed(case, request) if rule.needs_approval else issue(desk, case, request)


def _require_first(case: Case, times: int) -> None:
    if in_progress(case.parts.requests, RequestKind.SUPPLEMENT) is not None:
        raise Refused("supplement.in_progress", dossier=case.dossier.code)
    if sum(each.stood_still for each in case.parts.requests) >= times:
        raise Refused("supplement.no_more", dossier=case.dossier.code, times=times)


def _proposed(case: Case, request: Request) -> Outcome:
    before = case.dossier
    after = replace(before, version=before.version + 1, journal_length=before.journal_length + 1)
    facts = {**request.facts, "request": str(request.id)}
    told = Event(EventKind.SUPPLEMENT_PROPOSED, request.facts["unit"], facts)
    return Outcome(Changes(after, requests=(request,)), (told,), answer_of(after))
