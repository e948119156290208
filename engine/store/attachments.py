"""Files that were handed in, stored once for each content, and who handed them in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from engine.model.attachment import media_type
from engine.store.rows import as_json
from engine.store.work import Work


@dataclass(frozen=True, slots=True)
class Attachment:
    """A stored file; `media_type` was found out from the content."""

    media_type: str
    content: bytes


def add(work: Work, person: str, digest: str, content: bytes, at: datetime) -> None:
    """Store a file, and that this person has it. Refused `attachment.too_large`, `attachment.wrong_kind`."""
    keep(work, digest, content, at)
    work.run(
        """
        INSERT INTO attachment_giver (digest, person_id, given_at) VALUES (:digest, :person, :at)
        ON CONFLICT DO NOTHING
        """,
        {"digest": digest, "person": person, "at": at},
    )


def keep(work: Work, digest: str, content: bytes, at: datetime) -> None:
    """Store a file that nobody here handed in. Refused as `add`."""
    work.run(
        """
        INSERT INTO attachment (digest, media_type, content, stored_at) VALUES (:digest, :media_type, :content, :at)
        ON CONFLICT (digest) DO NOTHING
        """,
        {"digest": digest, "media_type": media_type(content), "content": content, "at": at},
    )


def given_by(work: Work, person: str, digests: Collection[str]) -> set[str]:
    """Return those of the digests whose files this person handed in."""
    rows = work.run(
        """
        SELECT digest FROM attachment_giver
        WHERE person_id = :person AND digest IN (SELECT jsonb_array_elements_text(CAST(:digests AS jsonb)))
        """,
        {"person": person, "digests": as_json(sorted(digests))},
    )
    return {row.digest for row in rows}


def find(work: Work, digest: str) -> Attachment | None:
    """Return a file, None where it is not stored; who asks must have been checked before."""
    row = work.run(
        "SELECT media_type, content FROM attachment WHERE digest = :digest", {"digest": digest}
    ).first()
    return None if row is None else Attachment(row.media_type, bytes(row.content))


def kind(work: Work, digest: str) -> str | None:
    """Return what a stored file is, None where it is not stored."""
    found = work.run("SELECT media_type FROM attachment WHERE digest = :digest", {"digest": digest}).scalar()
    return None if found is None else str(found)


def continues(work: Work, before: str, after: str) -> bool:
    """Tell whether one stored file is another one with something written after its last byte."""
    found = work.run(
        """
        SELECT length(a.content) > length(b.content) AND substr(a.content, 1, length(b.content)) = b.content
        FROM attachment a JOIN attachment b ON b.digest = :before WHERE a.digest = :after
        """,
        {"before": before, "after": after},
    ).scalar()
    return bool(found)
