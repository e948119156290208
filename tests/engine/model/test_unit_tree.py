"""Units found by code and day, what is above them, and who carries their work on."""

from dataclasses import replace
from datetime import date

import pytest

from engine.errors import Broken, Stuck
from engine.model.city_data import hanoi
from engine.model.unit import Body, Level, Succession, Unit
from engine.model.unit_tree import UnitTree

NOVEMBER_2018 = date(2018, 11, 17)
LAST_OF_DISTRICTS = date(2025, 6, 30)
TWO_LEVELS = date(2025, 7, 1)

CITY = Unit("01", "Thành phố Hà Nội", Level.CITY, Body.COMMITTEE, "Thành phố", None, "000.00.00.H26")
WARD = Unit("00001", "Phường Một", Level.COMMUNE, Body.COMMITTEE, "Phường", "01", "000.01.31.H26")


def codes(units: tuple[Unit, ...]) -> list[str]:
    return [unit.code for unit in units]


def test_one_code_names_two_units_in_two_periods() -> None:
    before = hanoi().at("00004", LAST_OF_DISTRICTS)
    after = hanoi().at("00004", TWO_LEVELS)

    assert (before.name, before.parent) == ("Phường Trúc Bạch", "001")
    assert (after.name, after.parent) == ("Phường Ba Đình", "01")


def test_one_name_belongs_to_two_units_told_apart_by_code() -> None:
    name = "Phường Minh Khai"

    districts = {unit.code: unit.parent for unit in hanoi().valid_on(NOVEMBER_2018) if unit.name == name}

    assert districts == {"00295": "007", "00613": "021"}


def test_a_code_that_no_unit_bears_on_the_day_is_stuck() -> None:
    with pytest.raises(Stuck) as stuck:
        hanoi().at("007", TWO_LEVELS)

    assert stuck.value.code == "unit.not_valid_on"
    assert stuck.value.facts == {"unit": "007", "on": TWO_LEVELS}


def test_a_code_that_never_was_is_stuck_too() -> None:
    with pytest.raises(Stuck, match=r"unit\.not_valid_on"):
        hanoi().at("99999", NOVEMBER_2018)


def test_the_units_of_a_day_come_in_the_order_of_their_codes() -> None:
    listed = [unit.code for unit in hanoi().valid_on(NOVEMBER_2018)]

    assert listed == sorted(listed)
    assert len(set(listed)) == len(listed)


def test_a_commune_of_2018_stands_under_its_district_and_the_city() -> None:
    commune = hanoi().at("00613", NOVEMBER_2018)

    assert codes(hanoi().chain(commune, NOVEMBER_2018)) == ["00613", "021", "01"]


def test_a_commune_of_july_2025_stands_right_under_the_city() -> None:
    commune = hanoi().at("00613", TWO_LEVELS)

    assert codes(hanoi().chain(commune, TWO_LEVELS)) == ["00613", "01"]


def test_a_facility_moves_to_another_department_and_stays_itself() -> None:
    before = hanoi().at("TTBTXH1", date(2025, 2, 28))
    after = hanoi().at("TTBTXH1", date(2025, 3, 1))

    assert codes(hanoi().chain(before, date(2025, 2, 28))) == ["TTBTXH1", "SLDTBXH", "01"]
    assert codes(hanoi().chain(after, date(2025, 3, 1))) == ["TTBTXH1", "SYT", "01"]


def test_the_city_has_no_parent() -> None:
    assert hanoi().parent(hanoi().at("01", NOVEMBER_2018), NOVEMBER_2018) is None


def test_a_commune_may_go_to_several_successors_in_part() -> None:
    successors = hanoi().successors("00295", LAST_OF_DISTRICTS)

    assert {(unit.name, partly) for unit, partly in successors} == {
        ("Phường Bạch Mai", True),
        ("Phường Tương Mai", True),
    }


def test_a_code_asked_after_the_turn_means_the_new_unit() -> None:
    assert hanoi().successors("00613", LAST_OF_DISTRICTS)
    assert hanoi().successors("00613", TWO_LEVELS) == ()


def test_a_commune_that_ended_in_2024_has_no_known_successor() -> None:
    assert hanoi().at("00010", date(2024, 12, 31)).valid_until == date(2024, 12, 31)
    assert hanoi().successors("00010", date(2024, 12, 31)) == ()


def test_a_unit_that_lives_on_carries_its_own_work() -> None:
    commune = hanoi().at("00295", NOVEMBER_2018)

    assert hanoi().carried_to(commune, LAST_OF_DISTRICTS) is commune


def test_a_unit_taken_over_whole_hands_its_work_to_the_successor() -> None:
    commune = hanoi().at("00001", NOVEMBER_2018)

    assert hanoi().carried_to(commune, TWO_LEVELS).name == "Phường Hồng Hà"


def test_the_old_unit_of_a_code_used_again_is_followed_to_its_real_successor() -> None:
    old = hanoi().at("00292", NOVEMBER_2018)
    new = hanoi().at("00292", TWO_LEVELS)

    assert (old.name, new.name) == ("Phường Quỳnh Lôi", "Phường Bạch Mai")
    assert hanoi().carried_to(old, TWO_LEVELS) is new


def test_work_is_carried_on_through_every_turn_in_between() -> None:
    second = replace(WARD, code="00002", valid_from=date(2020, 3, 1), valid_until=LAST_OF_DISTRICTS)
    third = replace(WARD, code="00003", valid_from=TWO_LEVELS)
    first = replace(WARD, valid_until=date(2020, 2, 29))
    handed_on = [
        Succession("00001", "00002", date(2020, 3, 1), partly=False),
        Succession("00002", "00003", TWO_LEVELS, partly=False),
    ]

    tree = UnitTree([CITY, first, second, third], handed_on)

    assert tree.carried_to(first, date(2020, 3, 1)) is second
    assert tree.carried_to(first, TWO_LEVELS) is third


def test_a_commune_merged_in_2020_hands_its_work_to_the_merged_one() -> None:
    abolished = hanoi().at("09736", NOVEMBER_2018)

    assert abolished.name == "Xã Cẩm Đình"
    assert hanoi().carried_to(abolished, date(2020, 3, 1)).name == "Xã Xuân Đình"


def test_a_person_decides_where_the_work_of_a_divided_unit_goes() -> None:
    commune = hanoi().at("00295", NOVEMBER_2018)

    with pytest.raises(Stuck) as stuck:
        hanoi().carried_to(commune, TWO_LEVELS)

    assert stuck.value.code == "unit.splits"
    assert stuck.value.facts["successors"] == ["00292", "00322"]


def test_a_person_decides_too_when_the_only_known_successor_took_a_part() -> None:
    commune = hanoi().at("00556", NOVEMBER_2018)

    with pytest.raises(Stuck) as stuck:
        hanoi().carried_to(commune, TWO_LEVELS)

    assert stuck.value.code == "unit.splits"
    assert stuck.value.facts["successors"] == ["00541"]


def test_work_without_a_known_successor_is_stuck() -> None:
    commune = hanoi().at("00010", NOVEMBER_2018)

    with pytest.raises(Stuck) as stuck:
        hanoi().carried_to(commune, date(2025, 1, 1))

    assert stuck.value.code == "unit.not_valid_on"
    assert stuck.value.facts == {"unit": "00010", "on": date(2025, 1, 1)}


def test_work_is_never_carried_back_in_time() -> None:
    commune = hanoi().at("00004", TWO_LEVELS)

    with pytest.raises(Stuck, match=r"unit\.not_valid_on"):
        hanoi().carried_to(commune, NOVEMBER_2018)


def test_a_unit_that_ended_is_not_followed_for_a_day_before_its_beginning() -> None:
    short = replace(WARD, valid_from=date(2019, 1, 1), valid_until=date(2019, 12, 31))
    heir = replace(WARD, code="00002")
    tree = UnitTree([CITY, short, heir], [Succession("00001", "00002", date(2020, 1, 1), partly=False)])

    with pytest.raises(Stuck, match=r"unit\.not_valid_on"):
        tree.carried_to(short, NOVEMBER_2018)


@pytest.mark.parametrize(
    ("earlier_ends", "later_begins"),
    [
        (None, date(2025, 7, 1)),
        (date(2025, 7, 1), date(2025, 7, 1)),
        (date(2025, 6, 30), None),
    ],
)
def test_two_periods_of_a_code_that_overlap_are_refused(
    earlier_ends: date | None, later_begins: date | None
) -> None:
    periods = [replace(WARD, valid_until=earlier_ends), replace(WARD, valid_from=later_begins)]

    with pytest.raises(Broken, match=r"unit\.periods_overlap"):
        UnitTree([CITY, *periods], [])


def test_a_period_may_begin_on_the_day_after_the_one_before() -> None:
    earlier = replace(WARD, valid_until=LAST_OF_DISTRICTS)
    later = replace(WARD, name="Phường Một mới", valid_from=TWO_LEVELS)

    tree = UnitTree([CITY, later, earlier], [])

    assert tree.at("00001", LAST_OF_DISTRICTS) is earlier
    assert tree.at("00001", TWO_LEVELS) is later
