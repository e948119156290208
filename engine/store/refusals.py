"""Refusals at reception as stored; a number given is never given again, so none is ever taken away."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import RowMapping

from engine.model.paper import PaperKind, PaperNumber
from engine.model.refusal import Refusal
from engine.store.formats import require_known
from engine.store.rows import as_json
from engine.store.work import Work

_READ = """
    SELECT r.*, p.name AS refuser FROM refusal r JOIN person p ON p.id = r.refused_by
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which refusals a list asks for: of these units, from this one on; the cursor is the last row's (at, id)."""

    units: Collection[str]
    after: tuple[datetime, UUID] | None = None
    limit: int = 50


def add(work: Work, refusal: Refusal) -> None:
    """Store a refusal."""
    facts = {
        "procedure": refusal.procedure,
        "applicant": dict(refusal.applicant),
        "reasons": list(refusal.reasons),
    }
    work.run(
        """
        INSERT INTO refusal (id, unit_code, procedure_code, case_code, year, number, facts, refused_by, refused_at)
        VALUES (:id, :unit, :procedure, :case, :year, :number, CAST(:facts AS jsonb), :by, :at)
        """,
        {
            "id": refusal.id,
            "unit": refusal.unit,
            "procedure": refusal.procedure_code,
            "case": refusal.case_code,
            "year": refusal.paper.year,
            "number": refusal.paper.number,
            "facts": as_json(facts),
            "by": refusal.refused_by,
            "at": refusal.refused_at,
        },
    )


def find(work: Work, refusal: UUID) -> Refusal | None:
    """Return a refusal, None where there is none."""
    row = work.run(f"{_READ} WHERE r.id = :id", {"id": refusal}).mappings().first()
    return None if row is None else _read(row)


def listed(work: Work, wanted: Wanted) -> list[Refusal]:
    """Return refusals, latest first."""
    at, id_ = wanted.after or (None, None)
    rows = work.run(
        f"""{_READ}
        WHERE r.unit_code = ANY (:units)
          AND (CAST(:id AS uuid) IS NULL OR (r.refused_at, r.id) < (CAST(:at AS timestamptz), CAST(:id AS uuid)))
        ORDER BY r.refused_at DESC, r.id DESC LIMIT :limit""",
        {"units": list(wanted.units), "at": at, "id": id_, "limit": wanted.limit},
    )
    return [_read(row) for row in rows.mappings()]


def _read(row: RowMapping) -> Refusal:
    require_known("refusal", row)
    facts = row["facts"]
    return Refusal(
        id=row["id"],
        procedure_code=row["procedure_code"],
        case_code=row["case_code"],
        procedure=facts["procedure"],
        applicant=facts["applicant"],
        reasons=tuple(facts["reasons"]),
        paper=PaperNumber(PaperKind.REFUSAL, row["unit_code"], row["year"], row["number"]),
        refused_by=row["refused_by"],
        refused_at=row["refused_at"],
        refuser=row["refuser"],
    )
