"""Drafts of packages as a list: a unit's own for its designers, everything once submitted for the Office."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from engine.store.package_drafts import DraftState
from engine.store.work import Work

MAX_ROWS = 200


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft in a list; `errors`, `warnings` and `gaps` count findings."""

    id: UUID
    name: str
    procedure_code: str | None
    unit_code: str
    state: DraftState
    drawn_by: str
    drawn_at: datetime
    submitted_at: datetime | None
    errors: int
    warnings: int
    gaps: int


def drafts_of_units(work: Work, units: Collection[str]) -> list[DraftRow]:
    """Return the newest drafts of some units."""
    return _rows(work, "d.unit_code = ANY (:units)", {"units": list(units)})


def drafts_in(work: Work, states: Collection[DraftState]) -> list[DraftRow]:
    """Return the newest drafts of all units that have come so far."""
    return _rows(work, "d.state = ANY (:states)", {"states": [state.value for state in states]})


def _rows(work: Work, condition: str, values: dict[str, list[str]]) -> list[DraftRow]:
    """`condition` is one of the two written above, never anybody's input."""
    rows = work.run(
        f"""
        SELECT d.id, d.name, d.procedure_code, d.unit_code, d.state, p.name AS drawn_by, d.drawn_at, d.submitted_at,
               jsonb_array_length(jsonb_path_query_array(d.findings, '$[*] ? (@.severity == "error")')) AS errors,
               jsonb_array_length(jsonb_path_query_array(d.findings, '$[*] ? (@.severity == "warning")')) AS warnings,
               jsonb_array_length(jsonb_path_query_array(d.findings, '$[*] ? (@.severity == "gap")')) AS gaps
        FROM package_draft d JOIN person p ON p.id = d.drawn_by
        WHERE {condition} ORDER BY d.drawn_at DESC, d.id LIMIT {MAX_ROWS}
        """,
        values,
    ).mappings()
    return [DraftRow(**dict(row) | {"state": DraftState(row["state"])}) for row in rows]
