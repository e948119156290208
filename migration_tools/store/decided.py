"""What people decided on a batch: rules of exclusion, corrections, rows kept apart; and the files it came from."""

from dataclasses import dataclass

from engine.store.work import Work
from migration_tools.sources.base import SourceFile
from migration_tools.store.outcomes import Exclusion


@dataclass(frozen=True, slots=True)
class Decisions:
    """How many corrections lie on a batch's rows, how many rows are kept apart, and the rules of exclusion."""

    corrections: int
    separations: int
    exclusions: tuple[Exclusion, ...]


def decisions(work: Work, batch: int) -> Decisions:
    """Return what was decided so far."""
    counts = work.run(
        """
        SELECT (SELECT count(*) FROM raw_patch p JOIN legacy_table t ON t.id = p.table_id
                WHERE t.batch_id = :batch) AS corrections,
               (SELECT count(*) FROM legacy_separation s JOIN legacy_table t ON t.id = s.table_id
                WHERE t.batch_id = :batch) AS separations
        """,
        {"batch": batch},
    ).one()
    rules = work.run(
        """
        SELECT rule, approver, basis, approved_at FROM legacy_exclusion WHERE batch_id = :batch ORDER BY rule
        """,
        {"batch": batch},
    )
    return Decisions(counts.corrections, counts.separations, tuple(Exclusion._make(row) for row in rules))


def files(work: Work, batch: int) -> list[tuple[str, SourceFile]]:
    """Return every file of a batch behind the name of its source."""
    found = work.run(
        "SELECT source, name, size, sha256 FROM legacy_file WHERE batch_id = :batch ORDER BY source, name",
        {"batch": batch},
    )
    return [(row.source, SourceFile(row.name, row.size, row.sha256)) for row in found]
