"""Lists that administrators keep: look, change one entry, send them out and take them in as a workbook."""

import json
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Response

from api.web import directory_sheet
from api.web.request import Page, PersonPage, PostedForm
from engine.commands.change_directory import Administrator, ChangeDirectory, prepared, require_directory
from engine.errors import Refused
from engine.model.directory import Entry
from engine.model.directory_plan import Change, Effect, Line, key_of
from engine.model.folding import folded
from engine.store import directory_changes
from engine.store.directories import DIRECTORIES
from engine.store.directories.base import Directory
from engine.store.work import Work, reading

router = APIRouter(prefix="/administration")
MAX_SHOWN = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("")
def index(page: PersonPage) -> Response:
    """Show the lists that the person may change."""
    return page.show("administration.html", directories=_theirs(_administrator(page)))


@router.get("/{code}")
def show(page: PersonPage, code: str, q: str = "") -> Response:
    """Show the entries of one list that the person may change, those that hold some words."""
    directory, who = _directory(page, code)
    with reading(page.services.database) as work:
        entries = [
            entry for entry in _entries(work, directory, who) if folded(q) in _searched(directory, entry)
        ]
    rows = [(key_of(directory.key, entry), entry) for entry in entries[:MAX_SHOWN]]
    return page.show(
        "directory.html", directory=directory, rows=rows, found=len(entries), q=q, most=MAX_SHOWN
    )


@router.get("/{code}/entry")
def edit(page: PersonPage, code: str, key: str = "") -> Response:
    """Show the form of one entry; without a key, of a new one."""
    directory, who = _directory(page, code)
    with reading(page.services.database) as work:
        before = _standing(work, directory, who, key)
    return _form(page, directory, before, dict(before or {}))


@router.post("/{code}/entry")
def change(page: PersonPage, form: PostedForm, code: str) -> Response:
    """Change one entry, or say what is wrong and keep what was typed."""
    directory, who = _directory(page, code)
    typed = {column.name: form.text(column.name) for column in directory.columns}
    with reading(page.services.database) as work:
        before = _standing(work, directory, who, form.text("key"))
        if before is not None:
            typed |= {name: before[name] for name in directory.key}
        [line] = prepared(work, directory, [typed], who)
    if before is None and line.change.before is not None:
        line = Line(line.number, line.change, ("Dòng này đã có trong danh mục; hãy mở dòng đó để sửa.",))
    if line.faults or not form.text("basis").strip():
        faults = line.faults or ("Hãy ghi căn cứ của thay đổi (số, ngày của văn bản).",)
        return _form(page, directory, before, typed, faults=faults, basis=form.text("basis"), status=422)
    if line.effect is not Effect.SAME:
        _take(page, directory, form.text("basis"), (line.change,))
    return page.go(f"/administration/{directory.code}?q={typed[directory.key[0]]}")


@router.post("/{code}/remove")
def remove(page: PersonPage, form: PostedForm, code: str) -> Response:
    """Take one entry away, where the list allows it."""
    directory, who = _directory(page, code)
    with reading(page.services.database) as work:
        before = _standing(work, directory, who, form.text("key"))
    _take(page, directory, form.text("basis"), (Change(before, None),))
    return page.go(f"/administration/{directory.code}")


@router.get("/{code}/sheet.xlsx")
def download(page: PersonPage, code: str) -> Response:
    """Give the entries that the person may change as a workbook."""
    directory, who = _directory(page, code)
    with reading(page.services.database) as work:
        content = directory_sheet.written(directory, _entries(work, directory, who))
    headers = {"Content-Disposition": f'attachment; filename="{directory.code}.xlsx"'}
    return Response(content, media_type=XLSX, headers=headers)


@router.post("/{code}/sheet")
async def preview(page: PersonPage, form: PostedForm, code: str) -> Response:
    """Show what a workbook would change, line by line; nothing is stored."""
    directory, who = _directory(page, code)
    files = form.files("file")
    if not files:
        raise Refused("directory.no_sheet")
    offered = directory_sheet.read(directory, await files[0].read(directory_sheet.MAX_BYTES + 1))
    with reading(page.services.database) as work:
        lines = prepared(work, directory, offered, who)
    return page.show("directory_sheet.html", directory=directory, **_told(lines))


@router.post("/{code}/changes")
def apply(page: PersonPage, form: PostedForm, code: str) -> Response:
    """Store what a workbook changes, as it was shown; all of it or nothing."""
    directory, _ = _directory(page, code)
    _take(page, directory, form.text("basis"), _changes(form.text("changes")))
    return page.go(f"/administration/{directory.code}/changes")


@router.get("/{code}/changes")
def history(page: PersonPage, code: str) -> Response:
    """Show who changed what, when and on what ground."""
    directory, who = _directory(page, code)
    units = None if who.is_of_the_city() else sorted(_units_below(page, who))
    with reading(page.services.database) as work:
        changed = directory_changes.latest(work, directory, units)
    return page.show("directory_changes.html", directory=directory, changed=changed)


@router.post("/staff/password")
def hand_out_password(page: PersonPage, form: PostedForm) -> Response:
    """Give somebody of the person's units a password for the first sign-in, and show it once."""
    directory, who = _directory(page, "staff")
    with reading(page.services.database) as work:
        entry = _standing(work, directory, who, form.text("key"))
    if entry is None:
        raise Refused("directory.entry_unknown", entry="")
    password = page.services.sign_in.hand_out(entry["account"])
    return page.show("password_handed_out.html", account=entry["account"], password=password)


def _administrator(page: Page) -> Administrator:
    who = Administrator(page.person.actor, page.services.engine.city.units, page.today)
    if not who.units():
        raise Refused("directory.not_yours")
    return who


def _theirs(who: Administrator) -> list[Directory]:
    """A list of the City's is kept by the City alone; the others by each unit for itself and those below."""
    return [each for each in DIRECTORIES.values() if each.unit_column is not None or who.is_of_the_city()]


def _directory(page: Page, code: str) -> tuple[Directory, Administrator]:
    who, directory = _administrator(page), require_directory(code)
    if directory not in _theirs(who):
        raise Refused("directory.not_yours")
    return directory, who


def _units_below(page: Page, who: Administrator) -> set[str]:
    tree = page.services.engine.city.units
    units = tree.valid_on(page.today)
    return {u.code for u in units if {a.code for a in tree.chain(u, page.today)} & who.units()}


def _entries(work: Work, directory: Directory, who: Administrator) -> list[Entry]:
    if directory.unit_column is None:
        return directory.read(work)
    may: dict[str, bool] = {}
    found = []
    for entry in directory.read(work):
        unit = entry[directory.unit_column]
        if unit not in may:
            may[unit] = who.may_change(directory, unit)
        if may[unit]:
            found.append(entry)
    return found


def _standing(work: Work, directory: Directory, who: Administrator, key: str) -> Entry | None:
    if not key:
        return None
    for entry in _entries(work, directory, who):
        if key_of(directory.key, entry) == key:
            return entry
    raise Refused("directory.entry_unknown", entry=key)


def _searched(directory: Directory, entry: Entry) -> str:
    return folded(" ".join(column.show(entry.get(column.name, "")) for column in directory.columns))


def _form(
    page: Page, directory: Directory, before: Entry | None, typed: Mapping[str, str], **more: Any
) -> Response:
    status = more.pop("status", 200)
    key = "" if before is None else key_of(directory.key, before)
    context = {"faults": (), "basis": ""} | more
    return page.show("directory_entry.html", status, directory=directory, key=key, typed=typed, **context)


def _take(page: Page, directory: Directory, basis: str, changes: tuple[Change, ...]) -> None:
    engine = page.services.engine
    engine.take(ChangeDirectory(directory.code, basis, changes), page.person.actor)
    engine.reload()


def _told(lines: list[Line]) -> dict[str, Any]:
    counts = {effect: sum(line.effect is effect for line in lines) for effect in Effect}
    wanted = [line.change for line in lines if line.effect in (Effect.ADDED, Effect.CHANGED)]
    plain = [{"before": each.before, "after": each.after} for each in wanted]
    shown = [line for line in lines if line.effect is not Effect.SAME][:MAX_SHOWN]
    return {"lines": shown, "counts": counts, "changes": json.dumps(plain, ensure_ascii=False)}


def _changes(text: str) -> tuple[Change, ...]:
    try:
        return tuple(Change(each["before"], dict(each["after"])) for each in json.loads(text))
    except (ValueError, TypeError, KeyError) as error:
        raise Refused("directory.nothing") from error
