"""Certificates as stored: one row for each distinct step that both engines have taken."""

from collections.abc import Iterable

from engine.bpmn.certify import Certificate, Verdict
from engine.bpmn.definition import Definition
from engine.store.rows import as_rows
from engine.store.work import Work


def add(work: Work, definition: Definition, certificates: Iterable[Certificate]) -> None:
    """Store certificates; one that is there already stays as it is."""
    rows = [
        {
            "key": each.key,
            "fingerprint": definition.fingerprint,
            "verdict": each.verdict,
            "reason": each.reason,
        }
        for each in certificates
    ]
    work.run(
        """
        INSERT INTO certificate (key, fingerprint, verdict, reason)
        SELECT key, fingerprint, verdict, reason FROM jsonb_to_recordset(CAST(:rows AS jsonb))
            AS r(key text, fingerprint text, verdict text, reason text)
        ON CONFLICT (key) DO NOTHING
        """,
        as_rows(rows),
    )


def load(work: Work, definition: Definition) -> list[Certificate]:
    """Return all certificates of a definition."""
    rows = work.run(
        "SELECT key, verdict, reason FROM certificate WHERE fingerprint = :fingerprint",
        {"fingerprint": definition.fingerprint},
    )
    return [Certificate(row.key, Verdict(row.verdict), row.reason) for row in rows]
