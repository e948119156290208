"""Which dossiers an actor may see: those that a unit of theirs received, or has or had a task of.

The database keeps with each dossier who that is (`seen_by`, revision 0009), so that one index answers it.
"""

from datetime import date
from typing import Any

from engine.model.actor import Actor
from engine.model.role import Role
from engine.model.search_words import quoted
from engine.store.work import Work

SEES_EVERYTHING = frozenset({Role.AUDITOR, Role.CITY_VIEWER, Role.OFFICE_REVIEWER, Role.OFFICE_PUBLISHER})

OF_THEIR_UNITS = "d.seen_by @@ CAST(:seats AS tsquery)"
"""A condition on dossier `d`: a unit of the actor works on it, in a field that the actor has in charge."""

VISIBLE = f"(:everything OR {OF_THEIR_UNITS})"
"""A condition on dossier `d`; its parameters are those of `rights`."""


def rights(actor: Actor, on: date) -> dict[str, Any]:
    """Return the parameters of `VISIBLE` for the appointments that an actor holds on a day."""
    held = [a for a in actor.appointments if (a.valid_from or on) <= on <= (a.valid_until or on)]
    return {
        "everything": any(a.role in SEES_EVERYTHING for a in held),
        "seats": " | ".join(sorted({quoted(seat) for a in held for seat in _seats(a.unit_code, a.fields)})),
    }


def works_on(work: Work, actor: Actor, code: str, on: date) -> bool:
    """Tell whether a unit of the actor works on a dossier: only such people see who else does."""
    row = work.run(
        f"SELECT 1 FROM dossier d WHERE d.code = :code AND {OF_THEIR_UNITS}",
        {"code": code, "seats": rights(actor, on)["seats"]},
    )
    return row.first() is not None


def _seats(unit: str, fields: frozenset[str]) -> list[str]:
    """A task without a field is for whoever holds its role, whatever fields they have in charge."""
    return [f"{unit}/{field}" for field in ("", *fields)] if fields else [unit]
