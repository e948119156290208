"""Data over which a dossier got stuck, corrected with a reason; old and new stand in the journal."""

from typing import Any

import pytest

from engine.commands.correct_data import CorrectData
from engine.errors import Refused
from tests.support.city import Town
from tests.support.packages import package
from tests.support.replay import assert_journal_tells_all
from tests.support.stuck import NO_WAY, UNKNOWN, closed, incident_of, mender, stuck_dossier
from tests.support.whole import assert_whole

EARLIER = package(
    "s -> R -> A -> x ? B -> e", "x ? C -> e", forms={"R": {"so": "integer", "chu": "string"}},
    conditions={"x_B": "so > 3", "x_C": "so > 2"},
)  # fmt: skip


def correct(town: Town, dossier: str, **data: Any) -> Any:
    command = CorrectData(incident_of(town, dossier).id, "gõ nhầm số", data)
    return town.engine.handle(command, mender(town))


def corrected(town: Town, dossier: str) -> Any:
    (event,) = [entry for entry in town.journal(dossier) if entry.kind == "data_corrected"]
    return event


def test_what_the_stuck_command_gave_is_corrected_in_it(town: Town) -> None:
    dossier = stuck_dossier(town, NO_WAY, so=1)

    correct(town, dossier, so=4)

    assert town.open_elements(dossier) == ["B"]
    assert town.head(dossier).data == {"so": 4}
    assert closed(town, dossier) == [(mender(town).person_id, "data_corrected")]
    assert_whole(town, dossier)
    assert_journal_tells_all(town, dossier)


def test_old_and_new_and_the_reason_stand_in_the_journal(town: Town) -> None:
    dossier = stuck_dossier(town, NO_WAY, so=1)

    correct(town, dossier, so=4)

    event = corrected(town, dossier)
    assert event.actor == mender(town).person_id
    assert event.facts["changes"] == {"so": {"old": 1, "new": 4}}
    assert event.facts["reason"] == "gõ nhầm số"


def test_what_an_earlier_form_gave_is_corrected_in_the_dossier(town: Town) -> None:
    town.put_in_force(EARLIER)
    dossier = town.open()
    town.complete(dossier, "R", so=1, chu="một")
    with pytest.raises(Exception, match=r"gateway\.no_way"):
        town.complete(dossier, "A")

    correct(town, dossier, so=3)

    assert town.open_elements(dossier) == ["C"]
    assert town.head(dossier).data == {"so": 3, "chu": "một"}
    assert_journal_tells_all(town, dossier)


def test_a_name_that_no_form_writes_takes_any_value(town: Town) -> None:
    dossier = stuck_dossier(town, UNKNOWN)

    correct(town, dossier, muc=5)

    assert corrected(town, dossier).facts["changes"] == {"muc": {"old": None, "new": 5}}
    assert town.open_elements(dossier) == ["B"]


@pytest.mark.parametrize("value", ["bốn", 4.5, None, [4]])
def test_the_form_that_owns_a_name_judges_its_value(town: Town, value: Any) -> None:
    dossier = stuck_dossier(town, NO_WAY, so=1)
    before = town.everything()

    with pytest.raises(Refused) as refused:
        correct(town, dossier, so=value)

    assert refused.value.code == "form.invalid"
    assert [problem.path for problem in refused.value.facts["problems"]] == ["/so"]
    assert town.everything() == before


def test_values_that_help_nothing_change_nothing(town: Town) -> None:
    dossier = stuck_dossier(town, NO_WAY, so=1)
    before = town.everything()

    with pytest.raises(Refused) as refused:
        correct(town, dossier, so=0)

    assert refused.value.facts["because"].code == "gateway.no_way"
    assert refused.value.facts["because"].facts["read"] == {"so": 0}
    assert town.everything() == before


@pytest.mark.parametrize("data", [{}, {"so": 1}])
def test_something_must_be_corrected(town: Town, data: dict[str, Any]) -> None:
    dossier = stuck_dossier(town, NO_WAY, so=1)

    with pytest.raises(Refused, match=r"data\.nothing_corrected"):
        correct(town, dossier, **data)


def test_a_dotted_path_corrects_within_and_leaves_the_rest(town: Town) -> None:
    town.put_in_force(
        package("s -> A -> x ? B -> e", "x ? C -> e", conditions={"x_B": "o.so > 3", "x_C": "o.so > 2"})
    )
    dossier = town.open({"o": {"so": 1, "chu": "một"}})
    with pytest.raises(Exception, match=r"gateway\.no_way"):
        town.complete(dossier, "A")
    assert incident_of(town, dossier).facts["read"] == {"o.so": 1}

    correct(town, dossier, **{"o.so": 3})

    assert town.head(dossier).data == {"o": {"so": 3, "chu": "một"}}
    assert_journal_tells_all(town, dossier)
