"""The journal as stored: append-only, numbered within each dossier; it is also the outbox."""

from collections.abc import Sequence
from datetime import datetime

from engine.events import Event
from engine.model.dossier import Dossier
from engine.store.rows import as_json
from engine.store.work import Work


def append(work: Work, dossier: Dossier, events: Sequence[Event], at: datetime, actor: str | None) -> None:
    """Write the events of one command, the last of which is the dossier's `journal_length`-th."""
    first = dossier.journal_length - len(events) + 1
    rows = [
        {"seq": seq, "kind": event.kind, "unit": event.unit, "facts": dict(event.facts)}
        for seq, event in enumerate(events, start=first)
    ]
    work.run(
        """
        INSERT INTO journal (dossier_id, seq, kind, at, actor, unit_code, digest, facts)
        SELECT :id, r.seq, r.kind, :at, :actor, r.unit, :digest, r.facts
        FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r(seq integer, kind text, unit text, facts jsonb)
        """,
        {"id": dossier.id, "at": at, "actor": actor, "digest": dossier.digest, "rows": as_json(rows)},
    )
