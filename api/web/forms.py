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

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from markupsafe import Markup

from api.web import unit_search
from api.web.attached import accepted, not_theirs, take_files
from api.web.filled import Filled, finished, looked_over
from api.web.render import render
from api.web.request import Page, Posted
from engine.store import drafts
from engine.store.work import begin, reading
from forms import Form, Problem, cccd_qr
from forms.box import Box

__all__ = ["Filled", "Sheet", "draw", "forget", "opened", "read"]

_QR = "_cccd"
_TRIED = "_tried"
_ROW_VERBS = frozenset({"add", "remove", "up", "down"})
_VERBS = _ROW_VERBS | {"draw", "fill", "find", "pick", "drop", "discard"}


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


def opened(page: Page, sheet: Sheet) -> Filled:
    """Open a form: the draft this person left, else a fresh one."""
    with reading(page.services.database) as work:
        draft = drafts.find(work, page.person.actor.person_id, sheet.subject)
    if draft is None:
        return Filled(sheet.form.fresh(), wants="open")
    return looked_over(page, sheet.form, Filled(draft.data, wants="open", saved_at=draft.saved_at))


def read(page: Page, posted: Posted, sheet: Sheet) -> Filled:
    """Read what was posted; whatever it is, the person's draft is kept until `forget`."""
    asked = _asked(posted)
    if asked.verb == "discard":
        forget(page, sheet)
        return Filled(sheet.form.fresh(), wants="discard")
    data, refused = _data(page, posted, sheet, asked)
    filled = Filled(data, wants=asked.verb, was_tried=_TRIED in posted.fields, saved_at=page.now)
    filled = _changed(sheet.form, filled, asked, posted.text(_QR)) if asked.verb else filled
    with begin(page.services.database) as work:
        drafts.save(work, page.person.actor.person_id, sheet.subject, filled.data, page.now)
    judged = looked_over(page, sheet.form, filled) if asked.verb else finished(page, sheet.form, filled)
    return replace(judged, problems=(*judged.problems, *refused))


def draw(page: Page, sheet: Sheet, filled: Filled) -> Markup:
    """Draw the fields, the problems beside them, and the buttons that change only the form."""
    root = sheet.form.layout(filled.data, sheet.shown)
    return Markup(
        render(
            "form/fields.html",
            {
                "t": page.t,
                "sheet": sheet,
                "filled": filled,
                "root": root,
                "problems": _by_pointer(filled.problems),
                "names": {box.pointer: box.name for box in root.walk()},
                "focus": _box_to_focus(root, filled.focus),
                "label": partial(unit_search.label, page),
                "search": partial(unit_search.search, page),
            },
        )
    )


def forget(page: Page, sheet: Sheet) -> None:
    """Delete the draft, once the form has been taken in."""
    with begin(page.services.database) as work:
        drafts.delete(work, page.person.actor.person_id, sheet.subject)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a button asks of the form: `_remove:thanh_vien.1` is verb and name; no verb is to finish."""

    verb: str | None = None
    name: str = ""
    value: str = ""


def _asked(posted: Posted) -> _Asked:
    for key in posted.fields:
        verb, _, name = key.removeprefix("_").partition(":")
        if key.startswith("_") and verb in _VERBS:
            return _Asked(verb, name, posted.text(key))
    return _Asked()


def _data(page: Page, posted: Posted, sheet: Sheet, asked: _Asked) -> tuple[dict[str, Any], list[Problem]]:
    """Read the data, with the files and the choices of search boxes put in; the problems are about files."""
    # PostgreSQL holds no NUL, and no keyboard types one.
    pairs = [
        (key, text.replace("\0", "")) for key, text in posted.fields.multi_items() if isinstance(text, str)
    ]
    named = sheet.form.layout(sheet.form.posted(pairs), {}).walk()
    taken, refused = take_files(page, posted, {box.name: accepted(box.accept) for box in named})
    pairs += taken.items()
    if asked.verb in ("pick", "drop"):
        pairs.append((asked.name, asked.value if asked.verb == "pick" else ""))
    boxes = list(sheet.form.layout(sheet.form.posted(pairs), {}).walk())
    pairs += [
        (box.name, unit_search.resolve(page, box.source, box.text))
        for box in boxes
        if box.kind == "search" and box.text
    ]
    foreign = not_theirs(page, (box.text for box in boxes if box.kind == "file"), sheet.shown)
    pairs += [(box.name, "") for box in boxes if box.kind == "file" and box.text in foreign]
    told = [Problem(box.pointer, "attachment", refused[box.name]) for box in boxes if box.name in refused]
    return sheet.form.posted(pairs), told


def _changed(form: Form, filled: Filled, asked: _Asked, scanned: str) -> Filled:
    """Do what a button asks of the form itself. A scanner types the text of a card and presses Enter, which is
    to draw the form anew: a card's text fills the form in then, too."""
    if asked.verb in _ROW_VERBS:
        focus = form.change_rows(filled.data, str(asked.verb), asked.name)
        return replace(filled, focus=focus)
    if asked.verb in ("fill", "draw") and scanned.strip():
        card = cccd_qr.parse(scanned)
        if not card:
            return replace(filled, said="card_unreadable", scanned=scanned)
        form.fill(filled.data, card)
        return replace(filled, said="card_read")
    return replace(filled, focus=asked.name)


def _by_pointer(problems: Iterable[Problem]) -> dict[str, list[str]]:
    by_pointer: dict[str, list[str]] = {}
    for problem in problems:
        by_pointer.setdefault(problem.path, []).append(problem.message)
    return by_pointer


def _box_to_focus(root: Box, name: str) -> str:
    """Name the first box to type into at or below a name; where the last row was taken out, its list."""
    boxes = [box.name for box in root.walk() if box.kind not in ("section", "rows", "shown")]
    lists = [box.name for box in root.walk() if box.kind == "rows"]
    below = [box for box in boxes if name and f"{box}.".startswith(f"{name}.")]
    around = [each for each in lists if name.startswith(f"{each}.")]
    return (below or around or [""])[0]
