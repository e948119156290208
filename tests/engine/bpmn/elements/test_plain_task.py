from engine.bpmn.deployment import compile_file
from engine.bpmn.finding import Severity
from tests.support.elements import done, draw, play, reasons

DRAWN = draw("s -> A -> e", tags={"A": "task"})


def test_a_task_that_does_not_say_its_kind_waits_for_a_person() -> None:
    assert play(DRAWN).open == ("A",)
    assert play(DRAWN, done("A")).state == "completed"
    assert reasons(DRAWN) == set()


def test_a_gap_asks_which_kind_of_task_it_is() -> None:
    findings = [each for each in compile_file(DRAWN).findings if each.code == "support.plain_task"]

    assert [(each.severity, each.element) for each in findings] == [(Severity.GAP, "A")]
    assert "userTask" in findings[0].message
