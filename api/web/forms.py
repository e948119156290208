"""Forms on pages: opened with what was kept, drawn with problems beside the fields, read from what was posted.

A page does four things:

    sheet = Sheet(form, f"/tasks/{task}", f"task/{task}", shown=dossier_data)  # the same for GET and POST
    filled = forms.opened(page, sheet)                      # GET: the person's draft, else a fresh form
    filled = forms.read(page, posted, sheet)                # POST to sheet.action
    if not filled.is_ready:                                 # a row added, a draft saved, a problem: show it again
        return page.show("task.html", status=filled.status, fields=forms.draw(page, sheet, filled))
    engine.handle(CompleteTask(task, filled.data), actor)   # cleaned and judged data
    forms.forget(page, sheet)                               # the draft has done its work

The template writes `<form method="post" action="{{ sheet.action }}" enctype="multipart/form-data">`, the csrf field,
`{{ fields }}` and its own submit buttons after it (any name without a leading underscore).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from api.web.request import Page, Posted
from forms import Form, Problem


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form at its place: the path its page posts to, and the name (`task/<id>`) under which the draft is kept.

    `shown` is the dossier's data: read-only fields show it, and its attachments may be posted again.
    """

    form: Form
    action: str
    subject: str
    shown: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a form. `wants` names what a button asks of the form itself (`add`, `draw`, ...), None where
    the person means to finish; then `problems` holds everything to mend and `data` is cleaned."""

    data: Mapping[str, Any]
    problems: tuple[Problem, ...] = ()
    wants: str | None = None

    @property
    def is_ready(self) -> bool:
        """Whether the person has finished and nothing is left to mend."""
        return self.wants is None and not self.problems

    @property
    def status(self) -> int:
        """The HTTP status of a page that shows the form again."""
        return 422 if self.wants is None and self.problems else 200


def opened(page: Page, sheet: Sheet) -> Filled:
    """Open a form: the draft this person left, else a fresh one."""
    raise NotImplementedError


def read(page: Page, posted: Posted, sheet: Sheet) -> Filled:
    """Read what was posted; whatever it is, the person's draft is kept until `forget`."""
    raise NotImplementedError


def draw(page: Page, sheet: Sheet, filled: Filled) -> Markup:
    """Draw the fields, the problems beside them, and the buttons that change only the form."""
    raise NotImplementedError


def forget(page: Page, sheet: Sheet) -> None:
    """Delete the draft, once the form has been taken in."""
    raise NotImplementedError
