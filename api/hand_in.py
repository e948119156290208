"""The one way in for files: judged by what they are, looked at for viruses, and only then stored."""

from collections.abc import Collection

from api.services import Services
from api.signing import acts
from engine.errors import Refused
from engine.model.actor import Actor
from engine.model.attachment import KINDS, media_type, reference
from engine.store import attachments
from engine.store.work import begin

_NAMES = {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG"}


def hand_in(
    services: Services, actor: Actor, content: bytes, name: str, kinds: Collection[str] = KINDS
) -> str:
    """Store a file in a person's name and return its reference; `kinds` are the media types it may be.

    Refused `attachment.too_large`, `attachment.wrong_kind`, `attachment.other_kind`, `attachment.infected`;
    TryAgain `attachment.not_scanned`.
    """
    _look_at(services, content, kinds)
    return acts.take(services.engine, actor, content, name)


def hand_in_for_applicant(services: Services, content: bytes, name: str) -> str:
    """Store a file of an applicant, who has no account, and return its reference. Refused as `hand_in` does."""
    _look_at(services, content, KINDS)
    known = reference(content, name)
    with begin(services.database) as work:
        attachments.keep(work, known.partition("/")[0], content, services.engine.clock())
    return known


def _look_at(services: Services, content: bytes, kinds: Collection[str]) -> None:
    found = media_type(content)
    if found not in kinds:
        allowed = ", ".join(_NAMES[each] for each in sorted(kinds))
        raise Refused("attachment.other_kind", found=_NAMES[found], allowed=allowed)
    if services.scanner is not None:
        services.scanner.scan(content)
