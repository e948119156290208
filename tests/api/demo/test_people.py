"""The demo city is fully staffed, by people who are the same at every start."""

import re
from collections import Counter
from datetime import date

import pytest

from api.demo.people import Staff, cast, people
from engine.model.actor import Actor
from engine.model.city_data import HANOI, hanoi, read_fields, role_places
from engine.model.role import TASK_ROLES, Role, roles_at
from engine.model.unit import Level

NOVEMBER_2018 = date(2018, 11, 17)
TWO_LEVELS = date(2025, 7, 1)
STAFF = list(people(hanoi(), NOVEMBER_2018))
DAYS = [NOVEMBER_2018, date(2020, 3, 1), date(2025, 3, 1), TWO_LEVELS]


def deputies() -> list[Staff]:
    return [(person, post) for person, post in STAFF if post.fields]


@pytest.mark.parametrize("on", DAYS)
def test_every_task_role_of_every_unit_has_somebody_who_may_act(on: date) -> None:
    posts: dict[tuple[str, Role], Actor] = {}
    for person, post in people(hanoi(), on):
        posts.setdefault((post.unit_code, post.role), Actor(person.id, person.name, (post,)))

    for unit in hanoi().valid_on(on):
        for role in TASK_ROLES & roles_at(role_places(), unit.level, unit.body, on):
            assert posts[unit.code, role].may_act(unit, role, "ho-tich", on)


@pytest.mark.parametrize("on", DAYS)
def test_nobody_holds_a_role_that_does_not_exist_in_the_unit(on: date) -> None:
    units = {unit.code: unit for unit in hanoi().valid_on(on)}

    for _, post in people(hanoi(), on):
        unit = units[post.unit_code]
        assert post.role in roles_at(role_places(), unit.level, unit.body, on)


def test_the_city_of_2018_has_four_thousand_and_some_people() -> None:
    assert len(STAFF) == 4462


def test_the_people_are_the_same_at_every_start() -> None:
    assert list(people(hanoi(), NOVEMBER_2018)) == STAFF


@pytest.mark.parametrize(
    ("account", "name"),
    [
        ("tiepnhan.00004", "Kiều Quang Sáng"),
        ("vanthu.vpdkdd", "Phạm Công Nam"),
        ("thuly.00001", "Vương Mạnh Thọ"),
    ],
)
def test_an_account_keeps_its_name_for_ever(account: str, name: str) -> None:
    names = {person.account: person.name for person, _ in STAFF}

    assert names[account] == name


def test_an_account_means_the_same_person_on_every_day() -> None:
    then = {person.account: person for person, _ in STAFF}
    later = {person.account: person for person, _ in people(hanoi(), TWO_LEVELS)}

    both = then.keys() & later.keys()

    assert "tiepnhan.00004" in both
    assert all(then[account] == later[account] for account in both)


def test_everybody_has_an_account_of_their_own() -> None:
    accounts = Counter(person.account for person, _ in [*STAFF, *cast()])

    assert [account for account, times in accounts.items() if times > 1] == []


def test_accounts_can_be_typed_on_any_keyboard() -> None:
    form = re.compile(r"[a-z]+[0-9]?(\.[a-z0-9]+(-[0-9]{3})?)?")

    assert [person.account for person, _ in [*STAFF, *cast()] if not form.fullmatch(person.account)] == []


def test_nobody_in_a_unit_shares_a_name() -> None:
    names = Counter((post.unit_code, person.name) for person, post in [*STAFF, *cast()])

    assert [name for name, times in names.items() if times > 1] == []


def test_few_people_of_the_city_share_a_name() -> None:
    assert len({person.name for person, _ in STAFF}) > 0.97 * len(STAFF)


def test_a_name_has_a_family_name_a_middle_name_and_a_given_name() -> None:
    for person, _ in [*STAFF, *cast()]:
        parts = person.name.split()
        assert 3 <= len(parts) <= 4
        assert all(part == part.capitalize() for part in parts)


def test_women_and_men_both_work_for_the_city() -> None:
    women = sum(" Thị " in person.name for person, _ in STAFF)

    assert 0.2 < women / len(STAFF) < 0.6


def test_a_post_lasts_as_long_as_its_unit() -> None:
    posts = [post for _, post in STAFF if post.unit_code == "00004"]

    assert {post.valid_until for post in posts} == {date(2025, 6, 30)}


def test_four_deputies_of_one_district_share_the_fields_without_overlap() -> None:
    fields = Counter(field for _, post in deputies() for field in post.fields)

    assert {(post.unit_code, post.role) for _, post in deputies()} == {("007", Role.LEADER)}
    assert len(deputies()) == 4
    assert set(fields.values()) == {1}
    assert fields.keys() <= read_fields(HANOI).keys()


def test_a_deputy_may_sign_only_in_the_fields_in_charge() -> None:
    district = hanoi().at("007", NOVEMBER_2018)

    signers = [
        person.account
        for person, post in deputies()
        if Actor(person.id, person.name, (post,)).may_act(district, Role.LEADER, "xay-dung", NOVEMBER_2018)
    ]

    assert signers == ["phochutich1.007"]


def test_the_deputies_go_when_their_district_does() -> None:
    assert not [post for _, post in people(hanoi(), TWO_LEVELS) if post.unit_code == "007"]


def test_the_cast_shows_every_role_but_the_council() -> None:
    roles = Counter(post.role for _, post in cast())

    once = dict.fromkeys(set(Role) - {Role.COUNCIL_MEMBER}, 1)
    assert roles == {**once, Role.UNIT_ADMINISTRATOR: 2}, "an administrator of a unit, and one of the City"


def test_the_cast_may_act_from_the_first_day_of_the_demo() -> None:
    for person, post in cast():
        unit = hanoi().at(post.unit_code, NOVEMBER_2018)
        assert post.role in roles_at(role_places(), unit.level, unit.body, NOVEMBER_2018)
        assert Actor(person.id, person.name, (post,)).may_act(unit, post.role, "ho-tich", NOVEMBER_2018)


def test_the_commune_of_the_cast_can_settle_a_dossier_by_itself() -> None:
    homes = {post.role: hanoi().at(post.unit_code, NOVEMBER_2018) for _, post in cast()}
    desk = [Role.RECEPTION_CLERK, Role.HANDLER, Role.LEADER, Role.RECORDS_CLERK, Role.RETURN_CLERK]

    assert {homes[role].code for role in desk} == {"00295"}
    assert homes[Role.RECEPTION_CLERK].level is Level.COMMUNE


def test_who_reviews_for_the_office_is_not_who_publishes() -> None:
    people_of = {post.role: person.id for person, post in cast()}

    assert people_of[Role.OFFICE_REVIEWER] != people_of[Role.OFFICE_PUBLISHER]
