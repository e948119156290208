from engine.bpmn.deployment import compile_file
from tests.support.bpmn import found
from tests.support.elements import done, draw, later, play, reasons, received, timer

MESSAGE = {"R": 'messageRef="m_x"'}
DRAWN = draw("s -> R -> A -> e", tags={"R": "receiveTask"}, attributes=MESSAGE)


def test_a_receive_task_waits_for_its_message() -> None:
    assert play(DRAWN).open == ("R",)
    assert play(DRAWN, received("x")).open == ("A",)
    assert reasons(DRAWN) == set()


def test_what_the_message_brings_is_kept() -> None:
    drawn = draw(
        "s -> R -> x", "x ? A -> e", "x -> e", tags={"R": "receiveTask"}, attributes=MESSAGE,
        conditions={"x_A": "so > 3"}, default={"x": "e"},
    )  # fmt: skip

    assert play(drawn, received("x", so=4)).open == ("A",)
    assert play(drawn, received("x", so=3)).state == "completed"


def test_waiting_may_be_ended_by_a_timer_on_its_border() -> None:
    drawn = draw(
        "s -> R -> e", "b -> A -> e", tags={"R": "receiveTask"}, attributes=MESSAGE,
        hosts={"b": "R"}, content={"b": timer("P5D")},
    )  # fmt: skip

    assert play(drawn, later("P5D"), done("A")).trace == ("s", "b", "A", "e")


def test_a_receive_task_that_instantiates_begins_the_process_with_its_message() -> None:
    drawn = draw(
        "R -> A -> e", tags={"R": "receiveTask"}, attributes={"R": 'messageRef="m_x" instantiate="true"'}
    )

    assert play(drawn, received("x")).open == ("A",)


def test_a_receive_task_that_names_no_message_yet_is_a_gap() -> None:
    assert found(compile_file(draw("s -> R -> e", tags={"R": "receiveTask"})).findings) == {
        ("connect.message", "R")
    }
