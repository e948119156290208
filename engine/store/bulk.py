"""Many dossiers at once by COPY: what legacy batches, demo and bench cities are loaded with.

Plain rows in, no decisions: codes, due dates and states are whatever the caller worked out by the engine's rules.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from engine.events import EventKind
from engine.model.dossier import Dossier, DueEntry
from engine.store.work import Work


class Entry(NamedTuple):
    """An entry of a dossier's due-date ledger; `seq` counts from 1 within the dossier."""

    dossier: UUID
    seq: int
    entry: DueEntry


class Happened(NamedTuple):
    """An entry of a dossier's journal; `seq` counts from 1 within the dossier."""

    dossier: UUID
    seq: int
    kind: EventKind
    at: datetime
    actor: str | None
    unit: str | None
    digest: str
    facts: Mapping[str, Any]


class Alias(NamedTuple):
    """A number under which a dossier was known in another system."""

    dossier: UUID
    system: str
    alias: str


class Series(NamedTuple):
    """How many numbers of a unit's day are to be taken at once."""

    unit: str
    day: date
    size: int


def add_dossiers(work: Work, dossiers: Iterable[Dossier]) -> None:
    """Store new heads; `journal_length` must be the number of journal entries stored with them."""
    work.copy(
        "dossier (id, code, procedure_code, case_code, digest, unit_code, place_code, state, version,"
        " journal_length, data, run, received_at, due_at, ended_at, search)",
        map(_head, dossiers),
    )


def add_entries(work: Work, entries: Iterable[Entry]) -> None:
    """Store entries of due-date ledgers."""
    work.copy(
        "due_ledger (dossier_id, seq, kind, at, due_at, derivation)",
        (
            (dossier, seq, each.kind.value, _moment(each.at), _moment(each.due_at), _json(each.derivation))
            for dossier, seq, each in entries
        ),
    )


def add_journal(work: Work, happenings: Iterable[Happened]) -> None:
    """Store entries of journals."""
    work.copy(
        "journal (dossier_id, seq, kind, at, actor, unit_code, digest, facts)",
        (
            (
                each.dossier,
                each.seq,
                each.kind.value,
                _moment(each.at),
                each.actor,
                each.unit,
                each.digest,
                _json(each.facts),
            )
            for each in happenings
        ),
    )


def add_aliases(work: Work, aliases: Iterable[Alias]) -> None:
    """Store numbers of other systems; they stay for ever."""
    work.copy("dossier_alias (dossier_id, system, alias)", aliases)


def reserve_numbers(work: Work, wanted: Sequence[Series]) -> dict[tuple[str, date], int]:
    """Take whole ranges of numbers; return the last number taken before, by unit and day.

    Numbers given to dossiers in live use are never touched: a range begins behind them.
    """
    rows = work.run(
        """
        INSERT INTO number_series AS s (unit_code, day, last)
        SELECT * FROM unnest(CAST(:units AS text[]), CAST(:days AS date[]), CAST(:sizes AS integer[]))
        ON CONFLICT (unit_code, day) DO UPDATE SET last = s.last + excluded.last
        RETURNING unit_code, day, last
        """,
        {
            "units": [each.unit for each in wanted],
            "days": [each.day for each in wanted],
            "sizes": [each.size for each in wanted],
        },
    )
    sizes = {(each.unit, each.day): each.size for each in wanted}
    return {(row.unit_code, row.day): row.last - sizes[row.unit_code, row.day] for row in rows}


def _head(dossier: Dossier) -> tuple[Any, ...]:
    return (
        dossier.id,
        dossier.code,
        dossier.procedure_code,
        dossier.case_code,
        dossier.digest,
        dossier.unit,
        dossier.place,
        dossier.state.value,
        dossier.version,
        dossier.journal_length,
        _json(dossier.data),
        _json(dossier.run),
        _moment(dossier.received_at),
        _moment(dossier.due_at),
        _moment(dossier.ended_at),
        dossier.search_text,
    )


@lru_cache(maxsize=4_096)
def _moment(at: datetime | None) -> str | None:
    """Write a moment as COPY takes it: a dossier's stand several times each, and writing one is dear."""
    return None if at is None else at.isoformat()


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()
