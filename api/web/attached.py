"""Files posted with a form: taken into the store, and given back only to those who may read them."""

from collections.abc import Iterable, Mapping
from typing import Any

from starlette.datastructures import UploadFile

from api import problems
from api.web.request import Page, Posted
from engine.errors import Refused
from engine.model.attachment import MAX_BYTES, reference
from engine.store import attachments
from engine.store.rows import as_json
from engine.store.work import begin, reading

FILE = "_file:"
"""What the name of a file's box begins with; the box itself holds the reference to the stored file."""


def take_files(page: Page, posted: Posted) -> tuple[dict[str, str], dict[str, str]]:
    """Store the files that were posted. Returns by the name of the box the references to those stored, and the
    sentences about those that were refused."""
    taken, refused = dict[str, str](), dict[str, str]()
    for key, file in posted.fields.multi_items():
        if key.startswith(FILE) and isinstance(file, UploadFile) and file.filename:
            try:
                taken[key.removeprefix(FILE)] = _store(page, file)
            except Refused as error:
                refused[key.removeprefix(FILE)] = problems.sentence(error)
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


def digest_of(reference: str) -> str:
    """Return the digest in a reference."""
    return reference.partition("/")[0]


def _store(page: Page, file: UploadFile) -> str:
    content = file.file.read(MAX_BYTES + 1)  # a byte more than allowed shows that it is too large
    known = reference(content, file.filename or "")
    with begin(page.services.database) as work:
        attachments.add(work, page.person.actor.person_id, digest_of(known), content, page.now)
    return known
