"""What the rules of one row may know beyond it: the city's units and days off, and what the mapping declares."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from engine.model.folding import folded
from engine.store import calendars, units
from engine.store.work import Work
from migration_tools.cell import load_row
from migration_tools.faults.rules.finding import Known
from migration_tools.sources.attachments import COLUMNS
from migration_tools.store import batches, surveys
from migration_tools.store.batches import Batch
from migration_tools.understanding import Understanding

UNITS_FROM = date(2018, 1, 2)
"""The first working day of the year in which the city's data of units begin."""


def known_city(work: Work, batch: Batch, understanding: Understanding) -> Known:
    """Return what is known, but for the day of the copy, which each table has of its own."""
    usual = calendars.load(work).usual
    procedures = understanding.reference("procedures")
    people, steps = understanding.reference("people"), understanding.reference("steps")
    return Known(
        snapshot_on=None,
        units_from=UNITS_FROM,
        is_day_off=lru_cache(None)(lambda day: not usual.office_hours(day)),
        units=units.load(work),
        procedures=None if procedures is None else frozenset(procedures),
        retired={old: new or None for old, new in _declared(understanding, "succession").items()},
        named={folded(name): code for code, name in (procedures or {}).items() if name},
        users=None if people is None else frozenset(people),
        shared_users=frozenset(_declared(understanding, "shared_accounts")),
        steps=None if steps is None else frozenset(steps),
        attachments=_attachments(work, batch),
    )


def _attachments(work: Work, batch: Batch) -> frozenset[str] | None:
    folders = [table for table in batches.tables(work, batch.id) if table.columns == COLUMNS]
    if not folders:
        return None
    paths = (load_row(payload)[0] for table in folders for payload in surveys.payloads(work, table.id, 1.0))
    return frozenset(
        path.decode(errors="replace") if isinstance(path, bytes) else str(path) for path in paths
    )


def _declared(understanding: Understanding, name: str) -> Mapping[str, str]:
    return understanding.reference(name) or {}
