"""The applicant hands in what was missing, at the desk or online, and the dossier goes on."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from engine.commands import rights
from engine.commands.complete_task import answer_of
from engine.commands.desk import APPLICANT, Case, Desk, Outcome
from engine.commands.guard import MAX_REASON
from engine.commands.standstill import go_on
from engine.errors import Refused
from engine.events import Event, EventKind
from engine.model.dossier import Dossier
from engine.model.request import Request, RequestState, supplement_open
from engine.store import dossiers


@dataclass(frozen=True, slots=True)
class AnswerSupplement:
    """Hand in every item asked for, counted from 1: some `on_paper`, of others `files` (references by item).

    Recorded by the reception clerk, or sent by the applicant, whom the caller has made sure of (`by_applicant`).
    Refused `dossier.not_yours`, `supplement.not_open`, `supplement.incomplete`, `reason.too_long`.
    """

    dossier: str
    on_paper: tuple[int, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    by_applicant: bool = False

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier."""
        return dossiers.lock(desk.work, self.dossier)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        person = APPLICANT
        if not self.by_applicant:
            who = rights.standing(desk, case)
            rights.require(case, who.at_desk())
            person = who.actor.person_id
        request = supplement_open(case.parts.requests)
        if request is None:
            raise Refused("supplement.not_open", dossier=case.dossier.code)
        given = {
            "request": str(request.id),
            "handed_in": self._handed_in(request),
            "note": self.note.strip(),
            "by_applicant": self.by_applicant,
        }
        answered = replace(
            request,
            state=RequestState.ANSWERED,
            closed_by=person,
            closed_at=desk.now,
            facts={**request.facts, "handed_in": given["handed_in"], "note": given["note"]},
        )
        told = Event(EventKind.SUPPLEMENT_ANSWERED, case.dossier.unit, given, actor=person)
        changes, events = go_on(desk, case, told, answered)
        return Outcome(changes, events, answer_of(changes.dossier))

    def _handed_in(self, request: Request) -> list[dict[str, str]]:
        """Return each item with the file that holds it, empty where it came on paper."""
        if len(self.note) > MAX_REASON:
            raise Refused("reason.too_long", limit=MAX_REASON)
        items = list(enumerate(request.facts["items"], start=1))
        here = {*self.on_paper, *(int(number) for number in self.files if number.isdecimal())}
        missing = [number for number, _ in items if number not in here]
        if missing or here - {number for number, _ in items}:
            raise Refused("supplement.incomplete", missing=", ".join(map(str, missing)) or "–")
        return [{"item": item, "file": self.files.get(str(number), "")} for number, item in items]
