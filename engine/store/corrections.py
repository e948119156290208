"""What may be corrected of a dossier that was brought over, and by no command of live work: how it was received."""

from collections.abc import Iterable
from uuid import UUID

from engine.model.dossier import Dossier, DueEntry
from engine.store.bulk import Alias
from engine.store.rows import as_json
from engine.store.work import Work


def restate(work: Work, dossier: Dossier) -> None:
    """Store when, where and for which procedure a dossier was received; its code stays what it was."""
    work.run(
        """
        UPDATE dossier SET procedure_code = :procedure, case_code = :case, digest = :digest, place_code = :place,
               received_at = :received_at
        WHERE id = :id
        """,
        {
            "id": dossier.id,
            "procedure": dossier.procedure_code,
            "case": dossier.case_code,
            "digest": dossier.digest,
            "place": dossier.place,
            "received_at": dossier.received_at,
        },
    )


def add_entry(work: Work, dossier: UUID, entry: DueEntry) -> None:
    """Store one more entry of a dossier's due-date ledger; the dossier must be locked."""
    work.run(
        """
        INSERT INTO due_ledger (dossier_id, seq, kind, at, due_at, derivation)
        SELECT :id, COALESCE(max(seq), 0) + 1, :kind, :at, :due_at, CAST(:derivation AS jsonb)
        FROM due_ledger WHERE dossier_id = :id
        """,
        {
            "id": dossier,
            "kind": entry.kind.value,
            "at": entry.at,
            "due_at": entry.due_at,
            "derivation": as_json(entry.derivation),
        },
    )


def add_aliases(work: Work, aliases: Iterable[Alias]) -> None:
    """Store numbers of other systems that are not there yet; the wrong one on a paper still leads to its dossier."""
    for alias in aliases:
        work.run(
            """
            INSERT INTO dossier_alias (dossier_id, system, alias) VALUES (:dossier, :system, :alias)
            ON CONFLICT DO NOTHING
            """,
            alias._asdict(),
        )
