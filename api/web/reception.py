"""Receiving a dossier: which procedures a clerk may receive, and the clerk's one act made of two commands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from api.web.attached import take_clean
from api.web.request import Page, Posted
from engine.bpmn.advance import begin
from engine.bpmn.definition import PROCEDURE_FIELD, Element
from engine.bpmn.deployment import Deployment
from engine.bpmn.effect import World
from engine.bpmn.run import find
from engine.commands.complete_task import CompleteTask
from engine.commands.components import Given
from engine.commands.open_dossier import OpenDossier
from engine.errors import Refused, Stuck
from engine.events import EventKind
from engine.model.actor import Appointment
from engine.model.dossier import Channel
from engine.model.procedure import Procedure
from engine.model.role import Role, Seat
from engine.model.unit import Unit
from engine.reports.procedures_in_force import procedures_in_force
from engine.reports.timeline import timeline
from engine.store.work import Work, reading
from forms import Form


@dataclass(frozen=True, slots=True)
class Receivable:
    """A procedure in force that a unit may receive, with the form of its reception; None where it has none."""

    unit: Unit
    procedure: Procedure
    deployment: Deployment
    reception: Element | None

    @property
    def form(self) -> Form | None:
        """Return the form of the reception task."""
        return None if self.reception is None else self.deployment.forms.get(self.reception.form or "")


@dataclass(frozen=True, slots=True)
class Brought:
    """What was brought and how: components with their scans, and the unit of another place it is for, if any."""

    components: Given = field(default_factory=dict)
    channel: Channel = Channel.DESK
    place: str = ""


def receivable(page: Page) -> list[Receivable]:
    """Return what the person may receive today, for each unit where the person is a reception clerk."""
    posts = [(post, unit) for post, unit in _posts(page)]
    with reading(page.services.database) as work:
        deployments = [
            page.services.engine.deployments.get(work, each.digest)
            for each in procedures_in_force(work, page.now)
        ]
        return [
            found
            for post, unit in posts
            for deployment in deployments
            if (found := _receivable(page, work, deployment, (post, unit))) is not None
        ]


def choose(page: Page, code: str, case: str, unit: str) -> Receivable:
    """Return one procedure to receive, at the first of the clerk's units unless one is named.

    Refused `procedure.not_receivable` where the person may not receive it.
    """
    for each in receivable(page):
        if (each.procedure.code, each.procedure.case) == (code, case) and unit in ("", each.unit.code):
            return each
    raise Refused("procedure.not_receivable", code=code)


def take_components(page: Page, posted: Posted, procedure: Procedure) -> Given:
    """Read which components were handed in, and store the scans posted with them. Refused as attachments are."""
    given = {code: posted.text(f"scan:{code}") for code in posted.texts("component")}
    for component in procedure.components:
        for file in posted.files(f"component_file:{component.code}"):
            given[component.code] = take_clean(page, file)
    return given


def missing_components(procedure: Procedure, given: Given) -> list[str]:
    """Return the names of required components that are not there."""
    return [each.name for each in procedure.components if each.required and each.code not in given]


def receive(page: Page, chosen: Receivable, data: Mapping[str, Any], key: str, brought: Brought) -> str:
    """Open the dossier and complete its reception; return its code.

    Each command has its own key made of the form's, so a form sent twice, or sent again after the second command
    failed, opens one dossier and completes its reception once.
    """
    engine, actor = page.services.engine, page.person.actor
    procedure = chosen.procedure
    opening = OpenDossier(
        procedure.code,
        procedure.case,
        chosen.unit.code,
        {},
        place=brought.place or None,
        channel=brought.channel,
        components=dict(brought.components),
    )
    code = str(engine.open(opening, actor, f"open {key}")["dossier"])
    if chosen.reception is not None:
        engine.handle(
            CompleteTask(_reception_task(page, code, chosen.reception), data), actor, f"receive {key}"
        )
    return code


def _reception_task(page: Page, code: str, reception: Element) -> UUID:
    with reading(page.services.database) as work:
        opened = [each.facts for each in timeline(work, code) if each.kind is EventKind.TASK_OPENED]
    return UUID(next(facts["task"] for facts in opened if facts["element"] == reception.id))


def _posts(page: Page) -> Iterator[tuple[Appointment, Unit]]:
    units = page.services.engine.city.units
    for post in page.person.actor.appointments:
        try:
            unit = units.at(post.unit_code, page.today)
        except Stuck:
            continue
        if post.role is Role.RECEPTION_CLERK and post.is_to(unit):
            yield post, unit


def _receivable(
    page: Page, work: Work, deployment: Deployment, at: tuple[Appointment, Unit]
) -> Receivable | None:
    post, unit = at
    procedure = deployment.procedure
    if procedure is None or not post.covers(Role.RECEPTION_CLERK, procedure.field, page.today):
        return None
    if procedure.receiving_level is not unit.level:
        return None
    first = _first_task(page, work, deployment)
    if first is None or first.seat is None or first.seat.role is not Role.RECEPTION_CLERK:
        return Receivable(unit, procedure, deployment, None)
    if not _is_at(page, first.seat, procedure, unit):
        return None
    return Receivable(unit, procedure, deployment, first)


def _first_task(page: Page, work: Work, deployment: Deployment) -> Element | None:
    """What a dossier of this procedure waits for first, found by opening its process in thought."""
    engine = page.services.engine
    try:
        begun = begin(deployment.main, World({}, engine.deployments.library(work, page.now), page.now))
    except Stuck:
        return None
    elements = (find(begun.run, place).definition.element(place.node) for place in begun.opened)
    return next((element for element in elements if element.seat is not None), None)


def _is_at(page: Page, seat: Seat, procedure: Procedure, unit: Unit) -> bool:
    """A department's desk receives only what its own department has in charge."""
    field = procedure.field if seat.field == PROCEDURE_FIELD else seat.field
    asked = Seat(seat.level, seat.body, seat.role, field)
    try:
        return page.services.engine.city.units.resolve(asked, unit, page.today).code == unit.code
    except Stuck:
        return False
