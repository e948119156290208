"""Incidents and requests that are over: what a command says of them, and those that it leaves behind by the way."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from engine.commands.desk import CLOCK_ITSELF, Case, Outcome
from engine.events import Event, EventKind
from engine.model.actor import Actor
from engine.model.incident import Incident, Mend, Mended
from engine.model.request import RequestState
from engine.store.dossiers import Changes


def asked(command: Any, actor: Actor | None) -> dict[str, Any]:
    """Return what an incident keeps of the command that found it, so that the same can be asked again."""
    who = None if actor is None else actor.person_id
    return {"command": type(command).__name__, "values": asdict(command), "actor": who}


def closing(outcome: Outcome, over: Sequence[Incident], how: Mend, told: tuple[Event, ...] = ()) -> Outcome:
    """Return the outcome with some incidents closed by it, and with what is `told` before its own events."""
    known = {each.incident for each in outcome.mended}
    fresh = [each for each in over if each.id not in known]
    after = outcome.changes.dossier
    closed = [
        Event(EventKind.INCIDENT_CLOSED, after.unit, {**_facts(incident), "how": how}) for incident in fresh
    ]
    after = replace(after, journal_length=after.journal_length + len(told) + len(closed))
    return replace(
        outcome,
        changes=replace(outcome.changes, dossier=after),
        events=(*told, *outcome.events, *closed),
        mended=(*outcome.mended, *(Mended(each.id, how) for each in fresh)),
    )


def closing_overtaken(case: Case, outcome: Outcome) -> Outcome:
    """Close the incidents of tasks and timers that are gone with this outcome, and of what somebody did again."""
    changes = outcome.changes
    gone = {str(task.id) for task in changes.closed} | {str(timer) for timer in changes.disarmed}
    heard = [event.facts for event in outcome.events if event.kind is EventKind.MESSAGE_RECEIVED]
    gone |= {facts["message"] for facts in heard} | {str(facts.get("message_id")) for facts in heard}
    gone |= {str(changes.delivered)}
    is_over = changes.dossier.ended_at is not None
    if is_over:
        outcome = replace(outcome, changes=_without_requests(case, changes))
    over = [each for each in case.parts.incidents if is_over or each.about in gone]
    return closing(outcome, over, Mend.OVERTAKEN) if over else outcome


def _without_requests(case: Case, changes: Changes) -> Changes:
    """Close what was asked of a dossier that is over now."""
    known, ended_at = {each.id for each in changes.requests}, changes.dossier.ended_at
    lapsed = (
        replace(each, state=RequestState.DONE, closed_by=CLOCK_ITSELF, closed_at=ended_at)
        for each in case.parts.requests
        if each.closed_at is None and each.id not in known
    )
    return replace(changes, requests=(*changes.requests, *lapsed))


def _facts(incident: Incident) -> dict[str, Any]:
    step = incident.facts.get("step")
    return {"incident": str(incident.id), "code": incident.code, "element": incident.element, "step": step}
