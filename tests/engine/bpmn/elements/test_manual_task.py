from engine.bpmn.deployment import compile_file
from tests.support.elements import done, draw, play, reasons

DRAWN = draw("s -> A -> e", tags={"A": "manualTask"})


def test_a_manual_task_is_a_persons_and_waits() -> None:
    assert play(DRAWN).open == ("A",)
    assert play(DRAWN, done("A")).state == "completed"
    assert reasons(DRAWN) == set()


def test_a_manual_task_has_a_seat_like_a_user_task() -> None:
    seat = 'motcua:level="city" motcua:role="leader"'
    main = compile_file(draw("s -> A -> e", tags={"A": "manualTask"}, attributes={"A": seat})).main

    assert main is not None
    assert main.elements["A"].seat is not None
