"""Conditions of one gateway: never two true, never none, over the values that the forms accept."""

import json
from typing import Any
from xml.sax.saxutils import escape

import pytest

from engine.bpmn.finding import Finding, Severity
from processes.check import check
from processes.package import read_package
from tests.support.bad_diagrams import checked
from tests.support.bpmn import Drawing, diagram
from tests.support.packages import package

FORK = ("s -> A -> x", "x ? B -> e", "x ? C -> e")


def about_conditions(findings: list[Finding]) -> list[tuple[str, Severity, str | None]]:
    return [
        (f.code, f.severity, f.element) for f in findings if f.code in ("condition.overlap", "condition.hole")
    ]


def bare(b: str, c: str, *arrows: str, **drawing: Any) -> list[tuple[str, Severity, str | None]]:
    drawn = Drawing(conditions={"x_B": b, "x_C": c}, **drawing)
    return about_conditions(checked({"process.bpmn": diagram(*(arrows or FORK), drawing=drawn)}))


OVERLAP = ("condition.overlap", Severity.WARNING, "x_C")
HOLE = ("condition.hole", Severity.ERROR, "x")
DOUBTFUL = ("condition.hole", Severity.WARNING, "x")


@pytest.mark.parametrize(
    ("b", "c", "expected"),
    [
        ("n < 5", "n >= 5", []),
        ("n < 5", "n > 5", [HOLE]),
        ("n <= 5", "n >= 5", [OVERLAP]),
        ("n < 3", "n > 1 and n < 2", [HOLE, OVERLAP]),
        ("f", "not(f)", []),
        ("f = true", "f = true and n = 1", [HOLE, OVERLAP]),
        ('k = "a"', 'k = "b"', [DOUBTFUL]),
        ('k = "a"', 'k != "a"', []),
        ('k in ("a", "b")', 'k in ("b", "c")', [DOUBTFUL, OVERLAP]),
        ('k = "a"', 'm = "a"', [DOUBTFUL, OVERLAP]),
        ("n in [1..5]", "n < 1 or n > 5", []),
        ('d < date("2018-11-05")', 'd >= date("2018-11-05")', []),
        ("${n < 5}", "${n >= 5}", []),
        ("n + 1 < 5", "n > 9", []),
        ("n = null", "n != null", []),
        ("n = null", "n > 1", [HOLE]),
        ('k = "a"', "k > 5", []),
        ("true", "false", []),
        ("false", "false", [HOLE]),
    ],
)
def test_two_conditions_without_a_default(b: str, c: str, expected: list[Any]) -> None:
    assert bare(b, c) == expected


def test_a_finding_has_an_example() -> None:
    drawing = Drawing(conditions={"x_B": "n <= 5", "x_C": "n >= 5 and f"})

    messages = {f.code: f.message for f in checked({"process.bpmn": diagram(*FORK, drawing=drawing)})}

    assert "n = 5, f = đúng," in messages["condition.overlap"]
    assert "n = 6, f = sai;" in messages["condition.hole"]


def test_a_gateway_with_a_default_has_no_hole() -> None:
    assert bare("n < 5", "n > 5", *FORK, "x -> D -> e", default={"x": "D"}) == []


def test_an_inclusive_gateway_may_take_several_ways() -> None:
    arrows = ("s -> A -> x", "x ? B -> o", "x ? C -> o", "o -> e")

    assert bare("n <= 5", "n >= 5", *arrows, tags={"x": "inclusiveGateway"}) == []


def test_a_flow_without_a_condition_leaves_nothing_to_say_of_holes() -> None:
    assert bare("n < 5", "", *FORK) == []


def test_conditions_over_very_many_names_are_tried_only_so_long() -> None:
    many = " and ".join(f"n{number} > 1" for number in range(20))

    assert bare(many, f"not({many})") == []
    assert bare(f"{many} and z", f"{many} and not(z)", "s -> A -> x", "x ? B -> e", "x ? C -> e") == [HOLE]


def packed(b: str, c: str, field: dict[str, Any]) -> list[tuple[str, Severity, str | None]]:
    conditions = {"x_B": escape(b), "x_C": escape(c)}
    files = dict(package(*FORK, conditions=conditions, forms={"A": {"n": "string"}}).files)
    form = json.loads(files["forms/A.json"])
    form["properties"]["n"] = {"title": "n", **field}
    return about_conditions(check(read_package({**files, "forms/A.json": json.dumps(form).encode()})))


@pytest.mark.parametrize(
    ("b", "c", "field", "expected"),
    [
        ('n = "a"', 'n = "b"', {"type": "string", "enum": ["a", "b"]}, []),
        ('n = "a"', 'n = "b"', {"type": "string", "enum": ["a", "b", "c"]}, [HOLE]),
        (
            'n = "a"',
            'n = "b"',
            {"type": "string", "oneOf": [{"const": "a", "title": "A"}, {"const": "b", "title": "B"}]},
            [],
        ),
        ('n = "a"', 'n = "b"', {"type": "string"}, [DOUBTFUL]),
        ("n <= 3", "n >= 4", {"type": "integer"}, []),
        ("n <= 3", "n >= 4", {"type": "number"}, [HOLE]),
        ("n = 1", "n = 2", {"type": "integer", "minimum": 1, "maximum": 2}, []),
        ("n = 1", "n = 2", {"type": "integer", "minimum": 0, "maximum": 2}, [HOLE]),
        ("n = 1", "n = 2", {"type": "integer", "exclusiveMinimum": 0, "exclusiveMaximum": 3}, []),
        ("n = 1", "n > 1", {"type": "number", "minimum": 0.5}, [HOLE]),
        ("n", "not(n)", {"type": "boolean"}, []),
        ("n = 1", "n = 2", {"type": "integer", "enum": [1, 2]}, []),
    ],
)
def test_forms_say_what_can_occur(b: str, c: str, field: dict[str, Any], expected: list[Any]) -> None:
    assert packed(b, c, field) == expected
