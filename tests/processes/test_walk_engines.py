"""Three engines behind one walk: the token game, the token game certified, and SpiffWorkflow with its own ways."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bpmn.deployment import Deployment
from processes.check import Verdict, check, verdict
from processes.package import Package, read_package
from processes.source import read_files
from processes.walk import ENGINES, Answer, read_script, walk
from tests.support.bad_diagrams import misread
from tests.support.packages import deployment_of, package

LIBRARY = Path(__file__).parents[2] / "processes" / "library"
PROCEDURES = {
    folder.name: read_package(read_files(folder)) for folder in LIBRARY.iterdir() if folder.is_dir()
}
WALKS = sorted((code, name) for code, read in PROCEDURES.items() for name in read.walks)
RETURNS = package(
    "s -> x1 -> A -> x", "x ? B -> e", "x -> x1",
    forms={"A": {"dat": "boolean"}}, conditions={"x_B": "dat"}, default={"x": "x1"},
)  # fmt: skip


def play(played: Package, steps: list[dict[str, Any]], engine: str) -> Answer:
    return walk(deployment_of(played), read_script({"steps": steps}), engine)


def rounds(count: int) -> list[dict[str, Any]]:
    """A is sent back so many times, then agreed."""
    back = {"complete": "A", "data": {"dat": False}}
    return [back] * count + [{"complete": "A", "data": {"dat": True}}, {"complete": "B"}]


@pytest.mark.parametrize("engine", ["net", "pair"])
def test_two_thousand_returns_come_to_their_end(engine: str) -> None:
    answer = play(RETURNS, rounds(2_000), engine)

    assert answer.failures == ()
    assert answer.state == "completed"
    assert answer.trace.count("A") == 2_001


@pytest.mark.parametrize("engine", ENGINES)
def test_a_few_returns_are_the_same_in_all_three(engine: str) -> None:
    answer = play(RETURNS, rounds(5), engine)

    assert answer.state == "completed"
    assert answer.trace.count("A") == 6


def test_spiffworkflow_alone_does_not_survive_a_thousand_returns() -> None:
    answer = play(RETURNS, rounds(1_000), "spiff")

    assert answer.state != "completed"


def test_spiffworkflow_alone_swallows_a_second_token_that_the_token_game_counts() -> None:
    # Both A and B lead into the same flow of the join p2, which therefore holds two tokens at once.
    twice = package("s -> p1 -> A -> x1 -> p2 -> e", "p1 -> B -> x1", "p1 -> C -> p2")
    steps = [{"complete": name} for name in "ABC"]

    assert play(twice, steps, "net").state == "waiting"
    assert play(twice, steps, "spiff").state == "completed"
    assert verdict(check(twice)) is Verdict.REJECTED


def test_where_the_engines_differ_a_certified_walk_stops_there() -> None:
    misled = Deployment("", None, misread(), {}, {})

    answer = walk(misled, read_script({"data": {"x_A": True, "x_B": True}}), "pair")

    assert answer.state == "incident"
    assert answer.incident is not None
    assert answer.incident["code"] == "certify.differs"


def test_a_repeatable_event_that_spiffworkflow_arms_once_is_played_by_the_token_game() -> None:
    asked = package("s -> A -> e", "b1 -> R -> e1", hosts={"b1": "A"}, messages={"b1": "hoi"}, calm={"b1"})
    steps = [{"message": "hoi"}, {"complete": "R"}, {"message": "hoi"}, {"expect": ["A", "R"]}]

    assert play(asked, steps, "pair").passed
    assert not play(asked, steps, "spiff").passed


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(WALKS), st.data())
def test_any_disturbed_walk_of_the_library_gives_one_answer_in_both_ways_of_the_token_game(
    which: tuple[str, str], data: st.DataObject
) -> None:
    code, name = which
    steps = [step for step in PROCEDURES[code].walks[name]["steps"] if "expect" not in step]
    for _ in range(data.draw(st.integers(0, 3))):
        place = data.draw(st.integers(0, len(steps)))
        what = data.draw(
            st.sampled_from([{"advance": "P1D"}, {"advance": "P40D"}, {"message": "la"}, *steps])
        )
        steps = [*steps[:place], what, *steps[place + data.draw(st.integers(0, 1)) :]]

    certified, game, spiff = (play(PROCEDURES[code], steps, engine) for engine in ("pair", "net", "spiff"))

    assert certified == game
    assert spiff.as_json() == game.as_json()
