"""What stands in a form on a page, and what is told about it: while it is filled in, and when it is finished."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from api.web import unit_search
from api.web.request import Page
from forms import Form, Problem
from forms.progress import so_far


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a form. `wants` names what a button asks of the form itself (`add`, `draw`, ...), None where
    the person means to finish; then `problems` holds everything to mend and `data` is cleaned.

    `focus` names the box to go on with, `said` what is to be told (`card_read`, `card_unreadable`), `was_tried`
    whether the person has tried to finish before, `saved_at` when the draft was saved.
    """

    data: dict[str, Any]
    problems: tuple[Problem, ...] = ()
    wants: str | None = None
    focus: str = ""
    said: str = ""
    scanned: str = ""
    was_tried: bool = False
    saved_at: datetime | None = None

    @property
    def is_ready(self) -> bool:
        """Whether the person has finished and nothing is left to mend."""
        return self.wants is None and not self.problems

    @property
    def status(self) -> int:
        """The HTTP status of a page that shows the form again."""
        return 422 if self.wants is None and self.problems else 200


def looked_over(page: Page, form: Form, filled: Filled) -> Filled:
    """Judge what is there so far; empty rows stay, for somebody is filling them in."""
    data = form.clean(filled.data, keep_rows=True)
    problems = so_far(_problems(page, form, data), data, was_tried=filled.was_tried)
    return replace(filled, data=data, problems=tuple(problems))


def finished(page: Page, form: Form, filled: Filled) -> Filled:
    """Judge what is to be taken in. With problems, what was typed for other choices stays with the rest."""
    data = form.clean(filled.data)
    problems = _problems(page, form, data)
    ready = data if problems else form.clean(form.chosen(data))
    return replace(filled, data=ready, problems=tuple(problems), was_tried=True)


def _problems(page: Page, form: Form, data: dict[str, Any]) -> list[Problem]:
    unknown = [
        Problem(box.pointer, "not_in_list", f"{box.title} phải được chọn trong danh sách tìm được.")
        for box in form.layout(data, {}).walk()
        if box.kind == "search" and box.text and unit_search.label(page, box.source, box.text) == box.text
    ]
    return [*form.validate(form.chosen(data)), *unknown]
