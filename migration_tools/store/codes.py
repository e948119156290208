"""Numbers of the codes given to dossiers that were brought over: given once, in the order of their ids."""

from collections.abc import Sequence

from engine.store.bulk import Series
from engine.store.work import Work


def wanted(work: Work, batch: int) -> list[Series]:
    """Return how many dossiers of each unit and day are accepted and have no number yet."""
    found = work.run(
        f"SELECT unit_code, received_on, count(*) AS n {_WITHOUT} GROUP BY 1, 2 ORDER BY 1, 2",
        {"batch": batch},
    )
    return [Series(row.unit_code, row.received_on, row.n) for row in found]


_WITHOUT = """
    FROM mapped_row m
    LEFT JOIN legacy_objection b USING (table_id, position)
    WHERE m.batch_id = :batch AND m.kind = 'dossier' AND NOT m.is_quarantined AND b.table_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM legacy_code c WHERE c.dossier_id = m.dossier_id)
"""


def give(work: Work, batch: int, behind: Sequence[tuple[Series, int]]) -> None:
    """Give every such dossier its number; `behind` is the last number taken before, by unit and day."""
    work.run(
        f"""
        INSERT INTO legacy_code (dossier_id, batch_id, unit_code, received_on, number)
        SELECT w.dossier_id, :batch, w.unit_code, w.received_on, s.taken + w.nth
        FROM (SELECT dossier_id, unit_code, received_on,
                     row_number() OVER (PARTITION BY unit_code, received_on ORDER BY dossier_id) AS nth {_WITHOUT}) w
        JOIN unnest(CAST(:units AS text[]), CAST(:days AS date[]), CAST(:taken AS integer[]))
            AS s(unit, day, taken) ON s.unit = w.unit_code AND s.day = w.received_on
        """,
        {
            "batch": batch,
            "units": [series.unit for series, _ in behind],
            "days": [series.day for series, _ in behind],
            "taken": [taken for _, taken in behind],
        },
    )
