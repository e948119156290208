"""Which unit fills a seat: found from level, body, field, the dossier's place and the day."""

from datetime import date

import pytest

from engine.errors import Stuck
from engine.model.city_data import hanoi
from engine.model.role import Role, Seat
from engine.model.unit import Body, Level, Unit
from engine.model.unit_tree import UnitTree

NOVEMBER_2018 = date(2018, 11, 17)
BEFORE_MARCH_2025 = date(2025, 2, 28)
MARCH_2025 = date(2025, 3, 1)
TWO_LEVELS = date(2025, 7, 1)
MINH_KHAI = hanoi().at("00295", NOVEMBER_2018)


def seat(level: Level, body: Body, field: str = "bao-tro-xa-hoi") -> Seat:
    return Seat(level, body, Role.HANDLER, field)


COMMUNE = seat(Level.COMMUNE, Body.COMMITTEE)
DISTRICT = seat(Level.DISTRICT, Body.COMMITTEE)
CITY = seat(Level.CITY, Body.COMMITTEE)
DEPARTMENT = seat(Level.CITY, Body.DEPARTMENT)
FACILITY = seat(Level.CITY, Body.FACILITY)


@pytest.mark.parametrize(
    ("asked", "code"),
    [(COMMUNE, "00295"), (DISTRICT, "007"), (DEPARTMENT, "SLDTBXH"), (FACILITY, "TTBTXH2"), (CITY, "01")],
)
def test_a_dossier_climbs_from_its_commune_to_the_city(asked: Seat, code: str) -> None:
    assert hanoi().resolve(asked, MINH_KHAI, NOVEMBER_2018).code == code


def test_the_other_ward_of_the_same_name_leads_to_its_own_district() -> None:
    other = hanoi().at("00613", NOVEMBER_2018)

    assert other.name == MINH_KHAI.name
    assert hanoi().resolve(COMMUNE, other, NOVEMBER_2018) is other
    assert hanoi().resolve(DISTRICT, other, NOVEMBER_2018).code == "021"


def test_a_dossier_of_a_district_needs_no_commune() -> None:
    district = hanoi().at("007", NOVEMBER_2018)

    assert hanoi().resolve(DISTRICT, district, NOVEMBER_2018) is district
    assert hanoi().resolve(FACILITY, district, NOVEMBER_2018).code == "TTBTXH2"


def test_a_step_below_the_place_of_the_dossier_is_stuck() -> None:
    district = hanoi().at("007", NOVEMBER_2018)

    with pytest.raises(Stuck) as stuck:
        hanoi().resolve(COMMUNE, district, NOVEMBER_2018)

    assert stuck.value.code == "unit.none_in_charge"
    assert stuck.value.facts == {
        "level": Level.COMMUNE,
        "body": Body.COMMITTEE,
        "field": "bao-tro-xa-hoi",
        "place": "007",
        "on": NOVEMBER_2018,
    }


@pytest.mark.parametrize(
    ("field", "in_2018", "from_march_2025"),
    [
        ("nguoi-co-cong", "SLDTBXH", "SNV"),
        ("bao-tro-xa-hoi", "SLDTBXH", "SYT"),
        ("dat-dai", "STNMT", "SNNMT"),
        ("dau-tu", "SKHDT", "STC"),
        ("duong-bo", "SGTVT", "SXD"),
        ("dan-toc", "BDT", "SDTTG"),
        ("ho-tich", "STP", "STP"),
    ],
)
def test_the_department_is_the_one_in_charge_on_the_day(
    field: str, in_2018: str, from_march_2025: str
) -> None:
    asked = seat(Level.CITY, Body.DEPARTMENT, field)

    assert hanoi().resolve(asked, MINH_KHAI, BEFORE_MARCH_2025).code == in_2018
    assert hanoi().resolve(asked, MINH_KHAI, MARCH_2025).code == from_march_2025


def test_a_field_that_went_to_the_police_has_no_department_left() -> None:
    department = seat(Level.CITY, Body.DEPARTMENT, "ly-lich-tu-phap")
    police = seat(Level.CITY, Body.AGENCY, "ly-lich-tu-phap")

    with pytest.raises(Stuck, match=r"unit\.none_in_charge"):
        hanoi().resolve(department, MINH_KHAI, MARCH_2025)
    assert hanoi().resolve(police, MINH_KHAI, MARCH_2025).code == "CATP"


def test_a_field_nobody_knows_is_stuck() -> None:
    with pytest.raises(Stuck, match=r"unit\.none_in_charge"):
        hanoi().resolve(seat(Level.CITY, Body.DEPARTMENT, "khong-co"), MINH_KHAI, NOVEMBER_2018)


@pytest.mark.parametrize(
    ("field", "code"), [("thue", "CCT-007"), ("dat-dai", "CNDKDD-007"), ("bao-hiem-xa-hoi", "BHXH-007")]
)
def test_a_branch_of_an_agency_is_the_one_that_serves_the_district(field: str, code: str) -> None:
    asked = seat(Level.DISTRICT, Body.AGENCY, field)

    assert hanoi().resolve(asked, MINH_KHAI, NOVEMBER_2018).code == code


def test_the_seat_of_an_agency_at_the_city_is_not_filled_by_a_branch() -> None:
    asked = seat(Level.CITY, Body.AGENCY, "thue")

    assert hanoi().resolve(asked, MINH_KHAI, NOVEMBER_2018).code == "CT"


@pytest.mark.parametrize(("district", "centre"), [("017", "TTBTXH1"), ("281", "TTBTXH2"), ("271", "TTBTXH3")])
def test_the_place_decides_between_several_centres(district: str, centre: str) -> None:
    place = hanoi().at(district, NOVEMBER_2018)

    assert hanoi().resolve(FACILITY, place, NOVEMBER_2018).code == centre


def test_centres_whose_areas_are_not_known_are_ambiguous() -> None:
    with pytest.raises(Stuck) as stuck:
        hanoi().resolve(FACILITY, MINH_KHAI, MARCH_2025)

    assert stuck.value.code == "unit.ambiguous"
    assert stuck.value.facts["candidates"] == ["TTBTXH1", "TTBTXH2", "TTBTXH3"]


def test_a_centre_that_serves_the_place_goes_before_one_for_the_whole_city() -> None:
    city = hanoi().at("01", NOVEMBER_2018)
    near = hanoi().at("TTBTXH1", NOVEMBER_2018)
    for_all = Unit(
        "TTX",
        "Trung tâm X",
        Level.CITY,
        Body.FACILITY,
        "Trung tâm",
        "01",
        "000.09.13.H26",
        charges=near.charges,
    )
    ba_dinh, hai_ba_trung = (hanoi().at(code, NOVEMBER_2018) for code in ("001", "007"))

    tree = UnitTree([city, ba_dinh, hai_ba_trung, near, for_all], [])

    assert "007" not in near.serves
    assert tree.resolve(FACILITY, ba_dinh, NOVEMBER_2018) is near
    assert tree.resolve(FACILITY, hai_ba_trung, NOVEMBER_2018) is for_all


def test_after_the_districts_ended_their_seat_stays_empty() -> None:
    commune = hanoi().at("00004", TWO_LEVELS)

    with pytest.raises(Stuck, match=r"unit\.none_in_charge"):
        hanoi().resolve(DISTRICT, commune, TWO_LEVELS)
    assert hanoi().resolve(CITY, commune, TWO_LEVELS).code == "01"


def test_a_dossier_of_an_old_commune_goes_on_in_the_one_that_took_it_over_whole() -> None:
    old = hanoi().at("00004", NOVEMBER_2018)

    found = hanoi().resolve(COMMUNE, old, TWO_LEVELS)

    assert (old.name, found.name) == ("Phường Trúc Bạch", "Phường Ba Đình")


@pytest.mark.parametrize("asked", [COMMUNE, DEPARTMENT, CITY])
def test_a_dossier_of_a_divided_commune_waits_for_a_person(asked: Seat) -> None:
    with pytest.raises(Stuck, match=r"unit\.splits"):
        hanoi().resolve(asked, MINH_KHAI, TWO_LEVELS)


def test_a_dossier_of_a_district_that_ended_waits_for_a_person() -> None:
    district = hanoi().at("007", NOVEMBER_2018)

    with pytest.raises(Stuck, match=r"unit\.not_valid_on"):
        hanoi().resolve(DISTRICT, district, TWO_LEVELS)
