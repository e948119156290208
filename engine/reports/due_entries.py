"""The due-date ledger of one dossier: what a citizen who asks "why this date" is answered from."""

from engine.model.dossier import DueEntry, EntryKind
from engine.store.work import Work


def due_entries(work: Work, dossier: str) -> list[DueEntry]:
    """Return every entry in the order it was made; none is ever changed (DESIGN D9)."""
    rows = work.run(
        """
        SELECT l.kind, l.at, l.due_at, l.derivation FROM due_ledger l JOIN dossier d ON d.id = l.dossier_id
        WHERE d.code = :dossier ORDER BY l.seq
        """,
        {"dossier": dossier},
    )
    return [DueEntry(EntryKind(row.kind), row.at, row.due_at, tuple(row.derivation)) for row in rows]
