"""A step taken by hand: a person decides for this once what an expression could not; both engines certify it."""

from typing import Any

import pytest

from engine.commands.take_step import TakeStep
from engine.errors import Refused
from tests.support.city import Town
from tests.support.packages import package
from tests.support.replay import assert_journal_tells_all
from tests.support.stuck import NO_WAY, NOBODY_IN_CHARGE, UNKNOWN, closed, incident_of, mender, stuck_dossier
from tests.support.whole import assert_whole

SEVERAL = package(
    "s -> A -> o1 ? B -> o2 -> e", "o1 ? C -> o2", "o1 -> D -> o2",
    conditions={"o1_B": "muc > 3", "o1_C": "muc > 4"}, default={"o1": "D"},
)  # fmt: skip
TWO_GATEWAYS = package(
    "s -> A -> x ? x2 ? B -> e", "x ? C -> e", "x2 ? D -> e",
    conditions={"x_x2": "muc > 3", "x_C": "muc > 4", "x2_B": "muc > 5", "x2_D": "muc > 6"},
)  # fmt: skip


def take(town: Town, dossier: str, *flows: str, **data: Any) -> Any:
    command = TakeStep(incident_of(town, dossier).id, "lãnh đạo quyết định", flows, data)
    return town.engine.handle(command, mender(town))


def chosen(town: Town, dossier: str) -> Any:
    (event,) = [entry for entry in town.journal(dossier) if entry.kind == "step_chosen"]
    return event


@pytest.mark.parametrize("flow", ["x_B", "x_C"])
def test_the_chosen_way_out_of_a_gateway_is_taken(town: Town, flow: str) -> None:
    dossier = stuck_dossier(town, NO_WAY, so=1)

    take(town, dossier, flow)

    assert town.open_elements(dossier) == [flow[-1]]
    assert town.head(dossier).data == {"so": 1}
    assert closed(town, dossier) == [(mender(town).person_id, "step_taken")]
    assert_whole(town, dossier)
    assert_journal_tells_all(town, dossier)


@pytest.mark.parametrize("flow", ["x_B", "x_C"])
def test_at_a_condition_that_failed_the_default_may_be_chosen_too(town: Town, flow: str) -> None:
    dossier = stuck_dossier(town, UNKNOWN)

    take(town, dossier, flow)

    assert town.open_elements(dossier) == [flow[-1]]
    assert_journal_tells_all(town, dossier)


def test_the_choice_and_its_reason_stand_in_the_journal(town: Town) -> None:
    dossier = stuck_dossier(town, NO_WAY, so=1)

    take(town, dossier, "x_C")

    event = chosen(town, dossier)
    assert (event.actor, event.facts["reason"]) == (mender(town).person_id, "lãnh đạo quyết định")
    assert (event.facts["element"], event.facts["forced"]) == ("x", {"x_B": 0, "x_C": 1})


def test_the_step_is_certified_like_any_other(town: Town) -> None:
    dossier = stuck_dossier(town, NO_WAY, so=1)
    before = town.rows("SELECT count(*) AS n FROM certificate WHERE verdict = 'agreed'")[0].n

    take(town, dossier, "x_C")

    assert town.rows("SELECT count(*) AS n FROM certificate WHERE verdict = 'agreed'")[0].n == before + 1


def test_several_ways_out_of_an_inclusive_gateway_may_be_taken(town: Town) -> None:
    dossier = stuck_dossier(town, SEVERAL)

    take(town, dossier, "o1_B", "o1_C")

    assert town.open_elements(dossier) == ["B", "C"]
    assert_journal_tells_all(town, dossier)


@pytest.mark.parametrize(
    ("drawn", "flows", "code"),
    [
        (NO_WAY, (), "step.one_way"),
        (NO_WAY, ("x_B", "x_C"), "step.one_way"),
        (NO_WAY, ("s_A",), "step.unknown_way"),
        (SEVERAL, ("o1_B", "o1_D"), "step.one_way"),
    ],
    ids=["none", "two", "foreign", "default and another"],
)
def test_a_choice_that_is_none_is_refused(town: Town, drawn: Any, flows: tuple[str, ...], code: str) -> None:
    dossier = stuck_dossier(town, drawn, **({"so": 1} if drawn is NO_WAY else {}))
    before = town.everything()

    with pytest.raises(Refused) as refused:
        take(town, dossier, *flows)

    assert refused.value.code == code
    assert town.everything() == before


def test_a_way_that_leads_into_the_next_trouble_changes_nothing(town: Town) -> None:
    dossier = stuck_dossier(town, TWO_GATEWAYS)
    before = town.everything()

    with pytest.raises(Refused) as refused:
        take(town, dossier, "x_x2")

    assert refused.value.facts["because"].facts["element"] == "x2_B"
    assert town.everything() == before


def test_what_was_forced_counts_for_that_step_alone(town: Town) -> None:
    drawn = package(
        "s -> x0 -> A -> x ? B -> x0", "x ? C -> e", conditions={"x_B": "muc > 3", "x_C": "muc &lt; 4"}
    )
    dossier = stuck_dossier(town, drawn)
    take(town, dossier, "x_B")
    town.complete(dossier, "B")

    with pytest.raises(Exception, match=r"expression\.unknown"):
        town.complete(dossier, "A")

    assert incident_of(town, dossier).element == "x_B"


def test_a_task_that_nothing_can_be_chosen_for_is_completed_without_its_form_only_where_that_helps(
    town: Town,
) -> None:
    dossier = stuck_dossier(town, NOBODY_IN_CHARGE)
    before = town.everything()

    with pytest.raises(Refused) as refused:
        take(town, dossier)

    assert refused.value.facts["because"].code == "unit.none_in_charge"
    assert town.everything() == before
