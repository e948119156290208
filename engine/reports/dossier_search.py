"""Find dossiers by code, number, or the applicant's name and numbers, newest first, by keyset."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from engine.model.actor import Actor
from engine.model.dossier_code import ways_written
from engine.model.search_words import as_query
from engine.reports.visible import OF_THEIR_UNITS, rights
from engine.store.work import Work

PAGE_ROWS = 50
_WORDS = "d.words @@ CAST(:query AS tsquery)"


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


def dossier_search(work: Work, actor: Actor, on: date, sought: Sought, size: int = PAGE_ROWS) -> list[Found]:
    """Return a page of dossiers that the actor may see and that every word finds, whatever its marks and capitals.

    Any number under which a dossier was known elsewhere finds it too, as it is written.
    """
    query, seats = as_query(sought.text), rights(actor, on)
    known = _known_elsewhere(work, sought.text)
    # Each condition stands there only where it narrows, and the plan is made for these very words: a rare name is
    # found by its words, for a common one the newest dossiers are looked through, which soon fill the page.
    work.run("SET LOCAL plan_cache_mode = force_custom_plan")
    conditions = [
        *([f"({_WORDS} OR d.id = ANY (:known))" if known else _WORDS] if query else []),
        *([] if seats["everything"] else [OF_THEIR_UNITS]),
        *(["(d.received_at, d.code) < (:after_at, :after_code)"] if sought.after else []),
    ]
    after_at, after_code = sought.after or (None, None)
    rows = work.run(
        f"""
        SELECT d.code, d.procedure_code, d.digest, COALESCE(d.data ->> 'ho_ten', '') AS applicant, d.state,
               d.received_at, d.due_at, d.ended_at
        FROM dossier d {"WHERE" if conditions else ""} {" AND ".join(conditions)}
        ORDER BY d.received_at DESC, d.code DESC LIMIT :limit
        """,
        {"query": query, "known": known, "seats": seats["seats"]}
        | {"after_at": after_at, "after_code": after_code, "limit": size},
    ).mappings()
    return [Found(**row) for row in rows]


def _known_elsewhere(work: Work, typed: str) -> list[UUID]:
    """Return the dossiers of a number of another system; who may not see them finds nothing all the same."""
    rows = work.run(
        "SELECT DISTINCT dossier_id FROM dossier_alias WHERE alias = ANY (:written)",
        {"written": list(ways_written(typed))},
    )
    return list(rows.scalars())
