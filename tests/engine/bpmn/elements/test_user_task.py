import pytest

from engine.bpmn.deployment import compile_file
from engine.model.limit import Limit
from engine.model.role import Role
from tests.support.elements import done, draw, play, reasons

SETTINGS = 'motcua:level="commune" motcua:role="handler" motcua:workingTime="P0.5D" motcua:form="tiep_nhan"'
SEVERAL = draw("s -> p1 -> A -> p2 -> e", "p1 -> B -> p2")


@pytest.mark.parametrize("tag", ["userTask", "manualTask", "task"])
def test_a_task_of_a_person_waits_until_it_is_completed(tag: str) -> None:
    drawn = draw("s -> A -> e", tags={"A": tag})

    assert play(drawn).open == ("A",)
    assert play(drawn, done("A")).trace == ("s", "A", "e")
    assert reasons(drawn) == set()


def test_tasks_side_by_side_are_completed_in_any_order() -> None:
    assert play(SEVERAL, done("A")).open == ("B",)
    assert play(SEVERAL, done("B")).open == ("A",)
    assert play(SEVERAL, done("B"), done("A")).state == "completed"


def test_a_user_task_asks_for_a_seat_a_limit_in_working_time_and_a_form() -> None:
    main = compile_file(draw("s -> A -> e", attributes={"A": SETTINGS})).main
    assert main is not None
    task = main.elements["A"]

    assert task.seat is not None
    assert task.seat.role is Role.HANDLER
    assert task.limit == Limit.parse("P0.5D")
    assert task.form == "tiep_nhan"


def test_what_is_written_in_a_task_is_read_by_what_follows() -> None:
    drawn = draw("s -> A -> x", "x ? B -> e", "x -> e", conditions={"x_B": "dat = true"}, default={"x": "e"})

    assert play(drawn, done("A", dat=True)).open == ("B",)
    assert play(drawn, done("A", dat=False)).state == "completed"
