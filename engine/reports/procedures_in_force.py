"""Which procedures are in force at a moment, and since when."""

from dataclasses import dataclass
from datetime import datetime

from engine.store.work import Work


@dataclass(frozen=True, slots=True)
class InForce:
    """The version of one procedure that dossiers received now run on."""

    code: str
    case: str
    version: int
    digest: str
    in_force_from: datetime


def procedures_in_force(work: Work, at: datetime) -> list[InForce]:
    """Return one row a procedure and case, by code."""
    rows = work.run(
        """
        SELECT DISTINCT ON (procedure_code, case_code) procedure_code AS code, case_code AS case, version, digest,
               in_force_from
        FROM procedure_version WHERE in_force_from <= :at
        ORDER BY procedure_code, case_code, in_force_from DESC, version DESC
        """,
        {"at": at},
    ).mappings()
    return [InForce(**row) for row in rows]
