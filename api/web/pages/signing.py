"""A leader's desk for signatures: look at what waits, late first, tick, and sign many with one passphrase."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from secrets import token_urlsafe
from typing import Any

from fastapi import APIRouter, Response

from api import problems
from api.signing import acts
from api.web.agreeing import agreement
from api.web.pages.results import order
from api.web.request import Page, PersonPage, Posted, PostedForm
from engine.commands.complete_task import CompleteTask
from engine.errors import EngineError
from engine.model.procedure import Procedure
from engine.reports.waiting_results import Waiting, waiting_results
from engine.store.work import reading

router = APIRouter(prefix="/signing")


@dataclass(frozen=True, slots=True)
class _Row:
    """A document that waits; `data` is what completes its step, None where the step must be opened for that."""

    waiting: Waiting
    procedure: Procedure | None
    data: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class _Failure:
    """A document that was not signed, or whose step could not go on, and why."""

    row: _Row
    sentence: str


@router.get("")
def show(page: PersonPage, at: str = "") -> Response:
    """List what waits for the person's signature, with one document open; `at` names its task."""
    return _show(page, frozenset(), at)


@router.post("/look")
def look(page: PersonPage, posted: PostedForm) -> Response:
    """Open another document without losing what is ticked; for browsers without scripts."""
    return _show(page, frozenset(posted.texts("task")), posted.text("at"))


@router.post("")
def sign(page: PersonPage, posted: PostedForm) -> Response:
    """Sign what is ticked and let each dossier go on; what fails is named, the rest is done."""
    ticked, done, failures = set(posted.texts("task")), list[_Row](), list[_Failure]()
    for row in _rows(page):
        if str(row.waiting.task) in ticked and row.data is not None:
            try:
                _sign_one(page, posted, row.waiting, row.data)
            except EngineError as error:
                failures.append(_Failure(row, problems.sentence(error)))
            else:
                done.append(row)
    return page.show("signing_done.html", done=done, failures=failures, left=len(_rows(page)))


def _sign_one(page: Page, posted: Posted, waiting: Waiting, data: Mapping[str, Any]) -> None:
    """Sign and complete, each in a transaction of its own: what was signed stays signed."""
    services, actor = page.services, page.person.actor
    if not waiting.is_signed:
        # The page's one key names the whole batch; each document is guarded by its own state.
        asked = replace(order(posted, waiting.dossier, waiting.result), key=None)
        acts.sign(services.engine, services.signing, actor, asked)
    services.engine.handle(CompleteTask(waiting.task, data), actor, f"signing {waiting.task}")


def _show(page: Page, ticked: frozenset[str], at: str) -> Response:
    rows = _rows(page)
    opened = next((n for n, row in enumerate(rows) if str(row.waiting.task) == at), 0)
    return page.show(
        "signing.html",
        rows=rows,
        ticked=ticked,
        opened=opened,
        passphrase=page.services.signing.default_passphrase or "",
        key=token_urlsafe(16),
    )


def _rows(page: Page) -> Sequence[_Row]:
    known = page.services.engine.deployments
    with reading(page.services.database) as work:
        waiting = waiting_results(work, known, page.person.actor, page.today)
        found = [(each, known.get(work, each.digest)) for each in waiting]
    rows = []
    for each, deployment in found:
        element = deployment.element(each.element)
        assert element is not None
        data = agreement(element, deployment.forms.get(element.form or ""))
        rows.append(_Row(each, deployment.procedure, data))
    return rows
