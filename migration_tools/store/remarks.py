"""What the steps remarked of rows that are brought over all the same: seen only when a dossier's rows lie together."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from engine.store.work import Work
from migration_tools.store.runs import Stretch


class Remark(NamedTuple):
    """A class of the fault catalogue that is told of a row and stops nothing."""

    table: int
    position: int
    code: str


def replace(work: Work, batch: int, stretch: Stretch, remarks: Sequence[Remark]) -> None:
    """Store the remarks on the dossiers of a run of buckets, instead of those made before."""
    work.run(
        """
        DELETE FROM legacy_remark r USING mapped_row m
        WHERE r.batch_id = :batch AND (m.table_id, m.position) = (r.table_id, r.position)
          AND m.batch_id = :batch AND m.bucket BETWEEN :first AND :last
        """,
        {"batch": batch, "first": stretch.first, "last": stretch.last},
    )
    work.copy("legacy_remark (batch_id, table_id, position, code)", _rows(batch, remarks))


def _rows(batch: int, remarks: Iterable[Remark]) -> Iterable[tuple[object, ...]]:
    return ((batch, *remark) for remark in remarks)
