"""What a person may do with an open task; the commands judge again, this only decides what a page offers."""

from api.web.request import Page
from engine.commands.assign_task import ASSIGNING_ROLES
from engine.errors import Stuck
from engine.model.role import Role
from engine.reports.open_tasks import OpenTask


def holds_seat(page: Page, task: OpenTask) -> bool:
    """Tell whether it is the turn of the person's role, unit and field."""
    return _may_act(page, task, task.role)


def is_workable(page: Page, task: OpenTask) -> bool:
    """Tell whether the person may complete the task now: of its seat, and nobody else has it."""
    return _may_act(page, task, task.role, task.assignee)


def may_assign(page: Page, task: OpenTask) -> bool:
    """Tell whether the person is a head of division or a leader of the task's unit and field."""
    return any(_may_act(page, task, role) for role in ASSIGNING_ROLES)


def _may_act(page: Page, task: OpenTask, role: Role, holder: str | None = None) -> bool:
    try:
        unit = page.services.engine.city.units.at(task.unit, page.today)
    except Stuck:
        return False
    return page.person.actor.may_act(unit, role, task.field, page.today, holder)
