"""What an appointment allows, and for whom, where, in which field and on which days."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model.actor import Actor, Appointment
from engine.model.city_data import hanoi
from engine.model.role import Role

NOVEMBER_2018 = date(2018, 11, 17)
TWO_LEVELS = date(2025, 7, 1)
DISTRICT = hanoi().at("007", NOVEMBER_2018)
COMMUNE = hanoi().at("00004", NOVEMBER_2018)
LEADER = Appointment("p1", "007", Role.LEADER)
DEPUTY = replace(LEADER, fields=frozenset({"xay-dung", "dat-dai"}))


def actor(*appointments: Appointment) -> Actor:
    return Actor("p1", "Nguyễn Thị Thu Hà", appointments)


def test_a_person_appointed_may_act_in_the_role() -> None:
    assert actor(LEADER).may_act(DISTRICT, Role.LEADER, "xay-dung", NOVEMBER_2018)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.LEADER])
def test_a_leader_holds_no_other_role(role: Role) -> None:
    assert not actor(LEADER).may_act(DISTRICT, role, "xay-dung", NOVEMBER_2018)


def test_a_leader_of_one_unit_is_nobody_in_another() -> None:
    other = hanoi().at("006", NOVEMBER_2018)

    assert not actor(LEADER).may_act(other, Role.LEADER, "xay-dung", NOVEMBER_2018)


def test_a_leader_of_a_district_is_nobody_in_its_communes() -> None:
    commune = hanoi().at("00295", NOVEMBER_2018)

    assert commune.parent == DISTRICT.code
    assert not actor(LEADER).may_act(commune, Role.LEADER, "xay-dung", NOVEMBER_2018)


def test_a_person_without_appointments_may_do_nothing() -> None:
    assert not actor().may_act(DISTRICT, Role.LEADER, "xay-dung", NOVEMBER_2018)


def test_a_deputy_acts_only_for_the_fields_in_charge() -> None:
    assert actor(DEPUTY).may_act(DISTRICT, Role.LEADER, "dat-dai", NOVEMBER_2018)
    assert not actor(DEPUTY).may_act(DISTRICT, Role.LEADER, "ho-tich", NOVEMBER_2018)


@given(field=st.text(min_size=1))
def test_an_appointment_without_fields_covers_every_field(field: str) -> None:
    assert actor(LEADER).may_act(DISTRICT, Role.LEADER, field, NOVEMBER_2018)


@pytest.mark.parametrize(
    ("on", "allowed"),
    [
        (date(2018, 12, 31), False),
        (date(2019, 1, 1), True),
        (date(2019, 6, 30), True),
        (date(2019, 7, 1), False),
    ],
)
def test_an_appointment_holds_from_its_first_to_its_last_day(on: date, allowed: bool) -> None:
    half_year = replace(LEADER, valid_from=date(2019, 1, 1), valid_until=date(2019, 6, 30))

    assert actor(half_year).may_act(DISTRICT, Role.LEADER, "xay-dung", on) is allowed


def test_an_appointment_ends_with_its_unit() -> None:
    assert actor(LEADER).may_act(DISTRICT, Role.LEADER, "xay-dung", date(2025, 6, 30))
    assert not actor(LEADER).may_act(DISTRICT, Role.LEADER, "xay-dung", TWO_LEVELS)


def test_an_appointment_to_an_old_unit_gives_nothing_in_the_new_one_of_the_same_code() -> None:
    appointment = Appointment("p1", "00004", Role.RECEPTION_CLERK)
    new = hanoi().at("00004", TWO_LEVELS)

    assert actor(appointment).may_act(COMMUNE, Role.RECEPTION_CLERK, "ho-tich", NOVEMBER_2018)
    assert not actor(appointment).may_act(new, Role.RECEPTION_CLERK, "ho-tich", TWO_LEVELS)


def test_an_appointment_to_the_new_unit_gives_nothing_in_the_old_one() -> None:
    appointment = Appointment("p1", "00004", Role.RECEPTION_CLERK, valid_from=TWO_LEVELS)
    new = hanoi().at("00004", TWO_LEVELS)

    assert actor(appointment).may_act(new, Role.RECEPTION_CLERK, "ho-tich", TWO_LEVELS)
    assert not actor(appointment).may_act(COMMUNE, Role.RECEPTION_CLERK, "ho-tich", NOVEMBER_2018)


def test_a_person_may_hold_posts_in_two_units() -> None:
    both = actor(LEADER, Appointment("p1", "00004", Role.HANDLER))

    assert both.may_act(DISTRICT, Role.LEADER, "xay-dung", NOVEMBER_2018)
    assert both.may_act(COMMUNE, Role.HANDLER, "xay-dung", NOVEMBER_2018)


def test_two_posts_do_not_mix_into_a_third() -> None:
    both = actor(DEPUTY, Appointment("p1", "007", Role.HANDLER, frozenset({"ho-tich"})))

    assert not both.may_act(DISTRICT, Role.LEADER, "ho-tich", NOVEMBER_2018)
    assert not both.may_act(DISTRICT, Role.HANDLER, "xay-dung", NOVEMBER_2018)


def test_two_posts_of_one_role_add_up_their_fields() -> None:
    both = actor(DEPUTY, replace(DEPUTY, fields=frozenset({"ho-tich"})))

    assert both.may_act(DISTRICT, Role.LEADER, "ho-tich", NOVEMBER_2018)
    assert both.may_act(DISTRICT, Role.LEADER, "xay-dung", NOVEMBER_2018)
