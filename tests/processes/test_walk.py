"""A walk plays one instance as its script says, and answers in the contract's shape (DESIGN §4)."""

import json
from typing import Any

import pytest

from processes.package import Package, read_package
from processes.walk import Answer, read_script, walk
from tests.support.packages import deployment_of, package

NUMBER = {"so": "integer"}
CHOICE = package(
    "s -> A -> x", "x ? B -> e", "x ? C -> e",
    forms={"A": NUMBER}, conditions={"x_B": "so > 3", "x_C": "1 > so"},
)  # fmt: skip
LINE = package("s -> A -> B -> e")


def play(played: Package, *steps: dict[str, Any], engine: str = "pair", **data: Any) -> Answer:
    script = read_script({"data": data, "steps": list(steps)})
    return walk(deployment_of(played), script, engine)


def complete(element: str, **data: Any) -> dict[str, Any]:
    return {"complete": element, "data": data} if data else {"complete": element}


def test_a_finished_walk_answers_in_the_shape_of_the_contract() -> None:
    answer = play(LINE, complete("A"), complete("B"))

    assert json.loads(json.dumps(answer.as_json())) == {
        "state": "completed",
        "trace": ["s", "A", "B", "e"],
        "open": [],
        "incident": None,
    }
    assert answer.passed


def test_a_walk_that_stops_half_way_is_waiting_and_names_what_is_open() -> None:
    answer = play(LINE, complete("A"))

    assert answer.as_json() == {"state": "waiting", "trace": ["s", "A"], "open": ["B"], "incident": None}
    assert answer.passed


def test_open_elements_are_sorted_and_counted() -> None:
    answer = play(package("s -> p1 -> C -> p2 -> e", "p1 -> A -> p2", "p1 -> B -> p2"))

    assert answer.open == ("A", "B", "C")


def test_armed_events_are_not_open() -> None:
    answer = play(package("s -> A -> e", "b1 -> e", hosts={"b1": "A"}, timers={"b1": "P1D"}))

    assert answer.open == ("A",)


def test_an_event_that_is_waited_for_is_open() -> None:
    assert play(package("s -> c1 -> e", messages={"c1": "tra_loi"})).open == ("c1",)


def test_an_expectation_that_holds_says_nothing() -> None:
    answer = play(LINE, {"expect": ["A"]}, complete("A"), {"expect": ["B"]}, complete("B"), {"expect": []})

    assert answer.failures == ()


def test_an_expectation_that_fails_ends_the_walk_there() -> None:
    answer = play(LINE, {"expect": ["B"]}, complete("A"))

    assert not answer.passed
    assert answer.state == "waiting"
    assert answer.trace == ("s",)
    assert "1" in answer.failures[0]
    assert "['B']" in answer.failures[0]
    assert "['A']" in answer.failures[0]


def test_the_order_of_an_expectation_does_not_matter() -> None:
    both = package("s -> p1 -> A -> p2 -> e", "p1 -> B -> p2")

    assert play(both, {"expect": ["B", "A"]}).passed


def test_completing_what_is_not_open_is_told_with_what_is() -> None:
    answer = play(LINE, complete("B"))

    assert not answer.passed
    assert "element.not_open" in answer.failures[0]
    assert "'A'" in answer.failures[0]


@pytest.mark.parametrize("data", [{}, {"so": "ba"}, {"so": 3, "la": 1}])
def test_a_form_is_judged_and_its_problems_are_told(data: dict[str, Any]) -> None:
    answer = play(CHOICE, complete("A", **data))

    assert answer.trace == ("s",)
    assert "form.invalid" in answer.failures[0]


def test_data_of_a_refused_step_are_not_kept() -> None:
    picked = package(
        "s -> A -> x", "x ? B -> e", "x -> C -> e", conditions={"x_B": "so > 3"}, default={"x": "C"}
    )

    answer = play(picked, {"message": "nobody", "data": {"so": 9}}, complete("A"))

    assert "message.not_awaited" in answer.failures[0]
    assert answer.open == ("A",)


def test_the_first_data_of_a_walk_are_the_dossiers() -> None:
    picked = package("s -> x", "x ? B -> e", "x -> C -> e", conditions={"x_B": "so > 3"}, default={"x": "C"})

    assert play(picked, so=4).open == ("B",)
    assert play(picked, so=3).open == ("C",)


@pytest.mark.parametrize(("number", "opened"), [(4, ("B",)), (0, ("C",))])
def test_what_a_form_wrote_decides_at_the_gateway(number: int, opened: tuple[str, ...]) -> None:
    assert play(CHOICE, complete("A", so=number)).open == opened


@pytest.mark.parametrize("engine", ["pair", "net"])
def test_a_gateway_at_which_nothing_is_true_is_an_incident(engine: str) -> None:
    answer = play(CHOICE, complete("A", so=2), complete("B"), engine=engine)

    assert answer.as_json() == {
        "state": "incident",
        "trace": ["s"],
        "open": ["A"],
        "incident": {"code": "gateway.no_way", "element": "x", "step": "x", "read": {"so": 2}},
    }
    assert not answer.passed


def test_spiffworkflow_alone_stops_at_such_a_gateway_too() -> None:
    answer = play(CHOICE, complete("A", so=2), engine="spiff")

    assert answer.state == "incident"
    assert answer.incident is not None
    assert "No conditions satisfied" in answer.incident["reason"]


def test_a_condition_that_cannot_be_computed_is_an_incident_that_names_its_flow() -> None:
    picked = package("s -> x", "x ? B -> e", "x -> C -> e", conditions={"x_B": "so > 3"}, default={"x": "C"})

    answer = play(picked, so="ba")

    assert answer.state == "incident"
    assert answer.incident is not None
    assert answer.incident["element"] == "x_B"


def test_a_message_goes_to_the_event_that_waits_for_it() -> None:
    waiting = package("s -> c1 -> A -> e", messages={"c1": "tra_loi"})

    answer = play(waiting, {"message": "tra_loi", "data": {"so": 1}}, complete("A"))

    assert answer.trace == ("s", "c1", "A", "e")


def test_a_message_may_interrupt_a_task() -> None:
    interrupted = package("s -> A -> e", "b1 -> B -> e1", hosts={"b1": "A"}, messages={"b1": "rut_ho_so"})

    answer = play(interrupted, {"message": "rut_ho_so"}, {"expect": ["B"]})

    assert answer.passed
    assert answer.trace == ("s", "b1")


def test_a_message_nobody_waits_for_is_told() -> None:
    answer = play(LINE, {"message": "tra_loi"})

    assert "message.not_awaited" in answer.failures[0]


def test_a_message_thrown_to_another_branch_arrives_without_a_step() -> None:
    talking = package("s -> p1 -> i1 -> p2 -> e", "p1 -> c1 -> p2", messages={"i1": "xong", "c1": "xong"})

    assert play(talking).state == "completed"


def test_a_signal_nobody_waits_for_is_told() -> None:
    answer = play(LINE, {"signal": "khan"})

    assert not answer.passed
    assert "signal.not_awaited" in answer.failures[0]
    assert "khan" in answer.failures[0]


@pytest.mark.parametrize("engine", ["pair", "net", "spiff"])
def test_a_called_process_is_played_and_its_elements_are_in_the_trace(engine: str) -> None:
    caller = package("s -> A -> k -> B -> e", calls={"k": "Q"})
    called = package("s9 -> A9 -> e9", process="Q").files["process.bpmn"].decode()
    inside = called[called.index("<process") : called.index("</definitions>")]
    whole = caller.files["process.bpmn"].replace(b"</definitions>", f"{inside}</definitions>".encode())
    files = {**caller.files, "process.bpmn": whole}

    answer = play(
        read_package(files), complete("A"), {"expect": ["A9"]}, complete("A9"), complete("B"), engine=engine
    )

    assert answer.failures == ()
    assert answer.trace == ("s", "A", "s9", "A9", "e9", "k", "B", "e")


def test_a_call_of_a_process_that_is_not_there_is_an_incident() -> None:
    answer = play(package("s -> A -> k -> e", calls={"k": "Nowhere"}), complete("A"))

    about = {"element": "k", "step": "k", "read": {}}
    assert answer.incident == {"code": "call.not_found", "process": "Nowhere"} | about


def test_playing_twice_gives_the_same_answer() -> None:
    steps = (complete("A", so=4), complete("B"))

    assert play(CHOICE, *steps) == play(CHOICE, *steps)
