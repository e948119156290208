"""Both sides of a batch chunk by chunk, and what their comparison found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

import orjson

from engine.events import EventKind
from engine.store.work import Work
from migration_tools.comparison import Difference, InCity, Step
from migration_tools.control_sums import Key
from migration_tools.store.mapped import MappedRow
from migration_tools.store.runs import Stretch
from migration_tools.store.waiting import PatchesOfRows, patches_of_rows


class ReadRow(NamedTuple):
    """A raw row with what the mapping made of it when it was mapped, and its outcome."""

    payload: bytes
    sha256: bytes
    stored: MappedRow
    outcome: str | None


def rows(work: Work, batch: int, stretch: Stretch) -> list[ReadRow]:
    """Return the rows of a run of buckets, each dossier's own rows first."""
    found = work.rows(
        """
        SELECT r.payload, r.sha256, o.kind AS outcome,
               m.table_id, m.position, m.kind, m.bucket, m.dossier_id, m.twin, m.unit_code, m.received_on,
               m.is_quarantined, m.fields::text, m.problems::text
        FROM mapped_row m
        JOIN raw_row r ON r.table_id = m.table_id AND r.position = m.position
        LEFT JOIN outcome o ON o.table_id = m.table_id AND o.position = m.position
        WHERE m.batch_id = :batch AND m.bucket BETWEEN :first AND :last
        ORDER BY m.dossier_id, m.kind <> 'dossier', m.table_id, m.position
        """,
        {"batch": batch, "first": stretch.first, "last": stretch.last},
    )
    return [
        ReadRow(bytes(payload), bytes(sha256), MappedRow._make(stored), outcome)
        for payload, sha256, outcome, *stored in found
    ]


def patches(work: Work, batch: int, stretch: Stretch) -> PatchesOfRows:
    """Return the corrections on those rows."""
    found = work.run(
        """
        SELECT p.table_id, p.id, p.position, p.column_name, p.old, p.new, p.by, p.basis, p.at
        FROM raw_patch p JOIN mapped_row m ON m.table_id = p.table_id AND m.position = p.position
        WHERE m.batch_id = :batch AND m.bucket BETWEEN :first AND :last ORDER BY p.id
        """,
        {"batch": batch, "first": stretch.first, "last": stretch.last},
    )
    return patches_of_rows(found)


def in_city(work: Work, system: str, bounds: tuple[UUID, UUID]) -> dict[UUID, InCity]:
    """Return the dossiers within bounds that say of themselves that they came from a system."""
    found = work.rows(
        f"""
        SELECT d.id, d.procedure_code, d.case_code, d.unit_code, d.place_code, d.state, d.data::text, d.received_at,
               d.due_at,
               ARRAY(SELECT a.alias FROM dossier_alias a WHERE a.dossier_id = d.id AND a.system = :system) AS aliases,
               ARRAY(SELECT l.due_at FROM due_ledger l WHERE l.dossier_id = d.id ORDER BY l.seq) AS dues
        FROM dossier d WHERE {_IMPORTED}
        """,
        {"system": system, "low": bounds[0], "high": bounds[1]},
    )
    return {
        dossier: InCity._make(
            (*head, orjson.loads(data), received_at, due_at, frozenset(aliases), tuple(dues))
        )
        for dossier, *head, data, received_at, due_at, aliases, dues in found
    }


_IMPORTED = f"""
    d.id BETWEEN :low AND :high AND EXISTS (
        SELECT 1 FROM journal i WHERE i.dossier_id = d.id AND i.kind = '{EventKind.DOSSIER_IMPORTED}'
        AND i.facts ->> 'system' = :system)
"""


def steps_in_city(work: Work, bounds: tuple[UUID, UUID]) -> dict[UUID, list[Step]]:
    """Return the steps that journals within bounds say were taken elsewhere, by dossier."""
    found = work.rows(
        """
        SELECT dossier_id, at, facts::text FROM journal WHERE dossier_id BETWEEN :low AND :high AND kind = :kind
        """,
        {"low": bounds[0], "high": bounds[1], "kind": EventKind.LEGACY_STEP_TAKEN.value},
    )
    taken: dict[UUID, list[Step]] = {}
    for dossier, at, facts in found:
        taken.setdefault(dossier, []).append(Step.of(at, orjson.loads(facts)))
    return taken


def accounted_for(work: Work, dossiers: Sequence[UUID]) -> set[UUID]:
    """Return which of these dossiers some row of some batch was loaded into as their own."""
    found = work.run(
        """
        SELECT DISTINCT m.dossier_id FROM mapped_row m
        JOIN outcome o ON o.table_id = m.table_id AND o.position = m.position
        WHERE m.dossier_id = ANY(:dossiers) AND m.kind = 'dossier' AND o.kind = 'loaded'
        """,
        {"dossiers": list(dossiers)},
    )
    return {row.dossier_id for row in found}


def add_differences(work: Work, run: int, found: Iterable[Difference]) -> None:
    """Store what differs, in the transaction of the chunk it was found in."""
    work.copy(
        "legacy_difference (run_id, code, table_id, position, dossier_id, field, expected, found)",
        ((run, *each) for each in found),
    )


def add_sums(work: Work, run: int, sums: Mapping[Key, Decimal]) -> None:
    """Add a chunk's share to the control sums of a run."""
    work.copy(
        "legacy_control (run_id, control, part, side, amount)",
        ((run, *key, amount) for key, amount in sums.items()),
    )


def sums(work: Work, run: int) -> dict[Key, Decimal]:
    """Return the control sums of a run over all of its chunks."""
    found = work.run(
        """
        SELECT control, part, side, sum(amount) AS amount FROM legacy_control WHERE run_id = :run GROUP BY 1, 2, 3
        """,
        {"run": run},
    )
    return {Key(row.control, row.part, row.side): row.amount for row in found}


@dataclass(frozen=True, slots=True)
class KindOfDifference:
    """How often one thing differs in one field, with the dossier and the values of one of them."""

    code: str
    field: str
    count: int
    dossier: UUID
    expected: str | None
    found: str | None


def differences(work: Work, run: int) -> list[KindOfDifference]:
    """Return what a run found, by kind and field."""
    found = work.run(
        """
        SELECT code, field, count(*) AS "count", (array_agg(dossier_id ORDER BY id))[1] AS dossier,
               (array_agg(expected ORDER BY id))[1] AS expected, (array_agg(found ORDER BY id))[1] AS found
        FROM legacy_difference WHERE run_id = :run GROUP BY code, field ORDER BY code, field
        """,
        {"run": run},
    ).mappings()
    return [KindOfDifference(**row) for row in found]
