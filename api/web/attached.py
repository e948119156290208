"""Files posted with a form: taken into the store, and given back only to those who may read them."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from starlette.datastructures import UploadFile

from api import problems
from api.hand_in import hand_in
from api.web.request import Page, Posted
from engine.errors import Refused, TryAgain
from engine.model.attachment import KINDS, MAX_BYTES
from engine.model.role import Role
from engine.reports.dossier_head import dossier_head
from engine.reports.visible import works_on
from engine.store import attachments, requests, results
from engine.store.attachments import Attachment
from engine.store.rows import as_json
from engine.store.work import Work, reading

FILE = "_file:"
"""What the name of a file's box begins with; the box itself holds the reference to the stored file."""


def accepted(kind: str) -> Collection[str]:
    """Return the media types that a box of a form takes: `pdf`, `image`, or every kind."""
    return frozenset(each for each in KINDS if kind in ("", each.partition("/")[0], each.partition("/")[2]))


def take_files(
    page: Page, posted: Posted, kinds: Mapping[str, Collection[str]]
) -> tuple[dict[str, str], dict[str, str]]:
    """Store the files that were posted; `kinds` are by the name of the box the media types it takes.

    Returns by the name of the box the references to those stored, and the sentences about those that were not.
    """
    taken, refused = dict[str, str](), dict[str, str]()
    for key, file in posted.fields.multi_items():
        if key.startswith(FILE) and isinstance(file, UploadFile) and file.filename:
            name = key.removeprefix(FILE)
            try:
                taken[name] = take_clean(page, file, kinds.get(name, KINDS))
            except (Refused, TryAgain) as error:
                refused[name] = problems.sentence(error)
    return taken, refused


def not_theirs(page: Page, references: Iterable[str], shown: Mapping[str, Any]) -> set[str]:
    """Return the references that this person may not hand in: neither theirs nor in the dossier already. To know
    a digest is no right to the file."""
    unknown = {each for each in references if each and digest_of(each) not in as_json(shown)}
    if not unknown:
        return set()
    with reading(page.services.database) as work:
        given = attachments.given_by(work, page.person.actor.person_id, {digest_of(each) for each in unknown})
    return {each for each in unknown if digest_of(each) not in given}


def readable(page: Page, reference: str, dossier: str) -> Attachment:
    """Return a stored file that this person may read: handed in by them, or part of a dossier they may see.

    Refused `attachment.unknown` where it is neither, `attachment.missing` where it should be there and is not.
    """
    with reading(page.services.database) as work:
        shown = _parts_of(page, work, dossier) if dossier else {}
        found = attachments.find(work, digest_of(reference))
    if not_theirs(page, [reference], shown):
        raise Refused("attachment.unknown")
    if found is None:
        raise Refused("attachment.missing", file=reference.partition("/")[2])
    return found


def _parts_of(page: Page, work: Work, dossier: str) -> dict[str, Any]:
    """The data of a dossier that the person may see; its documents and later papers only for those who work on it."""
    actor = page.person.actor
    data = dossier_head(work, actor, dossier, page.today).data
    if Role.AUDITOR in page.roles or works_on(work, actor, dossier, page.today):
        known = results.of_dossier(work, dossier)
        files = [
            [each.draft, *(s.file for s in (each.signed, each.sealed) if s is not None)] for each in known
        ]
        given = [each.facts.get("handed_in", ()) for each in requests.of_dossier(work, dossier)]
        return data | {"": [files, given]}
    return data


def digest_of(reference: str) -> str:
    """Return the digest in a reference."""
    return reference.partition("/")[0]


def take_clean(page: Page, file: UploadFile, kinds: Collection[str] = KINDS) -> str:
    """Store a posted file in the person's name and return its reference. Refused as `hand_in` does."""
    content = file.file.read(MAX_BYTES + 1)  # a byte more than allowed shows that it is too large
    return hand_in(page.services, page.person.actor, content, file.filename or "", kinds)
