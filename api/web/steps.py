"""The steps that people have done on a dossier: who, when, and what they wrote, newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from api.web.answers import Answer, answers
from api.web.request import Page
from api.web.units import unit_name
from engine.bpmn.deployment import Deployment
from engine.events import EventKind
from engine.reports.timeline import Happening


@dataclass(frozen=True, slots=True)
class DoneStep:
    """One completed step; `received_at` is when it came to the unit."""

    name: str
    unit: str
    person: str
    received_at: datetime
    completed_at: datetime
    answers: list[Answer]


def written(
    page: Page, deployment: Deployment, name: str, data: Mapping[str, Any], late_reason: str | None
) -> list[Answer]:
    """Return what was written when the step of this name was completed; why it was late stands last."""
    element = deployment.element(name)
    form = None if element is None else deployment.forms.get(element.form or "")
    lines = answers(form, data, partial(unit_name, page))
    return lines if late_reason is None else [*lines, Answer("Lý do trả lời chậm", late_reason)]


def done_steps(page: Page, deployment: Deployment, happenings: list[Happening]) -> list[DoneStep]:
    """Return the completed steps of a timeline, newest first."""
    done = [each for each in happenings if each.kind is EventKind.TASK_COMPLETED]
    return [_step(page, deployment, each) for each in reversed(done)]


def _step(page: Page, deployment: Deployment, happening: Happening) -> DoneStep:
    facts = happening.facts
    return DoneStep(
        facts["name"],
        happening.unit or "",
        happening.person or "",
        datetime.fromisoformat(facts["opened_at"]),
        happening.at,
        written(page, deployment, facts["element"], facts["data"], facts.get("late_reason")),
    )
