"""Who turned the papers of a dossier into files, and when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from engine.store.rows import as_json
from engine.store.work import Work


@dataclass(frozen=True, slots=True)
class Digitised:
    """Who handed a file in first, by name, and when; files from before this was kept have no moment."""

    person: str
    at: datetime | None


def digitised(work: Work, digests: Collection[str]) -> dict[str, Digitised]:
    """Return by digest who digitised each file; one that nobody handed in is left out."""
    rows = work.run(
        """
        SELECT DISTINCT ON (g.digest) g.digest, p.name, g.given_at
        FROM attachment_giver g JOIN person p ON p.id = g.person_id
        WHERE g.digest IN (SELECT jsonb_array_elements_text(CAST(:digests AS jsonb)))
        ORDER BY g.digest, g.given_at NULLS FIRST
        """,
        {"digests": as_json(sorted(digests))},
    )
    return {row.digest: Digitised(row.name, row.given_at) for row in rows}
