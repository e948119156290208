"""The closed list of roles and where each exists."""

from collections import Counter
from datetime import date

import pytest

from engine.model.city_data import role_places
from engine.model.role import TASK_ROLES, Role, roles_at
from engine.model.unit import Body, Level

NOVEMBER_2018 = date(2018, 11, 17)
TWO_LEVELS = date(2025, 7, 1)


def test_every_role_has_its_own_vietnamese_label() -> None:
    labels = [role.label for role in Role]

    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_every_role_exists_somewhere() -> None:
    assert {place.role for place in role_places()} == set(Role)


def test_a_role_is_told_once_for_each_kind_of_body() -> None:
    told = Counter((place.role, place.level, place.body) for place in role_places())

    assert [place for place, times in told.items() if times > 1] == []


@pytest.mark.parametrize(
    ("level", "body"),
    [
        (Level.COMMUNE, Body.COMMITTEE),
        (Level.DISTRICT, Body.COMMITTEE),
        (Level.CITY, Body.DEPARTMENT),
        (Level.CITY, Body.AGENCY),
        (Level.DISTRICT, Body.AGENCY),
    ],
)
def test_a_body_with_a_desk_can_receive_handle_sign_seal_and_return(level: Level, body: Body) -> None:
    roles = roles_at(role_places(), level, body, NOVEMBER_2018)

    assert roles >= {
        Role.RECEPTION_CLERK,
        Role.HANDLER,
        Role.LEADER,
        Role.RECORDS_CLERK,
        Role.RETURN_CLERK,
    }


@pytest.mark.parametrize("body", [Body.FACILITY, Body.COMMITTEE])
def test_a_facility_and_the_city_committee_have_no_desk_of_their_own(body: Body) -> None:
    roles = roles_at(role_places(), Level.CITY, body, NOVEMBER_2018)

    assert roles.isdisjoint({Role.RECEPTION_CLERK, Role.RETURN_CLERK})
    assert roles >= {Role.HANDLER, Role.LEADER, Role.RECORDS_CLERK}


def test_a_commune_has_divisions_only_since_july_2025() -> None:
    before = roles_at(role_places(), Level.COMMUNE, Body.COMMITTEE, NOVEMBER_2018)
    after = roles_at(role_places(), Level.COMMUNE, Body.COMMITTEE, TWO_LEVELS)

    assert after - before == {Role.HEAD_OF_DIVISION}
    assert before <= after


def test_a_kind_of_body_that_does_not_exist_has_no_roles() -> None:
    assert roles_at(role_places(), Level.COMMUNE, Body.DEPARTMENT, NOVEMBER_2018) == frozenset()


def test_the_office_and_the_designer_do_not_work_on_dossiers() -> None:
    assert TASK_ROLES.isdisjoint(
        {Role.PROCESS_DESIGNER, Role.OFFICE_REVIEWER, Role.OFFICE_PUBLISHER, Role.AUDITOR, Role.CITY_VIEWER}
    )
