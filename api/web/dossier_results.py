"""The results of a dossier as its page shows them, and what the reader may do to them now."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.web.components import ComponentLine, component_lines
from api.web.dossier_shown import Shown
from api.web.request import Page
from api.web.workable import is_workable
from engine.bpmn.deployment import Deployment
from engine.commands.deeds import may
from engine.model.result import DRAFTING, ISSUED, SIGNABLE, Deed, Result, ResultState, current
from engine.model.role import Role
from engine.reports.open_tasks import OpenTask
from engine.store import people, results

_STATES_OF = {
    Deed.INITIAL: SIGNABLE,
    Deed.SIGN: SIGNABLE,
    Deed.NUMBER: frozenset({ResultState.SIGNED}),
    Deed.SEAL: frozenset({ResultState.NUMBERED}),
}
"""In which states of the document a deed can be done to it."""


@dataclass(frozen=True, slots=True)
class DossierResults:
    """What the partial `dossier_results.html` draws: the documents, oldest first, and whether one may be drafted.

    `names` are persons by id.
    """

    documents: Sequence[Result]
    names: dict[str, str]
    may_draft: bool
    title: str
    components: Sequence[ComponentLine] = ()


NOTHING = DossierResults((), {}, may_draft=False, title="")


def dossier_results(shown: Shown) -> DossierResults:
    """Return what this reader is shown: nothing to those whose unit does not work on the dossier."""
    if not shown.is_inside:
        return NOTHING
    documents = results.of_dossier(shown.work, shown.head.code)
    deeds = deeds_here(shown.page, shown.deployment, shown.tasks)
    last = current(documents)
    drafts = last is None or last.state not in (ResultState.SIGNED, ResultState.NUMBERED)
    procedure = shown.deployment.procedure
    return DossierResults(
        documents,
        people.names(shown.work, {person for each in documents for person in persons(each)}),
        may_draft=drafts and Deed.DRAFT in deeds,
        title="" if procedure is None else procedure.result,
        components=component_lines(shown),
    )


def deeds_here(page: Page, deployment: Deployment, tasks: Sequence[OpenTask]) -> frozenset[Deed]:
    """Return the deeds that the open steps of the person allow."""
    found = ((task, deployment.element(task.element)) for task in tasks if is_workable(page, task))
    return frozenset(
        deed
        for task, element in found
        if element is not None
        for deed in Deed
        if may(deed, element, task.role)
    )


def possible(page: Page, result: Result, deeds: frozenset[Deed]) -> frozenset[Deed]:
    """Return which of the deeds the person may do to a document as it stands."""
    here = {deed for deed in deeds if result.state in _STATES_OF.get(deed, DRAFTING)}
    me = page.person.actor.person_id
    if any(hand.by == me for hand in result.initials):
        here.discard(Deed.INITIAL)
    if result.drafted.by == me:
        here.discard(Deed.SIGN)
    return frozenset(here)


def may_revoke(page: Page, result: Result, field: str) -> bool:
    """Tell whether the person is a leader of the unit that drafted an issued document."""
    unit = page.services.engine.city.units.at(result.unit, page.today)
    is_leader = page.person.actor.may_act(unit, Role.LEADER, field, page.today)
    return is_leader and result.state in ISSUED


def persons(result: Result) -> set[str]:
    """Return the ids of everybody who did something to a document."""
    rest = (result.signed, result.numbered, result.sealed, result.returned, result.revoked)
    return {hand.by for hand in (result.drafted, *result.initials, *rest) if hand is not None}
