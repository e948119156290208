"""All units of a city through the years, and the rule that finds the one a step belongs to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from engine.errors import Broken, Stuck
from engine.model.role import Seat
from engine.model.unit import Body, Succession, Unit


class UnitTree:
    """The city's units, indexed once and never changed; every question is asked for a day.

    A unit is always found from its code, its level and the place of the dossier, never by name: two wards
    are called Minh Khai. Two periods of one code that overlap are Broken `unit.periods_overlap`.
    """

    def __init__(self, units: Iterable[Unit], successions: Iterable[Succession]) -> None:
        by_code: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            by_code[unit.code].append(unit)
        heirs: defaultdict[tuple[str, date], list[Succession]] = defaultdict(list)
        for succession in successions:
            heirs[succession.old_code, succession.succeeded_on].append(succession)
        self._by_code = {code: _in_order_of_time(by_code[code]) for code in sorted(by_code)}
        self._heirs = dict(heirs)
        self._by_field = _indexed_by_field(self._by_code.values())

    def at(self, code: str, on: date) -> Unit:
        """Return the unit that bears a code on a day; Stuck `unit.not_valid_on` when none does."""
        for unit in self._by_code.get(code, ()):
            if unit.is_valid_on(on):
                return unit
        raise Stuck("unit.not_valid_on", unit=code, on=on)

    def valid_on(self, on: date) -> Iterator[Unit]:
        """Yield every unit that exists on a day, by code."""
        return (unit for periods in self._by_code.values() for unit in periods if unit.is_valid_on(on))

    def parent(self, unit: Unit, on: date) -> Unit | None:
        """Return the unit above on that day, None for the city."""
        return None if unit.parent is None else self.at(unit.parent, on)

    def chain(self, unit: Unit, on: date) -> tuple[Unit, ...]:
        """Return the unit and all above it on that day, the city last."""
        above = self.parent(unit, on)
        return (unit,) if above is None else (unit, *self.chain(above, on))

    def successors(self, code: str, on: date) -> tuple[tuple[Unit, bool], ...]:
        """Return what took over, directly, from the unit that bears the code on that day.

        Each successor comes with True when it took over a part only. Empty while the unit lives on, and
        where our data do not name the successor.
        """
        return self._successors(self.at(code, on))

    def carried_to(self, unit: Unit, on: date) -> Unit:
        """Return the unit that goes on, on a later day, with the running work of `unit`.

        Stuck `unit.splits` when its land was divided, so that a person decides for each dossier, and
        `unit.not_valid_on` when nothing is known to follow it.
        """
        while not unit.is_valid_on(on):
            heirs = self._successors(unit) if unit.has_ended_by(on) else ()
            if not heirs:
                raise Stuck("unit.not_valid_on", unit=unit.code, on=on)
            if len(heirs) > 1 or heirs[0][1]:
                successors = [heir.code for heir, _ in heirs]
                raise Stuck(
                    "unit.splits", unit=unit.code, on=on, successors=successors, above=self._above(unit, on)
                )
            unit = heirs[0][0]
        return unit

    def _above(self, unit: Unit, on: date) -> str | None:
        """Return the nearest unit above an ended one that still exists: whose head decides what becomes of its work."""
        while unit.parent is not None:
            last_on = unit.valid_until or on
            unit = self.at(unit.parent, last_on)
            if unit.is_valid_on(on):
                return unit.code
        return None

    def resolve(self, seat: Seat, place: Unit, on: date) -> Unit:
        """Return the unit that fills a seat for a dossier of a place, on the day the step begins.

        A committee is the place itself or the one above it at the seat's level. Any other body is the one
        that has the field in charge on that day; one that names the place, or a unit above it, among those
        it serves goes before one that serves the whole city. `place` may have ended: see `carried_to`.
        Stuck `unit.none_in_charge` or `unit.ambiguous` when there is not exactly one.
        """
        chain = self.chain(self.carried_to(place, on), on)
        if seat.body is Body.COMMITTEE:
            found = [unit for unit in chain if (unit.level, unit.body) == (seat.level, seat.body)]
        else:
            found = self._in_charge(seat, {unit.code for unit in chain}, on)
        if len(found) == 1:
            return found[0]
        facts = {"level": seat.level, "body": seat.body, "field": seat.field, "place": place.code, "on": on}
        if not found:
            raise Stuck("unit.none_in_charge", **facts)
        raise Stuck("unit.ambiguous", candidates=[unit.code for unit in found], **facts)

    def _in_charge(self, seat: Seat, places: set[str], on: date) -> list[Unit]:
        in_charge = [
            unit
            for unit in self._by_field.get(seat.field, ())
            if (unit.level, unit.body) == (seat.level, seat.body) and unit.is_in_charge_of(seat.field, on)
        ]
        near = [unit for unit in in_charge if not unit.serves.isdisjoint(places)]
        return near or [unit for unit in in_charge if not unit.serves]

    def _successors(self, unit: Unit) -> tuple[tuple[Unit, bool], ...]:
        if unit.valid_until is None:
            return ()
        next_day = unit.valid_until + timedelta(days=1)
        heirs = self._heirs.get((unit.code, next_day), ())
        return tuple((self.at(heir.new_code, next_day), heir.partly) for heir in heirs)


def _in_order_of_time(periods: list[Unit]) -> tuple[Unit, ...]:
    ordered = sorted(periods, key=lambda unit: unit.valid_from or date.min)
    for earlier, later in pairwise(ordered):
        if later.valid_from is None or not earlier.has_ended_by(later.valid_from):
            raise Broken("unit.periods_overlap", unit=earlier.code)
    return tuple(ordered)


def _indexed_by_field(units: Iterable[tuple[Unit, ...]]) -> dict[str, tuple[Unit, ...]]:
    by_field: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in (unit for periods in units for unit in periods):
        for field in sorted({charge.field for charge in unit.charges}):
            by_field[field].append(unit)
    return {field: tuple(found) for field, found in by_field.items()}
