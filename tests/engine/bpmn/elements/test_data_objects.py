import pytest

from engine.bpmn.deployment import compile_file
from engine.bpmn.finding import Severity
from tests.support.elements import done, draw, play, reasons

DATA = {
    "dataObject": '<dataObject id="d"/>',
    "dataObjectReference": '<dataObjectReference id="d" dataObjectRef="nothing"/>',
    "dataStoreReference": '<dataStoreReference id="d"/>',
}


@pytest.mark.parametrize("tag", DATA)
def test_data_are_ignored_with_a_gap_and_the_process_runs(tag: str) -> None:
    drawn = draw("s -> A -> e", extra=DATA[tag])

    findings = compile_file(drawn).findings
    assert [(each.code, each.severity, each.element) for each in findings] == [
        ("read.ignored", Severity.GAP, "d")
    ]
    assert play(drawn, done("A")).state == "completed"
    assert reasons(drawn) == set()


@pytest.mark.parametrize("tag", ["dataInputAssociation", "dataOutputAssociation"])
def test_an_association_of_data_to_a_task_is_passed_over(tag: str) -> None:
    drawn = draw("s -> A -> e", content={"A": f'<{tag} id="a"><sourceRef>x</sourceRef></{tag}>'})

    assert compile_file(drawn).findings == ()
    assert play(drawn, done("A")).state == "completed"


def test_notes_and_groups_only_draw() -> None:
    drawn = draw(
        "s -> A -> e",
        extra='<textAnnotation id="n"/><association id="l" sourceRef="A" targetRef="n"/><group id="g"/>',
    )

    assert compile_file(drawn).findings == ()
    assert play(drawn).open == ("A",)
