"""The unit of a dossier on the day of receipt."""

from datetime import date

from engine.errors import Stuck
from migration_tools.faults.rules.finding import Finding, Known, Values, day, found, text

_FIELD = "unit"


def check(values: Values, known: Known) -> list[Finding]:
    """Find a unit that does not exist, or no longer did when the dossier was received.

    Without a day of receipt nothing can be said of a unit, and the missing day is a fault of its own.
    """
    code, (_, received_on) = text(values, _FIELD), day(values, "received")
    if received_on is None:
        return []
    try:
        known.units.at(code, received_on)
    except Stuck:
        return [_ended(code, received_on, values, known)]
    return []


def _ended(code: str, received_on: date, values: Values, known: Known) -> Finding:
    try:
        unit = known.units.at(code, known.units_from)
    except Stuck:
        return found("unit.unknown", _FIELD, values)
    try:
        heir = known.units.carried_to(unit, received_on)
    except Stuck as stuck:
        return found("unit.split" if stuck.code == "unit.splits" else "unit.closed", _FIELD, values)
    return found("unit.merged", _FIELD, values, heir.code)
