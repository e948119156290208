"""The outcome ledger: exactly one outcome a raw row, and the balance over them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from engine.store.rows import as_rows
from engine.store.work import Work


class OutcomeKind(StrEnum):
    """What became of a raw row; there is no other way for it to leave (MIGRATION §1)."""

    LOADED = "loaded"
    MERGED = "merged"
    QUARANTINED = "quarantined"
    EXCLUDED = "excluded"


class Outcome(NamedTuple):
    """What became of one row. `dossier` is what it is part of now; `month` the first day of that of reception."""

    table: int
    position: int
    kind: OutcomeKind
    dossier: UUID | None = None
    reason: str | None = None
    approver: str | None = None
    unit: str | None = None
    month: date | None = None


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """Rows of one source, table, unit and month of reception; `unit` and `month` are None where nobody knows."""

    source: str
    table: str
    unit: str | None
    month: date | None
    read: int
    loaded: int
    merged: int
    quarantined: int
    excluded: int

    @property
    def without_outcome(self) -> int:
        """Return how many rows nothing has become of; 0 in a balanced batch."""
        return self.read - self.loaded - self.merged - self.quarantined - self.excluded


def add(work: Work, run: int, outcomes: Iterable[Outcome]) -> None:
    """Store the outcomes of rows that have none."""
    work.copy(
        "outcome (run_id, generation, table_id, position, kind, dossier_id, reason, approver, unit_code, month)",
        ((run, 1, o[0], o[1], o[2].value, *o[3:]) for o in outcomes),
    )


def supersede(work: Work, run: int, outcomes: Iterable[Outcome]) -> None:
    """Store a next generation where the outcome differs from the one a row has; that one moves to the past."""
    work.run(
        """
        UPDATE outcome o SET generation = o.generation + 1, run_id = :run, kind = r.kind, dossier_id = r.dossier,
               reason = r.reason, approver = r.approver, unit_code = r.unit, month = r.month
        FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r("table" integer, position bigint, kind text, dossier uuid,
                                                          reason text, approver text, unit text, month date)
        WHERE o.table_id = r."table" AND o.position = r.position
          AND (o.kind, o.dossier_id, o.reason, o.approver, o.unit_code, o.month)
              IS DISTINCT FROM (r.kind, r.dossier, r.reason, r.approver, r.unit, r.month)
        """,
        {**as_rows(each._asdict() for each in outcomes), "run": run},
    )


def of_row(work: Work, table: int, position: int) -> Outcome | None:
    """Return what became of one row; None where nothing did yet."""
    row = work.run(
        """
        SELECT table_id, position, kind, dossier_id, reason, approver, unit_code, month FROM outcome
        WHERE table_id = :table AND position = :position
        """,
        {"table": table, "position": position},
    ).first()
    return None if row is None else Outcome(row.table_id, row.position, OutcomeKind(row.kind), *row[3:])


def balance(work: Work, batch: int) -> list[BalanceLine]:
    """Return what was read and what became of it; rows without an outcome stand under no unit and no month.

    The marks tell what was read and the tally, which the ledger itself keeps, what became of it: nothing is counted.
    """
    found = work.run(
        """
        WITH decided AS (
            SELECT y.table_id, y.unit_code, y.month, y.kind, y.rows
            FROM outcome_tally y JOIN legacy_table t ON t.id = y.table_id WHERE t.batch_id = :batch
        ), told AS (
            SELECT table_id, unit_code, month, kind, rows FROM decided
            UNION ALL
            SELECT t.id, NULL, NULL, 'without', COALESCE((SELECT sum(rows) FROM raw_mark m WHERE m.table_id = t.id), 0)
                - COALESCE((SELECT sum(rows) FROM decided d WHERE d.table_id = t.id), 0)
            FROM legacy_table t WHERE t.batch_id = :batch
        )
        SELECT t.source, t.name AS "table", o.unit_code AS unit, o.month, sum(o.rows)::bigint AS read,
               COALESCE(sum(o.rows) FILTER (WHERE o.kind = 'loaded'), 0)::bigint AS loaded,
               COALESCE(sum(o.rows) FILTER (WHERE o.kind = 'merged'), 0)::bigint AS merged,
               COALESCE(sum(o.rows) FILTER (WHERE o.kind = 'quarantined'), 0)::bigint AS quarantined,
               COALESCE(sum(o.rows) FILTER (WHERE o.kind = 'excluded'), 0)::bigint AS excluded
        FROM told o JOIN legacy_table t ON t.id = o.table_id
        GROUP BY t.id, o.unit_code, o.month HAVING sum(o.rows) <> 0 ORDER BY t.id, o.unit_code, o.month
        """,
        {"batch": batch},
    ).mappings()
    return [BalanceLine(**row) for row in found]


def quarantine(work: Work, batch: int) -> list[tuple[str, int]]:
    """Return the reasons for which rows wait for people, with how many rows, the most frequent first."""
    found = work.run(
        """
        SELECT o.reason, count(*) AS n FROM outcome o JOIN legacy_table t ON t.id = o.table_id
        WHERE t.batch_id = :batch AND o.kind = 'quarantined' GROUP BY 1 ORDER BY 2 DESC, 1
        """,
        {"batch": batch},
    )
    return [(row.reason, row.n) for row in found]


def exclusions(work: Work, batch: int) -> dict[str, str]:
    """Return the rules by which rows of a batch stay behind, with who approved each."""
    found = work.run("SELECT rule, approver FROM legacy_exclusion WHERE batch_id = :batch", {"batch": batch})
    return {row.rule: row.approver for row in found}


class Exclusion(NamedTuple):
    """A rule, a code of the fault catalogue, by which rows stay behind; somebody answers for it."""

    rule: str
    approver: str
    basis: str
    approved_at: datetime


def approve_exclusion(work: Work, batch: int, exclusion: Exclusion) -> None:
    """Store the approval of a rule; the first approval stands."""
    work.run(
        """
        INSERT INTO legacy_exclusion (batch_id, rule, approver, basis, approved_at)
        VALUES (:batch, :rule, :approver, :basis, :approved_at) ON CONFLICT DO NOTHING
        """,
        {"batch": batch, **exclusion._asdict()},
    )
