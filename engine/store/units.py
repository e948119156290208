"""Units and successions as stored: dated data that administrators change."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from engine.model.unit import Body, Charge, Level, Succession, Unit
from engine.model.unit_tree import UnitTree
from engine.store.rows import as_rows
from engine.store.work import Work


def add(work: Work, units: Iterable[Unit], successions: Iterable[Succession]) -> None:
    """Store units with their periods, and what became of them."""
    work.run(
        """
        INSERT INTO unit (code, valid_from, valid_until, name, level, body, kind, parent, identifier, serves, charges)
        SELECT code, COALESCE(valid_from, '-infinity'), valid_until, name, level, body, kind, parent, identifier,
               serves, charges
        FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r(
            code text, valid_from date, valid_until date, name text, level text, body text, kind text,
            parent text, identifier text, serves jsonb, charges jsonb)
        """,
        as_rows(asdict(unit) for unit in units),
    )
    work.run(
        """
        INSERT INTO succession (old_code, new_code, succeeded_on, partly)
        SELECT old_code, new_code, succeeded_on, partly FROM jsonb_to_recordset(CAST(:rows AS jsonb))
            AS r(old_code text, new_code text, succeeded_on date, partly boolean)
        """,
        as_rows(asdict(succession) for succession in successions),
    )


def load(work: Work) -> UnitTree:
    """Return all units of all periods."""
    # A date before all dates has no counterpart in Python, so it never leaves the database.
    units = work.run(
        """
        SELECT code, NULLIF(valid_from, '-infinity') AS valid_from, valid_until, name, level, body, kind, parent,
               identifier, serves, charges
        FROM unit
        """
    )
    successions = work.run("SELECT old_code, new_code, succeeded_on, partly FROM succession")
    return UnitTree(
        (_unit(dict(row)) for row in units.mappings()),
        (Succession(**row) for row in successions.mappings()),
    )


def _unit(row: dict[str, Any]) -> Unit:
    return Unit(
        **row
        | {
            "level": Level(row["level"]),
            "body": Body(row["body"]),
            "serves": frozenset(row["serves"]),
            "charges": tuple(_charge(charge) for charge in row["charges"]),
        }
    )


def _charge(stored: dict[str, Any]) -> Charge:
    return Charge(stored["field"], _day(stored["valid_from"]), _day(stored["valid_until"]))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
