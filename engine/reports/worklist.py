"""The worklist: open tasks that a person may work on, earliest due first, by keyset (never OFFSET)."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from engine.model.actor import Actor
from engine.model.role import Role
from engine.reports.visible import rights
from engine.reports.worklist_lanes import OF_SEAT, Lanes, Narrow, Scope, lanes, may_use
from engine.store.work import Work

MAX_ROWS = 200
COUNTED_TO = 1_000
"""Nobody needs to know whether 4,211 or 4,212 tasks wait: counting ends here."""

_NEVER = datetime(9999, 12, 31, tzinfo=UTC)
"""What `due_sort` says of a task without a due date."""

_PARAMETER = re.compile(r":([a-z_]+)")


@dataclass(frozen=True, slots=True)
class After:
    """Where the page before ended; a task without a due date sorts last."""

    due_at: datetime | None
    id: UUID


@dataclass(frozen=True, slots=True)
class Span:
    """Tasks due from one moment (None: from the beginning) to before another."""

    since: datetime | None
    until: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks to list. `kinds` are procedures and names of steps, `units` codes, None for all of them.

    `query` is what the dossier is found by (engine/model/search_words.py); it needs a scope of the person's own.
    """

    scope: Scope = Scope.SEATS
    kinds: tuple[tuple[str, str], ...] | None = None
    units: tuple[str, ...] | None = None
    field: str = ""
    query: str = ""
    due: Span | None = None
    after: After | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One task with what a clerk decides by; `holder` is the name of whoever has it."""

    id: UUID
    element: str
    step: str
    dossier: str
    digest: str
    procedure_code: str
    applicant: str
    unit: str
    role: Role
    field: str
    assignee: str | None
    holder: str | None
    opened_at: datetime
    due_at: datetime | None
    dossier_due_at: datetime | None


def worklist(
    work: Work, actor: Actor, on: date, after: After | None = None, limit: int = 50
) -> Sequence[Row]:
    """Return tasks of the seats that an actor holds today, and not assigned to somebody else."""
    return wanted_tasks(work, actor, on, Wanted(after=after, limit=limit))


def wanted_tasks(work: Work, actor: Actor, on: date, wanted: Wanted) -> Sequence[Row]:
    """Return the tasks that an actor wants to see, earliest due first, so that late ones lead."""
    source, parameters = _source(actor, on, wanted, _page)
    rows = work.run(
        f"WITH page AS ({source}) {_ROW} JOIN page ON page.id = t.id ORDER BY t.due_sort, t.id",
        parameters | {"limit": min(wanted.limit, MAX_ROWS)},
    ).mappings()
    return [_read(dict(row)) for row in rows]


def tasks_by_id(work: Work, actor: Actor, on: date, tasks: Sequence[UUID]) -> Sequence[Row]:
    """Return some tasks, open or closed, of seats that the actor holds or gives work to; others are left out."""
    seats = [lanes(actor, scope, on) for scope in (Scope.SEATS, Scope.UNIT)]
    own = " OR ".join(
        _PARAMETER.sub(rf":\1_{number}", f"EXISTS (SELECT 1 FROM {each.relation} WHERE {OF_SEAT})")
        for number, each in enumerate(seats)
    )
    rows = work.run(
        f"{_ROW} WHERE t.id = ANY (:tasks) AND ({own}) ORDER BY t.due_sort, t.id",
        {f"seats_{number}": each.parameters["seats"] for number, each in enumerate(seats)}
        | {"tasks": list(tasks)},
    ).mappings()
    return [_read(dict(row)) for row in rows]


def counts(work: Work, actor: Actor, on: date, wanted: Sequence[Wanted]) -> list[int]:
    """Return how many tasks each of several worklists has, `COUNTED_TO` where there are so many or more."""
    asked: list[str] = []
    parameters: dict[str, Any] = {}
    for number, each in enumerate(wanted):
        source, own = _source(actor, on, each, _some)
        # Several lists stand in one statement, so the parameters of each get names of their own.
        asked.append(_PARAMETER.sub(rf":\1_{number}", f"(SELECT count(*) FROM ({source}) AS counted)"))
        parameters |= {f"{name}_{number}": value for name, value in own.items()}
    return [int(count) for count in work.run(f"SELECT {', '.join(asked)}", parameters).one()] if asked else []


@dataclass(frozen=True, slots=True)
class Facets:
    """What a worklist can be narrowed to; `units` and `fields` are empty where it is every one of the city."""

    kinds: tuple[tuple[str, str], ...]
    units: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


def facets(work: Work, actor: Actor, on: date, scope: Scope) -> Facets:
    """Return the procedures, steps, units and fields that tasks of a worklist have or have had."""
    if not may_use(actor, scope, on):
        return Facets(())
    if scope is Scope.CITY:
        return Facets(tuple((row.procedure_code, row.name) for row in work.run(_KINDS_OF_CITY)))
    seats = lanes(actor, Scope.UNIT if scope is Scope.UNIT else Scope.SEATS, on)
    row = work.run(_KINDS_OF_SEATS, {"seats": seats.parameters["seats"]}).one()
    return Facets(
        tuple((procedure, name) for procedure, name in row.kinds), tuple(row.units), tuple(row.fields)
    )


def _source(
    actor: Actor, on: date, wanted: Wanted, how: Callable[[Lanes, str], str]
) -> tuple[str, dict[str, Any]]:
    """Return a query of the tasks wanted, with its parameters: a page of them, or some to count."""
    found = lanes(actor, wanted.scope, on, Narrow(wanted.units, wanted.kinds, wanted.field))
    filters, parameters = _filters(wanted)
    if wanted.query:
        # Whom a dossier is found for is few: the indexes of words and of units tell them, then come their tasks.
        sought = {"query": wanted.query, "seen": rights(actor, on)["seats"]}
        found = replace(
            found,
            relation=f"({_SOUGHT.format(*_as_condition(found))}) AS s",
            condition="t.id = s.id",
            beside="",
        )
        parameters |= sought
    return how(found, filters), found.parameters | parameters


def _as_condition(found: Lanes) -> tuple[str, str, str]:
    """Return lanes as conditions on a task t."""
    beside = f"OR ({found.beside})" if found.beside else ""
    return found.relation, found.condition, beside


_SOUGHT = """
    WITH d AS MATERIALIZED (
        SELECT d.id FROM dossier d WHERE d.words @@ CAST(:query AS tsquery) AND d.seen_by @@ CAST(:seen AS tsquery))
    SELECT t.id FROM d JOIN task t ON t.dossier_id = d.id AND t.closed_at IS NULL
    WHERE EXISTS (SELECT 1 FROM {} WHERE {}) {}
"""


def _page(found: Lanes, filters: str) -> str:
    """The first tasks of all lanes are among the first of those lanes whose own first tasks come first."""
    tasks = f"FROM task t WHERE t.closed_at IS NULL AND {filters} AND "
    first, some = "ORDER BY t.due_sort, t.id LIMIT 1", "ORDER BY t.due_sort, t.id LIMIT :limit"
    merged = f"""
        WITH lane AS MATERIALIZED (
            SELECT s.* FROM {found.relation}
            CROSS JOIN LATERAL (SELECT t.id, t.due_sort {tasks} {found.condition} {first}) AS head
            ORDER BY head.due_sort, head.id LIMIT :limit
        )
        SELECT next.id, next.due_sort FROM lane s
        CROSS JOIN LATERAL (SELECT t.id, t.due_sort {tasks} {found.condition} {some}) AS next
    """
    if found.beside:
        merged = f"{merged} UNION (SELECT t.id, t.due_sort {tasks} {found.beside} {some})"
    return f"SELECT id, due_sort FROM ({merged}) AS merged ORDER BY due_sort, id LIMIT :limit"


def _some(found: Lanes, filters: str) -> str:
    tasks = f"FROM task t WHERE t.closed_at IS NULL AND {filters} AND "
    some = f"""
        SELECT next.id FROM {found.relation}
        CROSS JOIN LATERAL (SELECT t.id {tasks} {found.condition} LIMIT {COUNTED_TO}) AS next
    """
    if found.beside:
        some = f"{some} UNION (SELECT t.id {tasks} {found.beside} LIMIT {COUNTED_TO})"
    return f"SELECT 1 FROM ({some}) AS found LIMIT {COUNTED_TO}"


_ROW = """
    SELECT t.id, t.element, t.name AS step, d.code AS dossier, d.digest, d.procedure_code,
           COALESCE(d.data ->> 'ho_ten', '') AS applicant, t.unit_code AS unit, t.role, t.field, t.assignee,
           p.name AS holder, t.opened_at, t.due_at, d.due_at AS dossier_due_at
    FROM task t JOIN dossier d ON d.id = t.dossier_id LEFT JOIN person p ON p.id = t.assignee
"""


def _read(row: dict[str, Any]) -> Row:
    return Row(**row | {"role": Role(row["role"])})


def _filters(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    """Only what is asked for stands in the statement: the planner then sees which index serves it."""
    parts, parameters = ["true"], dict[str, Any]()
    if wanted.due is not None:
        parts.append("t.due_sort < :until")
        parameters["until"] = wanted.due.until
        if wanted.due.since is not None:
            parts.append("t.due_sort >= :since")
            parameters["since"] = wanted.due.since
    if wanted.after is not None:
        parts.append("(t.due_sort, t.id) > (:after_due, :after_id)")
        parameters |= {"after_due": wanted.after.due_at or _NEVER, "after_id": wanted.after.id}
    return " AND ".join(parts), parameters


_KINDS_OF_SEATS = """
    WITH k AS MATERIALIZED (
        SELECT k.procedure_code, k.name, k.unit_code, k.field
        FROM jsonb_to_recordset(CAST(:seats AS jsonb)) AS s(unit text, role text, fields text[])
        JOIN task_kind k ON k.unit_code = s.unit AND k.role = s.role
         AND (s.fields IS NULL OR k.field = '' OR k.field = ANY (s.fields))
    ), kind AS (SELECT DISTINCT procedure_code, name FROM k)
    SELECT (SELECT COALESCE(jsonb_agg(jsonb_build_array(procedure_code, name) ORDER BY procedure_code, name), '[]')
              FROM kind) AS kinds,
           ARRAY(SELECT DISTINCT unit_code FROM k ORDER BY 1) AS units,
           ARRAY(SELECT DISTINCT field FROM k WHERE field <> '' ORDER BY 1) AS fields
"""

# From one to the next along the index: few of the many kinds are read.
_KINDS_OF_CITY = """
    WITH RECURSIVE kind AS (
        (SELECT procedure_code, name FROM task_kind ORDER BY procedure_code, name LIMIT 1)
        UNION ALL
        SELECT next.procedure_code, next.name FROM kind CROSS JOIN LATERAL (
            SELECT k.procedure_code, k.name FROM task_kind k
            WHERE (k.procedure_code, k.name) > (kind.procedure_code, kind.name)
            ORDER BY k.procedure_code, k.name LIMIT 1) AS next
    )
    SELECT procedure_code, name FROM kind
"""
