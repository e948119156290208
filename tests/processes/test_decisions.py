"""A decision table in a package: its rules over the values that forms accept, and the names it reads and writes."""

from dataclasses import replace
from typing import Any

from engine.bpmn.decisions import Decision
from engine.bpmn.deployment import Deployment
from engine.bpmn.finding import Severity
from processes.checks import data_flow, decisions
from tests.support.dmn import decision
from tests.support.packages import deployment_of, package


def deciding(task: str, table: Decision, *arrows: str, **written: Any) -> Deployment:
    """A package in which a task asks a table."""
    deployment = deployment_of(package(*arrows, **written))
    main = deployment.main
    node = next(node.index for node in main.net.nodes if node.id == task)
    main = replace(main, decisions={node: table})
    return replace(deployment, main=main, processes={main.process: main})


def unwritten(deployment: Deployment) -> list[tuple[str | None, bool]]:
    return [(f.element, "chưa có biểu mẫu nào" in f.message) for f in data_flow.check(deployment)]


FEES = decision("so_ban | le_phi", "< 5 | 1000", "> 5 | don_gia * 2")


def test_a_hole_of_a_table_is_shown_at_the_task_that_asks_it() -> None:
    deployment = deciding("B", FEES, "s -> A -> B -> e", forms={"A": {"so_ban": "integer"}})

    (finding,) = decisions.check(deployment, deployment.main)

    assert (finding.code, finding.element) == ("data.decision_hole", "B")


def test_what_forms_do_not_accept_is_no_hole() -> None:
    table = decision("co_uy_quyen | so_ban | le_phi", "true | < 5 | 1", "true | >= 5 | 2", "false | - | 3")
    forms = {"A": {"co_uy_quyen": "boolean", "so_ban": "number"}}
    deployment = deciding("B", table, "s -> A -> B -> e", forms=forms)

    assert decisions.check(deployment, deployment.main) == []


def test_the_names_that_a_table_reads_must_be_written_before() -> None:
    deployment = deciding("B", FEES, "s -> A -> B -> C -> e", forms={"C": {"don_gia": "number"}})

    assert unwritten(deployment) == [("B", False), ("B", True)]
    assert {finding.severity for finding in data_flow.check(deployment)} == {Severity.ERROR}


def test_the_names_that_a_table_gives_are_written_after_it() -> None:
    arrows = ("s -> A -> B -> x", "x ? C -> e", "x -> D -> e")
    settings: dict[str, Any] = {"conditions": {"x_C": "le_phi = 0"}, "default": {"x": "D"}}
    forms = {"A": {"so_ban": "integer", "don_gia": "number"}}

    assert unwritten(deciding("B", FEES, *arrows, forms=forms, **settings)) == []
    assert unwritten(deciding("D", FEES, *arrows, forms=forms, **settings)) == [("x_C", False)]
