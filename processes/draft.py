"""Draw: bring a package in as a draft, put a better one in its place, submit it for review."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from pathlib import PurePath
from uuid import UUID, uuid4
from zipfile import is_zipfile

from engine.bpmn.deployment import PROCESS_FILE, Deployment, digest_of
from engine.bpmn.finding import Severity
from engine.errors import Refused
from engine.model.unit import Body, Unit
from engine.store import package_drafts
from engine.store.deployments import Deployments
from engine.store.package_drafts import Act, Content, Draft, DraftState
from engine.store.work import Work
from processes.guarded import Judged, judge
from processes.rights import Deed, Hand, units_of_designer
from processes.source import MAX_TOTAL_BYTES, read_zip

MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in: a .bpmn or a zip, under the name that its owner gave it."""

    name: str
    content: bytes


def read_upload(upload: Upload) -> Content:
    """Unpack and judge a file; needs no database and changes nothing.

    Raises Refused `package.unreadable`, `.too_large`, `.not_text`, or, with every finding,
    `package.not_drawable` where no diagram can be shown.
    """
    if len(upload.content) > MAX_TOTAL_BYTES:
        raise Refused("package.too_large", max_bytes=MAX_TOTAL_BYTES, max_files=1)
    zipped = is_zipfile(BytesIO(upload.content))
    files = read_zip(upload.content) if zipped else {PROCESS_FILE: upload.content}
    texts = {name: _text(name, content) for name, content in _without_folder(files).items()}
    judged = judge(texts)
    if judged.diagram is None:
        raise Refused("package.not_drawable", findings=list(judged.findings))
    return _content(upload, texts | {PROCESS_FILE: judged.diagram}, judged)


def draw(hand: Hand, unit: Unit, content: Content, known: Deployments) -> UUID:
    """Keep what was uploaded as a new draft of a unit. Refused `review.not_yours` or `package.other_field`."""
    if unit.code not in units_of_designer(hand.actor, hand.on):
        raise Refused("review.not_yours", deed="draw")
    _demand_charge(hand, unit, content, known)
    draft = Draft(uuid4(), unit.code, content, DraftState.DRAWN, hand.actor.person_id, hand.at)
    package_drafts.add(hand.work, draft)
    package_drafts.note(hand.work, draft, Act("drawn", hand.at, hand.actor.person_id, {}))
    return draft.id


def redraw(hand: Hand, draft: UUID, unit: Unit, content: Content, known: Deployments) -> None:
    """Put another package in the place of a draft that is not under review. Refused as `draw` and `Hand.take`."""
    old = hand.take(draft, Deed.REPLACE)
    _demand_charge(hand, unit, content, known)
    new = replace(
        old, content=content, state=DraftState.DRAWN, drawn_by=hand.actor.person_id, drawn_at=hand.at
    )
    hand.keep(new, "drawn")


def in_force(work: Work, content: Content, known: Deployments, at: datetime) -> Deployment | None:
    """Return the version in force of the procedure that a draft draws, None where it is a new one."""
    if content.procedure_code is None:
        return None
    try:
        return known.in_force(work, content.procedure_code, content.case_code or "", at)
    except Refused:
        return None


def submit(hand: Hand, draft: UUID) -> None:
    """Hand a draft in for review. Refused `package.has_errors` while an error stands in it."""
    found = hand.take(draft, Deed.SUBMIT)
    errors = found.content.of(Severity.ERROR)
    if errors:
        raise Refused("package.has_errors", findings=errors)
    submitted = replace(
        found,
        state=DraftState.SUBMITTED,
        submitted_by=hand.actor.person_id,
        submitted_at=hand.at,
        accepted=(),
    )
    hand.keep(submitted, "submitted")


def _text(name: str, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("package.not_text", path=name) from error
    if "\0" in text:
        raise Refused("package.not_text", path=name)
    return text


def _without_folder(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """People zip a folder, not what is in it: its name is dropped."""
    folders = {name.partition("/")[0] for name in files}
    if PROCESS_FILE in files or len(folders) != 1:
        return files
    return {name.partition("/")[2]: content for name, content in files.items()}


def _content(upload: Upload, texts: Mapping[str, str], judged: Judged) -> Content:
    files = {name: text.encode() for name, text in texts.items()}
    return Content(
        digest=digest_of(files),
        name=(judged.name or PurePath(upload.name).stem)[:MAX_NAME],
        procedure_code=judged.procedure_code,
        case_code=judged.case_code,
        field=judged.field,
        files=files,
        findings=judged.findings,
    )


def _demand_charge(hand: Hand, unit: Unit, content: Content, known: Deployments) -> None:
    """A unit draws procedures of the fields it has in charge; nor may it take one over by naming another field."""
    for field in _fields(hand, content, known):
        if unit.body is not Body.COMMITTEE and not unit.is_in_charge_of(field, hand.on):
            raise Refused("package.other_field", field=field, unit=unit.code)


def _fields(hand: Hand, content: Content, known: Deployments) -> set[str]:
    if content.field is None:
        return set()
    old = in_force(hand.work, content, known, hand.at)
    return {content.field} | (
        {old.procedure.field} if old is not None and old.procedure is not None else set()
    )
