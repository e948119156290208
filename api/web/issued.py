"""The documents that a citizen may have: issued ones, with what anybody can verify of their signatures."""

from dataclasses import dataclass
from uuid import UUID

from api.signing.verify import Verified
from api.web.request import Page
from engine.errors import Refused
from engine.model.result import Result, ResultState
from engine.store import attachments, results
from engine.store.work import Work

_ISSUED = (ResultState.SEALED, ResultState.RETURNED)


@dataclass(frozen=True, slots=True)
class Issued:
    """A document and its signatures as verified now; None where its file is gone from the store."""

    result: Result
    signatures: tuple[Verified, ...] | None


def issued(page: Page, work: Work, code: str) -> list[Issued]:
    """Return the issued documents of a dossier that is open to the reader, oldest first."""
    found = [each for each in results.of_dossier(work, code) if each.state in _ISSUED]
    return [Issued(each, _verified(page, work, each)) for each in found]


def issued_file(work: Work, code: str, result: UUID) -> tuple[str, bytes]:
    """Return name and content of an issued document. Refused `result.unknown`, `attachment.missing`."""
    for each in results.of_dossier(work, code):
        if each.id == result and each.state in _ISSUED:
            digest, _, name = each.file.partition("/")
            stored = attachments.find(work, digest)
            if stored is None:
                raise Refused("attachment.missing", file=name)
            return name, stored.content
    raise Refused("result.unknown", dossier=code, result=str(result))


def _verified(page: Page, work: Work, result: Result) -> tuple[Verified, ...] | None:
    found = attachments.find(work, result.file.partition("/")[0])
    return None if found is None else page.services.signing.verify(found.content, page.now)
