import pytest

from tests.support.elements import (
    TERMINATE,
    Step,
    about,
    done,
    draw,
    handler,
    heard,
    later,
    many,
    play,
    reasons,
    received,
    timer,
    when,
)

REPEATABLE = "SpiffWorkflow arms a repeatable non-interrupting event only once"
TRIGGERS = {
    "message": (about("message"), received("x")),
    "signal": (about("signal"), heard("x")),
    "timer": (timer("P2D"), later("P2D")),
    "conditional": (when("khan = true"), done("A", khan=True)),
    "several": (about("message") + timer("P9D"), received("x")),
}
CALM = draw("s -> A -> B -> e", extra=handler(about("message"), calm=True))


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_an_interrupting_one_closes_the_rest_of_its_scope(trigger: str) -> None:
    event, happens = TRIGGERS[trigger]
    drawn = draw("s -> A -> C -> e", "s -> B -> e", extra=handler(event))

    assert play(drawn, khan=False).open == ("A", "B")
    assert play(drawn, happens, khan=False).open == ("T",)
    assert play(drawn, happens, done("T"), khan=False).state == "completed"
    assert reasons(drawn) == set()


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_a_calm_one_runs_beside_its_scope(trigger: str) -> None:
    event, happens = TRIGGERS[trigger]
    drawn = draw("s -> A -> C -> e", "s -> B -> e", extra=handler(event, calm=True))

    beside = ("B", "C", "T") if trigger == "conditional" else ("A", "B", "T")
    assert play(drawn, happens, khan=False).open == beside


def test_the_scope_ends_when_its_main_flow_and_its_handler_have_ended() -> None:
    assert play(CALM, received("x"), done("A"), done("B")).open == ("T",)
    assert play(CALM, received("x"), done("A"), done("B"), done("T")).state == "completed"
    assert play(CALM, received("x"), done("T"), done("A"), done("B")).state == "completed"


def test_a_calm_message_may_come_again_when_its_handler_has_ended() -> None:
    assert play(CALM, received("x"), done("T"), received("x")).open == ("A", "T")
    assert reasons(CALM) == {f"H_s: {REPEATABLE}"}


def test_a_calm_timer_cycle_runs_as_often_as_it_says() -> None:
    drawn = draw("s -> A -> e", extra=handler(timer("R2/P1D", "timeCycle"), calm=True))
    one_day: tuple[Step, Step] = (later("P1D"), done("T"))

    assert play(drawn, *one_day, later("P1D")).open == ("A", "T")
    assert play(drawn, *one_day, *one_day, later("P9D")).open == ("A",)
    assert reasons(drawn) == {f"H_s: {REPEATABLE}"}


@pytest.mark.parametrize("kind", ["error", "escalation"])
def test_what_is_raised_in_the_scope_starts_its_handler(kind: str) -> None:
    drawn = draw("s -> A -> e", "s -> B -> e2", content={"e": about(kind)}, extra=handler(about(kind)))

    assert play(drawn, done("A")).open == ("T",)
    assert play(drawn, done("A"), done("T")).state == "completed"
    assert reasons(drawn) == set()


def test_an_error_handler_that_never_happens_never_runs() -> None:
    drawn = draw("s -> A -> e", extra=handler(about("error")))

    assert play(drawn, done("A")).trace == ("s", "A", "e")


def test_a_calm_escalation_handler_lets_the_thrower_go_on() -> None:
    drawn = draw(
        "s -> A -> i -> B -> e",
        content={"i": about("escalation")},
        extra=handler(about("escalation"), calm=True),
    )

    assert play(drawn, done("A")).open == ("B", "T")
    assert play(drawn, done("A"), done("B")).open == ("T",)
    assert reasons(drawn) == set()


def test_a_handler_catches_what_is_raised_deep_inside() -> None:
    drawn = draw(
        "s -> S -> e", "s2 -> A -> e2", inside={"s2": "S", "A": "S", "e2": "S"}, content={"e2": about("error")},
        extra=handler(about("error")),
    )  # fmt: skip

    assert play(drawn, done("A")).open == ("T",)


def test_what_a_handler_raises_itself_it_does_not_catch() -> None:
    raising = '<userTask id="T"/><endEvent id="H_e"><errorEventDefinition errorRef="error_x"/></endEvent>'
    flows = '<sequenceFlow id="h1" sourceRef="H_s" targetRef="T"/><sequenceFlow id="h2" sourceRef="T" targetRef="H_e"/>'
    drawn = draw("s -> A -> e", content={"e": about("error")}, extra=handler(about("error"), raising, flows))

    answer = play(drawn, done("A"), done("T"))

    assert answer.state == "completed"
    assert answer.trace.count("H_e") == 1


def test_within_a_sub_process_a_handler_belongs_to_that_scope_alone() -> None:
    inside = {"s2": "S", "A": "S", "e2": "S"}
    drawn = draw(
        "s -> S -> B -> e",
        "s -> C -> e",
        "s2 -> A -> e2",
        inside=inside,
        content={"S": handler(about("message"))},
    )

    assert play(drawn, received("x")).open == ("C", "T")
    assert play(drawn, received("x"), done("T")).open == ("B", "C")
    assert reasons(drawn) == set()


def test_an_interrupting_handler_ends_the_calm_ones_of_its_scope_too() -> None:
    other = '<userTask id="U"/><sequenceFlow id="g" sourceRef="G_s" targetRef="U"/>'
    both = handler(about("message"), calm=True) + handler(about("signal"), other, name="G")
    drawn = draw("s -> A -> e", extra=both)

    assert play(drawn, received("x")).open == ("A", "T")
    assert play(drawn, received("x"), heard("x")).open == ("U",)
    assert play(drawn, heard("x"), done("U")).state == "completed"


def test_terminate_in_the_main_flow_ends_the_handlers_of_its_scope() -> None:
    drawn = draw("s -> A -> t", content={"t": TERMINATE}, extra=handler(about("message"), calm=True))

    assert play(drawn, received("x"), done("A")).state == "completed"
    assert play(drawn, done("A")).state == "completed"


def test_terminate_in_a_handler_ends_the_scope_of_its_event() -> None:
    ending = '<endEvent id="t9"><terminateEventDefinition/></endEvent>'
    flows = '<sequenceFlow id="h1" sourceRef="H_s" targetRef="t9"/>'
    drawn = draw("s -> A -> e", extra=handler(about("message"), ending, flows, calm=True))

    answer = play(drawn, received("x"))

    # A sub-process of its own, the handler ends itself alone (BPMN 2.0.2 §13.5.6).
    assert answer.open == ("A",)


@pytest.mark.parametrize("calm", [True, False])
def test_within_an_instance_of_many_a_handler_belongs_to_that_instance(calm: bool) -> None:
    inside = {"s2": "S", "A": "S", "e2": "S"}
    drawn = draw(
        "s -> S -> B -> e",
        "s2 -> A -> e2",
        inside=inside,
        content={"S": many("2") + handler(about("message"), calm=calm)},
    )

    answer = play(drawn, received("x"))

    assert answer.open == (("A", "A", "T") if calm else ("A", "T"))
    left = [done("A")] * (2 if calm else 1)
    assert play(drawn, received("x"), *left, done("T")).open == ("B",)
