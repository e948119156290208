"""What happened to a dossier, in order: the journal with names."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.events import EventKind
from engine.model.official_name import official_name
from engine.model.substitution import both_names
from engine.model.unit import Body, Level
from engine.store.work import Work


@dataclass(frozen=True, slots=True)
class Happening:
    """One journal entry; `person` is None where the clock or the process itself acted."""

    seq: int
    kind: EventKind
    at: datetime
    person: str | None
    unit: str | None
    facts: dict[str, Any]


def timeline(work: Work, dossier: str) -> list[Happening]:
    """Return every entry of a dossier's journal, oldest first."""
    rows = work.run(
        """
        SELECT j.seq, j.kind, j.at, p.name AS person, b.name AS behalf, u.name AS unit, u.body, u.level, j.facts
        FROM journal j JOIN dossier d ON d.id = j.dossier_id
        LEFT JOIN person p ON p.id = j.actor LEFT JOIN person b ON b.id = j.facts ->> 'on_behalf_of'
        LEFT JOIN unit u ON u.code = j.unit_code AND u.valid_from <= (j.at AT TIME ZONE INTERVAL '07:00')::date
                        AND (j.at AT TIME ZONE INTERVAL '07:00')::date <= COALESCE(u.valid_until, 'infinity')
        WHERE d.code = :dossier ORDER BY j.seq
        """,
        {"dossier": dossier},
    )
    return [
        Happening(
            row.seq,
            EventKind(row.kind),
            row.at,
            None if row.person is None else both_names(row.person, row.behalf),
            None if row.unit is None else official_name(row.unit, Body(row.body), Level(row.level)),
            row.facts,
        )
        for row in rows
    ]
