"""Units, calendars and people come back from the database as they went in."""

from dataclasses import replace
from datetime import date, time

import pytest

from engine.errors import Refused
from engine.model.actor import Appointment, Person
from engine.model.calendar import CLOSED, Interval, WorkingCalendar, week
from engine.model.city_data import hanoi as hanoi_tree
from engine.model.holidays import national_days
from engine.model.role import Role
from engine.store import calendars, people, units
from engine.store.work import begin, reading
from tests.support.city import COMMUNE, DISTRICT, Town
from tests.support.packages import FIELD

IN_2018, IN_2026 = date(2018, 11, 5), date(2026, 1, 5)
SOMEBODY = Person("moi", "Người mới", "moi")
HANDLER = Appointment("moi", COMMUNE, Role.HANDLER)
MORNINGS = week((Interval(time(7, 30), time(11, 30)),), CLOSED)


@pytest.mark.parametrize("on", [IN_2018, date(2025, 6, 30), date(2025, 7, 1), IN_2026])
def test_every_unit_of_a_day_comes_back_as_it_went_in(town: Town, on: date) -> None:
    with reading(town.database) as work:
        stored = units.load(work)

    assert list(stored.valid_on(on)) == list(hanoi_tree().valid_on(on))


def test_what_became_of_a_unit_comes_back_as_it_went_in(town: Town) -> None:
    with reading(town.database) as work:
        stored = units.load(work)

    for unit in stored.valid_on(IN_2018):
        assert stored.successors(unit.code, IN_2018) == hanoi_tree().successors(unit.code, IN_2018)


def test_the_days_off_come_back_as_they_went_in(town: Town) -> None:
    with reading(town.database) as work:
        stored = calendars.load(work)

    assert stored.usual == WorkingCalendar(national_days(), week(), week())


def test_a_unit_keeps_the_usual_hours_until_its_own_begin(town: Town) -> None:
    own = WorkingCalendar(national_days(), MORNINGS, week())
    with begin(town.database) as work:
        calendars.set_hours(work, COMMUNE, own, date(2018, 12, 1), "Quyết định để thử")

    with reading(town.database) as work:
        stored = calendars.load(work)

    assert stored.of(COMMUNE, date(2018, 11, 30)) == stored.usual
    assert stored.of(COMMUNE, date(2018, 12, 1)) == own
    assert stored.of(DISTRICT, date(2018, 12, 1)) == stored.usual


def test_the_newest_hours_of_a_unit_are_in_force(town: Town) -> None:
    own = WorkingCalendar(national_days(), MORNINGS, MORNINGS)
    later = replace(own, office=week())
    with begin(town.database) as work:
        calendars.set_hours(work, COMMUNE, later, date(2019, 1, 1), "sau")
        calendars.set_hours(work, COMMUNE, own, date(2018, 12, 1), "trước")

    with reading(town.database) as work:
        stored = calendars.load(work)

    assert stored.of(COMMUNE, date(2018, 12, 31)) == own
    assert stored.of(COMMUNE, date(2019, 1, 1)) == later


def test_hours_changed_by_an_administrator_count_after_a_reload(town: Town) -> None:
    own = WorkingCalendar(national_days(), MORNINGS, week())
    with begin(town.database) as work:
        calendars.set_hours(work, COMMUNE, own, date(2018, 11, 1), "Quyết định để thử")
    before = town.engine.city.calendars.of(COMMUNE, IN_2018)

    town.engine.reload()

    assert before != own
    assert town.engine.city.calendars.of(COMMUNE, IN_2018) == own


def test_who_signs_in_comes_with_every_appointment(town: Town) -> None:
    with reading(town.database) as work:
        actor = people.actor(work, "phochutich3.007")

    (appointment,) = actor.appointments
    assert (appointment.unit_code, appointment.role) == (DISTRICT, Role.LEADER)
    assert FIELD in appointment.fields
    assert (appointment.valid_from, appointment.valid_until) == (None, None)


def test_an_account_nobody_has_is_refused(town: Town) -> None:
    with reading(town.database) as work, pytest.raises(Refused, match=r"person\.unknown"):
        people.actor(work, "khong_co")


@pytest.mark.parametrize(("field", "found"), [(FIELD, True), ("ho-tich", False)])
def test_a_deputy_is_found_only_for_the_fields_in_charge(town: Town, field: str, found: bool) -> None:
    with reading(town.database) as work:
        leaders = people.acting_as(work, DISTRICT, Role.LEADER, field, IN_2018)

    assert ("phochutich3.007" in [leader.person_id for leader in leaders]) is found


def test_an_appointment_that_is_over_is_not_found(town: Town) -> None:
    with begin(town.database) as work:
        people.add(work, [(SOMEBODY, replace(HANDLER, valid_until=date(2018, 11, 4)))])

    with reading(town.database) as work:
        on_the_last_day = people.acting_as(work, COMMUNE, Role.HANDLER, FIELD, date(2018, 11, 4))
        a_day_later = people.acting_as(work, COMMUNE, Role.HANDLER, FIELD, IN_2018)

    assert SOMEBODY.id in [each.person_id for each in on_the_last_day]
    assert SOMEBODY.id not in [each.person_id for each in a_day_later]


def test_a_person_given_again_keeps_name_and_account(town: Town) -> None:
    with begin(town.database) as work:
        people.add(work, [(SOMEBODY, HANDLER)])

    with begin(town.database) as work:
        people.add(work, [(replace(SOMEBODY, name="Tên khác"), replace(HANDLER, unit_code=DISTRICT))])

    with reading(town.database) as work:
        actor = people.actor(work, SOMEBODY.account)
    assert actor.name == SOMEBODY.name
    assert [each.unit_code for each in actor.appointments] == [COMMUNE, DISTRICT]
