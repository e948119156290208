"""Numbers of issued papers: one series a unit, kind and year."""

from datetime import date

from engine.model.paper import PaperKind, PaperNumber
from engine.store.work import Work


def next_number(work: Work, unit: str, kind: PaperKind, on: date) -> PaperNumber:
    """Take the next number of a unit's year; others of the same series wait until this work ends.

    A number taken by work that is rolled back was never given; one that was committed is never given again.
    """
    row = work.run(
        """
        INSERT INTO paper_series (unit_code, kind, year, last) VALUES (:unit, :kind, :year, 1)
        ON CONFLICT (unit_code, kind, year) DO UPDATE SET last = paper_series.last + 1 RETURNING last
        """,
        {"unit": unit, "kind": kind.value, "year": on.year},
    ).one()
    return PaperNumber(kind, unit, on.year, int(row.last))
