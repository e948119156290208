"""Find dossiers by code, number, or the applicant's name and numbers, newest first, by keyset."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from engine.model.actor import Actor
from engine.model.dossier_code import ways_written
from engine.model.search_words import as_query
from engine.reports.visible import OF_THEIR_UNITS, rights
from engine.store.work import Work

PAGE_ROWS = 50
NEWEST = 1_000
"""Dossiers looked through before the index of words is asked: a word that every twentieth has fills a page of them."""


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

    The newest dossiers are looked through first, where a common name soon fills the page; what does not is rare
    enough to be fetched by the index of words. PostgreSQL cannot tell the one from the other by a word half typed.
    """
    asked = {"query": as_query(sought.text), "known": _known_elsewhere(work, sought.text), "limit": size}
    asked |= rights(actor, on) | dict(
        zip(("after_at", "after_code"), sought.after or (None, None), strict=True)
    )
    work.run("SET LOCAL plan_cache_mode = force_custom_plan")  # Which plan is good depends on who asks.
    if not asked["query"] and sought.text.strip():
        return []
    if not asked["query"]:
        return _page(work, f"{_among(asked)} {_IN_ORDER} LIMIT :limit", "true", asked)[0]
    fits = f"({_WORDS} OR d.id = ANY (:known))" if asked["known"] else _WORDS
    found, looked_through = _page(work, f"{_among(asked)} {_IN_ORDER} LIMIT {NEWEST}", fits, asked)
    if len(found) == size or looked_through < NEWEST:
        return found
    return _page(work, f"{_among(asked)} AND {fits}", "true", asked)[0]


_WORDS = "d.words @@ CAST(:query AS tsquery)"
_IN_ORDER = "ORDER BY d.received_at DESC, d.code DESC"


def _among(asked: dict[str, Any]) -> str:
    """Return the condition on dossiers the actor may see, after the page before; what does not narrow is left out."""
    seen = "true" if asked["everything"] else OF_THEIR_UNITS
    return (
        seen
        if asked["after_at"] is None
        else f"{seen} AND (d.received_at, d.code) < (:after_at, :after_code)"
    )


def _page(work: Work, among: str, fits: str, asked: dict[str, Any]) -> tuple[list[Found], int]:
    """Return a page of those that fit among some dossiers, and how many those are."""
    rows = work.run(
        f"""
        WITH d AS MATERIALIZED (SELECT d.id, d.code, d.received_at, d.words FROM dossier d WHERE {among}),
        page AS (SELECT d.id FROM d WHERE {fits} {_IN_ORDER} LIMIT :limit)
        SELECT d.code, d.procedure_code, d.digest, COALESCE(d.data ->> 'ho_ten', '') AS applicant, d.state,
               d.received_at, d.due_at, d.ended_at, n.among
        FROM (SELECT count(*) AS among FROM d) n LEFT JOIN page ON true LEFT JOIN dossier d ON d.id = page.id
        {_IN_ORDER}
        """,
        asked,
    ).mappings()
    read = rows.all()
    found = [
        Found(**{name: row[name] for name in Found.__slots__}) for row in read if row["code"] is not None
    ]
    return found, read[0]["among"]


def _known_elsewhere(work: Work, typed: str) -> list[UUID]:
    """Return the dossiers of a number of another system; who may not see them finds nothing all the same."""
    rows = work.run(
        "SELECT DISTINCT dossier_id FROM dossier_alias WHERE alias = ANY (:written)",
        {"written": list(ways_written(typed))},
    )
    return list(rows.scalars())
