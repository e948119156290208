"""Forms on pages: opened with what was kept, drawn with problems beside the fields, read from what was posted.

A page does four things:

    sheet = Sheet(form, f"/tasks/{task}/complete", f"task/{task}", shown=dossier_data)  # the same for GET and POST
    filled = forms.opened(page, sheet)                      # GET: the person's draft, else a fresh form
    filled = forms.read(page, posted, sheet)                # POST to sheet.action
    if not filled.is_ready:                                 # a row added, a draft saved, a problem: show it again
        return page.show("task.html", status=filled.status, fields=forms.draw(page, sheet, filled))
    engine.handle(CompleteTask(task, filled.data), actor)   # cleaned and judged data
    forms.forget(page, sheet)                               # the draft has done its work

The template writes `<form method="post" action="..." enctype="multipart/form-data">`, the csrf field, `{{ fields }}`
and after it its own submit buttons, whose names do not begin with an underscore.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from markupsafe import Markup

from api.web import communes
from api.web.attached import take_files
from api.web.render import render
from api.web.request import Page, Posted
from engine.store import drafts
from engine.store.work import begin, reading
from forms import Form, Problem, cccd_qr
from forms.box import Box

_QR = "_cccd"
_TRIED = "_tried"
_ROW_VERBS = frozenset({"add", "remove", "up", "down"})
_VERBS = _ROW_VERBS | {"draw", "fill", "find", "pick", "drop", "discard"}
# What is not yet a mistake of somebody who is still filling the form in.
_STILL_TO_COME = frozenset({"required", "required_with", "too_few"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form at its place: the path its page posts to, and the name (`task/<id>`) under which the draft is kept.

    `shown` is the data of the dossier with the code `dossier`: read-only fields show it, and its attachments may
    be posted again.
    """

    form: Form
    action: str
    subject: str
    shown: Mapping[str, Any] = field(default_factory=dict)
    dossier: str = ""


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


def opened(page: Page, sheet: Sheet) -> Filled:
    """Open a form: the draft this person left, else a fresh one."""
    with reading(page.services.database) as work:
        draft = drafts.find(work, page.person.actor.person_id, sheet.subject)
    if draft is None:
        return Filled(sheet.form.fresh(), wants="open")
    return _judged(page, sheet, Filled(draft.data, wants="open", saved_at=draft.saved_at))
