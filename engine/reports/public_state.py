"""What a citizen who has the code may see of a dossier: where it is and until when, nothing about persons."""

from dataclasses import dataclass
from datetime import datetime

from engine.store.known_as import KNOWN_AS, the_one, written
from engine.store.work import Work


@dataclass(frozen=True, slots=True)
class PublicState:
    """The public face of a dossier; `steps` are the names of the steps open now."""

    code: str
    procedure: str
    state: str
    received_at: datetime
    due_at: datetime | None
    ended_at: datetime | None
    steps: tuple[str, ...]


def public_state(work: Work, code: str) -> PublicState:
    """Return the public face of a dossier. Refused `dossier.unknown`, `dossier.ambiguous`."""
    rows = work.run(
        f"""
        SELECT d.code, d.procedure_code AS procedure, d.state, d.received_at, d.due_at, d.ended_at,
               ARRAY(SELECT t.name FROM task t WHERE t.dossier_id = d.id AND t.closed_at IS NULL
                     ORDER BY t.opened_at, t.id) AS steps
        FROM dossier d WHERE {KNOWN_AS}
        """,
        written(code),
    ).mappings()
    row = the_one(rows, code)
    return PublicState(**{**row, "steps": tuple(row["steps"])})
