from engine.bpmn.deployment import compile_file
from tests.support.bpmn import found
from tests.support.elements import done, draw, play, reasons


def test_a_process_begins_at_its_start_event() -> None:
    answer = play(draw("s -> A -> e"))

    assert (answer.trace, answer.open) == (("s",), ("A",))


def test_every_flow_out_of_a_start_event_carries_a_token() -> None:
    drawn = draw("s -> A -> e", "s -> B -> e2")

    assert play(drawn).open == ("A", "B")
    assert play(drawn, done("A"), done("B")).state == "completed"
    assert reasons(drawn) == set()


def test_a_condition_on_the_flow_out_of_a_start_event_decides_nothing() -> None:
    assert play(draw("s ? A -> e"), s_A=False).open == ("A",)


def test_of_two_plain_start_events_nobody_could_say_which_happened() -> None:
    assert ("connect.many_starts", "s2") in found(compile_file(draw("s -> A -> e", "s2 -> A")).findings)
