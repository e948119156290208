"""Half-filled forms of one person, kept until the form is taken in; nobody else ever reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.store.formats import require_known
from engine.store.rows import as_json
from engine.store.work import Work


@dataclass(frozen=True, slots=True)
class Draft:
    """What stood in a form when it was last sent, and when that was."""

    data: dict[str, Any]
    saved_at: datetime


def save(work: Work, person: str, subject: str, data: Mapping[str, Any], at: datetime) -> None:
    """Keep what stands in a form, in place of what stood in it before."""
    work.run(
        """
        INSERT INTO form_draft (person_id, subject, data, saved_at)
        VALUES (:person, :subject, CAST(:data AS jsonb), :at)
        ON CONFLICT (person_id, subject) DO UPDATE SET data = EXCLUDED.data, saved_at = EXCLUDED.saved_at
        """,
        {"person": person, "subject": subject, "data": as_json(data), "at": at},
    )


def find(work: Work, person: str, subject: str) -> Draft | None:
    """Return the person's draft of a form, None where there is none."""
    row = (
        work.run(
            "SELECT data, saved_at, format FROM form_draft WHERE person_id = :person AND subject = :subject",
            {"person": person, "subject": subject},
        )
        .mappings()
        .first()
    )
    if row is None:
        return None
    require_known("form_draft", row)
    return Draft(row["data"], row["saved_at"])


def delete(work: Work, person: str, subject: str) -> None:
    """Forget a draft; one that is not there is forgotten already."""
    work.run(
        "DELETE FROM form_draft WHERE person_id = :person AND subject = :subject",
        {"person": person, "subject": subject},
    )
