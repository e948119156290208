"""The tables of Ha Noi: how many units each period has, and that the rows agree with each other."""

import csv
import re
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from engine.model.city_data import HANOI, hanoi, read_fields, read_successions, read_units
from engine.model.unit import Body, Level, Unit

ORDER_07 = date(2018, 11, 9)
UNITS = read_units(HANOI)
TURNS = [date(2018, 11, 17), date(2020, 3, 1), date(2025, 1, 1), date(2025, 3, 1), date(2025, 7, 1)]
COMMITTEE, DEPARTMENT, FACILITY, AGENCY = Body.COMMITTEE, Body.DEPARTMENT, Body.FACILITY, Body.AGENCY
TABLES = ["units.csv", "charges.csv", "fields.csv", "successions.csv"]


def count(level: Level, body: Body, on: date) -> int:
    return sum((unit.level, unit.body) == (level, body) for unit in hanoi().valid_on(on))


@pytest.mark.parametrize(
    ("on", "communes"),
    [
        (ORDER_07, 584),  # the number Công điện 07/CĐ-UBND gives
        (date(2020, 2, 29), 584),
        (date(2020, 3, 1), 579),
        (date(2024, 12, 31), 579),
        (date(2025, 1, 1), 526),
        (date(2025, 6, 30), 526),
        (date(2025, 7, 1), 126),
    ],
)
def test_each_period_has_its_number_of_communes(on: date, communes: int) -> None:
    assert count(Level.COMMUNE, COMMITTEE, on) == communes


def test_the_city_of_the_order_has_22_departments_and_30_districts() -> None:
    assert count(Level.CITY, DEPARTMENT, ORDER_07) == 22
    assert count(Level.DISTRICT, COMMITTEE, ORDER_07) == 30


def test_five_departments_fewer_are_left_after_march_2025() -> None:
    assert count(Level.CITY, DEPARTMENT, date(2025, 2, 28)) == 22
    assert count(Level.CITY, DEPARTMENT, date(2025, 3, 1)) == 17


def test_no_unit_of_the_district_level_is_left_in_july_2025() -> None:
    assert not [unit for unit in hanoi().valid_on(date(2025, 7, 1)) if unit.level is Level.DISTRICT]


def test_every_district_has_its_branches_of_tax_insurance_and_land_registration() -> None:
    branches = [
        unit for unit in hanoi().valid_on(ORDER_07) if (unit.level, unit.body) == (Level.DISTRICT, AGENCY)
    ]
    districts = {
        unit.code
        for unit in hanoi().valid_on(ORDER_07)
        if (unit.level, unit.body) == (Level.DISTRICT, COMMITTEE)
    }

    served = Counter(place for unit in branches for place in unit.serves)

    assert served == dict.fromkeys(districts, 3)


def test_the_map_of_july_2025_has_795_pairs_from_526_to_126() -> None:
    rows = [row for row in read_successions(HANOI) if row.succeeded_on == date(2025, 7, 1)]
    heirs = Counter(row.old_code for row in rows)

    assert len(rows) == 795
    assert len(heirs) == 526
    assert sum(number > 1 for number in heirs.values()) == 198
    assert len({row.new_code for row in rows}) == 126


def test_no_pair_of_a_succession_is_told_twice() -> None:
    pairs = [(row.old_code, row.new_code, row.succeeded_on) for row in read_successions(HANOI)]

    assert len(set(pairs)) == len(pairs)


def test_a_commune_with_several_successors_goes_to_each_of_them_only_partly() -> None:
    rows = read_successions(HANOI)
    heirs = Counter((row.old_code, row.succeeded_on) for row in rows)

    assert all(row.partly for row in rows if heirs[row.old_code, row.succeeded_on] > 1)


def test_every_succession_joins_a_unit_that_ends_to_one_that_exists_the_next_day() -> None:
    ends = {(unit.code, unit.valid_until) for unit in UNITS}

    for row in read_successions(HANOI):
        day_before = date.fromordinal(row.succeeded_on.toordinal() - 1)
        assert (row.old_code, day_before) in ends
        assert hanoi().at(row.new_code, row.succeeded_on).level is Level.COMMUNE


def test_the_periods_of_a_code_follow_each_other_without_overlap() -> None:
    in_order = sorted(UNITS, key=lambda unit: (unit.code, unit.valid_from or date.min))

    for earlier, later in pairwise(in_order):
        if earlier.code == later.code:
            assert earlier.valid_until is not None
            assert later.valid_from is not None
            assert earlier.valid_until < later.valid_from


@pytest.mark.parametrize("on", TURNS)
def test_every_commune_has_a_parent_one_step_above(on: date) -> None:
    above = Level.DISTRICT if on < date(2025, 7, 1) else Level.CITY

    parents = {
        (parent.level, parent.body)
        for unit in hanoi().valid_on(on)
        if unit.level is Level.COMMUNE and (parent := hanoi().parent(unit, on))
    }

    assert parents == {(above, COMMITTEE)}


@pytest.mark.parametrize("on", TURNS)
def test_identifiers_are_distinct_on_any_day(on: date) -> None:
    identifiers = [unit.identifier for unit in hanoi().valid_on(on)]

    assert len(set(identifiers)) == len(identifiers)


def test_identifiers_have_the_form_of_qcvn_102() -> None:
    form = re.compile(r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.H26")

    assert [unit.code for unit in UNITS if not form.fullmatch(unit.identifier)] == []


def test_a_name_begins_with_its_kind() -> None:
    assert [unit.name for unit in UNITS if not unit.name.startswith(unit.kind)] == []


@pytest.mark.parametrize("on", TURNS)
def test_a_facility_stands_under_the_department_that_has_its_field_in_charge(on: date) -> None:
    facilities = [unit for unit in hanoi().valid_on(on) if unit.body is FACILITY]

    assert len(facilities) >= 2
    for unit in facilities:
        department = hanoi().parent(unit, on)
        assert department is not None
        assert all(department.is_in_charge_of(charge.field, on) for charge in unit.charges)


@pytest.mark.parametrize("on", TURNS)
def test_no_two_departments_have_one_field_in_charge(on: date) -> None:
    departments = [unit for unit in hanoi().valid_on(on) if unit.body is DEPARTMENT]

    def in_charge(field: str) -> list[Unit]:
        return [unit for unit in departments if unit.is_in_charge_of(field, on)]

    assert [field for field in read_fields(HANOI) if len(in_charge(field)) > 1] == []


@pytest.mark.parametrize("on", TURNS)
def test_every_field_has_a_department_or_an_agency_in_charge(on: date) -> None:
    holders = [unit for unit in hanoi().valid_on(on) if unit.level is Level.CITY]

    lost = [
        field for field in read_fields(HANOI) if not any(unit.is_in_charge_of(field, on) for unit in holders)
    ]

    assert lost == []


def test_every_department_has_a_field_in_charge_while_it_exists() -> None:
    idle = [
        (unit.code, on)
        for on in TURNS
        for unit in hanoi().valid_on(on)
        if unit.body is not COMMITTEE
        and not any(unit.is_in_charge_of(field, on) for field in read_fields(HANOI))
    ]

    assert idle == []


def test_charges_name_only_known_fields_and_units() -> None:
    with (HANOI / "charges.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))

    assert {row["field_code"] for row in rows} == set(read_fields(HANOI))
    assert {row["unit_code"] for row in rows} <= {unit.code for unit in UNITS}


def test_field_codes_are_plain_slugs() -> None:
    slug = re.compile(r"[a-z]+(-[a-z]+)*")

    assert [code for code in read_fields(HANOI) if not slug.fullmatch(code)] == []


@pytest.mark.parametrize("table", ["units.csv", "charges.csv", "successions.csv"])
def test_every_row_says_how_far_it_can_be_trusted(table: str) -> None:
    with (HANOI / table).open(encoding="utf-8", newline="") as lines:
        marks = {row["provenance"] for row in csv.DictReader(lines)}

    assert marks <= {"source", "public_lists", "from_memory", "reconstructed"}


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_sorted_and_has_unix_line_ends(table: str) -> None:
    text = (HANOI / table).read_bytes().decode("utf-8")
    order = [2, 0, 1] if table == "successions.csv" else [0, 1]
    if table == "units.csv":
        order = [0, 8]

    keys = [[row[column] for column in order] for row in list(csv.reader(text.splitlines()))[1:]]

    assert "\r" not in text
    assert keys == sorted(keys)
