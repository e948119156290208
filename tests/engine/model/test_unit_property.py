"""What holds for every unit of the tree on every day."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import Stuck
from engine.model.city_data import HANOI, hanoi, read_fields, read_units
from engine.model.role import Role, Seat
from engine.model.unit import Body, Level, Unit

NOVEMBER_2018 = date(2018, 11, 17)
FIRST, LAST = date(2018, 1, 1), date(2026, 12, 31)
HEIGHT = {Level.COMMUNE: 0, Level.DISTRICT: 1, Level.CITY: 2}
COMMUNES_OF_2018 = [unit for unit in hanoi().valid_on(NOVEMBER_2018) if unit.level is Level.COMMUNE]

days = st.dates(FIRST, LAST)
units = st.sampled_from(read_units(HANOI))
committees = units.filter(lambda unit: unit.body is Body.COMMITTEE)
fields = st.sampled_from(sorted(read_fields(HANOI)))
seats = st.builds(
    Seat, level=st.sampled_from(Level), body=st.sampled_from(Body), role=st.just(Role.HANDLER), field=fields
)


def with_a_day_of_its_own(unit: Unit) -> st.SearchStrategy[tuple[Unit, date]]:
    """Return the unit with any of its days between 2018 and 2026."""
    first, last = unit.valid_from or FIRST, unit.valid_until or LAST
    return st.tuples(st.just(unit), st.dates(first, last))


def answer(ask: Callable[[], Unit]) -> Unit | str:
    """Return the unit found, or the code of the reason why a person has to decide."""
    try:
        return ask()
    except Stuck as stuck:
        return stuck.code


@given(unit=units, on=days)
def test_a_unit_is_found_by_its_code_exactly_on_its_days(unit: Unit, on: date) -> None:
    found = answer(lambda: hanoi().at(unit.code, on))

    assert (found == unit) == unit.is_valid_on(on)


@given(there=units.flatmap(with_a_day_of_its_own))
def test_every_chain_ends_in_the_city_and_never_steps_down(there: tuple[Unit, date]) -> None:
    unit, on = there

    chain = hanoi().chain(unit, on)

    assert chain[0] == unit
    assert chain[-1].code == "01"
    assert all(link.is_valid_on(on) for link in chain)
    assert all(HEIGHT[below.level] <= HEIGHT[above.level] for below, above in pairwise(chain))


@given(there=committees.flatmap(with_a_day_of_its_own))
def test_a_committee_fills_the_committee_seat_of_its_own_level(there: tuple[Unit, date]) -> None:
    place, on = there

    found = hanoi().resolve(Seat(place.level, Body.COMMITTEE, Role.LEADER, "ho-tich"), place, on)

    assert found == place


@given(seat=seats, place=committees, on=days)
def test_a_seat_is_filled_by_a_unit_that_fits_it_or_the_reason_is_named(
    seat: Seat, place: Unit, on: date
) -> None:
    found = answer(lambda: hanoi().resolve(seat, place, on))

    if isinstance(found, str):
        assert found in {"unit.none_in_charge", "unit.ambiguous", "unit.not_valid_on", "unit.splits"}
    else:
        assert (found.level, found.body) == (seat.level, seat.body)
        assert found.is_valid_on(on)
        assert seat.body is Body.COMMITTEE or found.is_in_charge_of(seat.field, on)


@given(field=fields, there=committees.flatmap(with_a_day_of_its_own))
def test_the_department_does_not_depend_on_the_place(field: str, there: tuple[Unit, date]) -> None:
    place, on = there
    seat = Seat(Level.CITY, Body.DEPARTMENT, Role.HANDLER, field)

    from_the_place = answer(lambda: hanoi().resolve(seat, place, on))
    from_the_city = answer(lambda: hanoi().resolve(seat, hanoi().at("01", on), on))

    assert from_the_place == from_the_city


@given(place=committees, on=days)
def test_work_is_carried_to_a_living_unit_of_the_same_level_or_a_person_decides(
    place: Unit, on: date
) -> None:
    carried = answer(lambda: hanoi().carried_to(place, on))

    if isinstance(carried, str):
        assert carried in {"unit.not_valid_on", "unit.splits"}
        assert not place.is_valid_on(on)
    else:
        assert carried.is_valid_on(on)
        assert carried.level is place.level


@given(unit=committees.filter(lambda unit: unit.valid_until is not None))
def test_a_successor_serves_from_the_day_after(unit: Unit) -> None:
    last = unit.valid_until or LAST

    successors = hanoi().successors(unit.code, last)

    assert all(heir.is_valid_on(last + timedelta(days=1)) for heir, _ in successors)


def test_the_communes_of_2018_fill_the_seats_of_30_districts() -> None:
    seat = Seat(Level.DISTRICT, Body.COMMITTEE, Role.LEADER, "ho-tich")

    districts = [hanoi().resolve(seat, unit, NOVEMBER_2018).code for unit in COMMUNES_OF_2018]

    assert len(districts) == 584
    assert len(set(districts)) == 30


@pytest.mark.parametrize("field", ["thue", "dat-dai", "bao-hiem-xa-hoi"])
def test_every_commune_of_2018_has_one_branch_of_each_agency(field: str) -> None:
    seat = Seat(Level.DISTRICT, Body.AGENCY, Role.HANDLER, field)

    for unit in COMMUNES_OF_2018:
        assert hanoi().resolve(seat, unit, NOVEMBER_2018).serves == {unit.parent}


def test_every_commune_of_2018_has_one_social_protection_centre() -> None:
    seat = Seat(Level.CITY, Body.FACILITY, Role.HANDLER, "bao-tro-xa-hoi")

    centres = {hanoi().resolve(seat, unit, NOVEMBER_2018).code for unit in COMMUNES_OF_2018}

    assert centres == {"TTBTXH1", "TTBTXH2", "TTBTXH3"}
