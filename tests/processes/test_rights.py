"""Who may do what to a draft in which state: the whole table, by role, by unit, by authorship."""

from datetime import date, datetime, timedelta
from itertools import product
from uuid import uuid4

import pytest

from engine.clock import HANOI
from engine.model.actor import Actor, Appointment
from engine.model.role import Role
from engine.store.package_drafts import Content, Draft, DraftState
from processes.rights import Deed, is_office, may_see, objection, units_of_designer

UNIT, OTHER_UNIT, OFFICE_UNIT = "SLDTBXH", "STP", "VP"
FIELD, OTHER_FIELD = "bao-tro-xa-hoi", "ho-tich"
ON = date(2018, 11, 5)
AT = datetime(2018, 11, 5, 8, 15, tzinfo=HANOI)
D, S, R, A, P = DraftState
NOBODY: frozenset[str] = frozenset()

ALLOWED = {
    Role.PROCESS_DESIGNER: {(Deed.REPLACE, D), (Deed.REPLACE, R), (Deed.SUBMIT, D), (Deed.SUBMIT, R)},
    Role.OFFICE_REVIEWER: {(Deed.APPROVE, S), (Deed.GIVE_BACK, S)},
    Role.OFFICE_PUBLISHER: {(Deed.PUBLISH, A), (Deed.GIVE_BACK, A)},
}


def person(*roles: Role, unit: str = UNIT, fields: frozenset[str] = frozenset(), name: str = "p") -> Actor:
    appointments = tuple(
        Appointment(name, unit if role is Role.PROCESS_DESIGNER else OFFICE_UNIT, role, fields)
        for role in roles
    )
    return Actor(name, name, appointments)


def draft(state: DraftState, field: str | None = FIELD) -> Draft:
    content = Content("0" * 64, "Thủ tục", "L.THU", "", field, {}, ())
    submitted_at = None if state is D else AT
    return Draft(uuid4(), UNIT, content, state, "author", AT, submitted_at=submitted_at)


def refused(deed: Deed, state: DraftState, actor: Actor, authors: frozenset[str] = NOBODY) -> str | None:
    refusal = objection(deed, draft(state), actor, ON, authors)
    return None if refusal is None else refusal.code


@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_its_own_deeds_in_their_states_and_nothing_else(role: Role) -> None:
    allowed = {
        (deed, state)
        for deed, state in product(Deed, DraftState)
        if refused(deed, state, person(role)) is None
    }

    assert allowed == ALLOWED.get(role, set())


@pytest.mark.parametrize(("role", "deed"), [(role, deed) for role in ALLOWED for deed in Deed])
def test_a_refusal_says_whether_the_person_or_the_moment_is_wrong(role: Role, deed: Deed) -> None:
    has_role = any(known is deed for known, _ in ALLOWED[role])

    for state in DraftState:
        told = refused(deed, state, person(role))
        if told is not None:
            assert told == ("review.wrong_state" if has_role else "review.not_yours")


@pytest.mark.parametrize("deed", [Deed.REPLACE, Deed.SUBMIT])
def test_a_designer_of_another_unit_has_no_hand_in_it(deed: Deed) -> None:
    assert refused(deed, D, person(Role.PROCESS_DESIGNER, unit=OTHER_UNIT)) == "review.not_yours"


@pytest.mark.parametrize(("deed", "state"), [(Deed.APPROVE, S), (Deed.GIVE_BACK, S), (Deed.PUBLISH, A)])
def test_nobody_judges_what_he_or_she_drew_whatever_roles_are_held(deed: Deed, state: DraftState) -> None:
    both = person(*ALLOWED)

    assert refused(deed, state, both, frozenset({"p"})) == "review.same_person"
    assert refused(deed, state, both, frozenset({"somebody else"})) is None


def test_an_author_goes_on_working_on_the_own_draft() -> None:
    assert refused(Deed.SUBMIT, D, person(*ALLOWED), frozenset({"p"})) is None


@pytest.mark.parametrize("role", ALLOWED)
def test_an_appointment_for_another_field_gives_no_right(role: Role) -> None:
    elsewhere = person(role, fields=frozenset({OTHER_FIELD}))

    assert {refused(deed, state, elsewhere) for deed, state in ALLOWED[role]} == {"review.not_yours"}


@pytest.mark.parametrize("role", ALLOWED)
def test_an_appointment_that_is_over_gives_no_right(role: Role) -> None:
    over = Appointment("p", UNIT, role, valid_until=ON - timedelta(days=1))
    actor = Actor("p", "p", (over,))

    assert {refused(deed, state, actor) for deed, state in ALLOWED[role]} == {"review.not_yours"}
    assert not is_office(actor, ON)
    assert units_of_designer(actor, ON) == []


@pytest.mark.parametrize(
    ("actor", "state", "expected"),
    [
        (person(Role.PROCESS_DESIGNER), D, True),
        (person(Role.PROCESS_DESIGNER), P, True),
        (person(Role.PROCESS_DESIGNER, unit=OTHER_UNIT), S, False),
        (person(Role.OFFICE_REVIEWER), D, False),
        (person(Role.OFFICE_REVIEWER), S, True),
        (person(Role.OFFICE_PUBLISHER), R, True),
        (person(Role.LEADER), P, False),
        (person(Role.CITY_VIEWER), S, False),
    ],
)
def test_a_draft_is_seen_by_its_unit_and_once_submitted_by_the_office(
    actor: Actor, state: DraftState, expected: bool
) -> None:
    assert may_see(actor, draft(state), ON) is expected


def test_a_drawing_that_names_no_field_is_anybodys_of_the_unit() -> None:
    limited = person(Role.PROCESS_DESIGNER, fields=frozenset({OTHER_FIELD}))

    assert may_see(limited, draft(D, field=None), ON)
    assert not may_see(limited, draft(D), ON)
