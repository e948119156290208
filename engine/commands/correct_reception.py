"""Correct what was mistyped when a dossier was received; old and new stay in its journal."""

from dataclasses import dataclass, replace

from engine.bpmn.deployment import Deployment
from engine.bpmn.seen import Data
from engine.commands import rights
from engine.commands.complete_task import answer_of
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.guard import require_reason
from engine.commands.judged_data import differences, judged
from engine.errors import Refused
from engine.events import Event, EventKind
from engine.model.dossier import Dossier
from engine.model.role import Role
from engine.store import dossiers
from engine.store.dossiers import Changes


@dataclass(frozen=True, slots=True)
class CorrectReception:
    """Give names that the form of reception wrote (dotted paths) other values, judged by that form.

    By the reception clerk. When it was received, and with it the due date, is no such name: that is the law's clock.
    Refused `dossier.over`, `dossier.not_yours`, `reception.not_of_form`, `form.invalid` (with every problem),
    `data.nothing_corrected`, `reason.missing`, `reason.too_long`.
    """

    dossier: str
    data: Data
    reason: str

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier."""
        return dossiers.lock(desk.work, self.dossier)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        rights.require_live(case)
        rights.require(case, rights.standing(desk, case).at_desk())
        before, reason = case.dossier, require_reason(self.reason)
        deployment = desk.deployments.get(desk.work, before.digest)
        strangers = sorted(self.data.keys() - correctable(deployment, before.data))
        if strangers:
            raise Refused("reception.not_of_form", dossier=before.code, names=", ".join(strangers))
        data = judged(before.data, self.data, deployment.forms.values(), dossier=before.code)
        changes = differences(before.data, data, self.data)
        changes = {path: each for path, each in changes.items() if each["old"] != each["new"]}
        if not changes:
            raise Refused("data.nothing_corrected", dossier=before.code)
        corrected = {name: data[name] for name in {path.split(".")[0] for path in changes}}
        after = replace(
            before,
            version=before.version + 1,
            journal_length=before.journal_length + 1,
            data={**before.data, **corrected},
        )
        facts = {"reason": reason, "changes": changes, "data": corrected}
        told = Event(EventKind.DATA_CORRECTED, before.unit, facts)
        return Outcome(Changes(after), (told,), answer_of(after))


def correctable(deployment: Deployment, data: Data) -> set[str]:
    """Return the names that reception wrote and no later step of another role has written since."""
    by_clerk, by_others = set[str](), set[str]()
    for element in deployment.main.elements.values():
        form = deployment.forms.get(element.form or "")
        if form is not None and element.seat is not None:
            is_clerk = element.seat.role is Role.RECEPTION_CLERK
            (by_clerk if is_clerk else by_others).update(form.names())
    return {path for path in by_clerk - by_others if path.split(".")[0] in data}
