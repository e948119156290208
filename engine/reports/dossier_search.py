"""Find dossiers by code or by the applicant's name, newest first, by keyset."""

from dataclasses import dataclass
from datetime import date, datetime

from engine.model.actor import Actor
from engine.model.folding import folded
from engine.reports.visible import VISIBLE, rights
from engine.store.work import Work

PAGE_ROWS = 50
_WILDCARDS = str.maketrans({"\\": r"\\", "%": r"\%", "_": r"\_"})


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for; `after` is the reception and code that the page before ended with."""

    text: str = ""
    after: tuple[datetime, str] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One dossier as a list shows it."""

    code: str
    procedure_code: str
    digest: str
    applicant: str
    state: str
    received_at: datetime
    due_at: datetime | None
    ended_at: datetime | None


def dossier_search(work: Work, actor: Actor, on: date, sought: Sought) -> list[Found]:
    """Return a page of dossiers that the actor may see and that hold every word, whatever its marks and capitals."""
    rows = work.run(
        f"""
        SELECT d.code, d.procedure_code, d.digest, COALESCE(d.data ->> 'ho_ten', '') AS applicant, d.state,
               d.received_at, d.due_at, d.ended_at
        FROM dossier d
        WHERE d.search LIKE ALL (CAST(:patterns AS text[])) AND {VISIBLE}
          AND (CAST(:after_code AS text) IS NULL
               OR d.received_at < CAST(:after_at AS timestamptz)
               OR (d.received_at = CAST(:after_at AS timestamptz) AND d.code > CAST(:after_code AS text)))
        ORDER BY d.received_at DESC, d.code LIMIT :limit
        """,
        {
            "patterns": [f"%{word.translate(_WILDCARDS)}%" for word in folded(sought.text).split()],
            "after_at": None if sought.after is None else sought.after[0],
            "after_code": None if sought.after is None else sought.after[1],
            "limit": PAGE_ROWS,
        }
        | rights(actor, on),
    ).mappings()
    return [Found(**row) for row in rows]
