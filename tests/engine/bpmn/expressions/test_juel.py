"""The JUEL form of older diagrams means the same tree as its FEEL form (BPMN.md §2 trap 7)."""

import pytest

from engine.bpmn.expressions import compile_expression
from tests.support.expressions import Case, check

SAME = {
    "${x == 1}": "x = 1",
    "#{x == 1}": "x = 1",
    "\n  ${ x == 1 }\n": "x = 1",
    "${a == 'x' && b > 3}": 'a = "x" and b > 3',
    '${a eq "x" and b gt 3}': 'a = "x" and b > 3',
    "${a ne 1 or b lt 2}": "a != 1 or b < 2",
    "${a le 1 || b ge 2}": "a <= 1 or b >= 2",
    "${a || b && c}": "a or b and c",
    "${!a}": "not(a)",
    "${not a}": "not(a)",
    "${!a && b}": "not(a) and b",
    "${!(a && b)}": "not(a and b)",
    "${!!a}": "not(not(a))",
    "${a < b == c}": "(a < b) = c",
    "${empty a}": "is empty(a)",
    "${!empty a.b}": "not(is empty(a.b))",
    "${a ? 1 : 2}": "if a then 1 else 2",
    "${a ? 1 : b ? 2 : 3}": "if a then 1 else if b then 2 else 3",
    "${a + b * -c}": "a + b * -c",
    "${(a - b) / c}": "(a - b) / c",
    "${a.b.c}": "a.b.c",
    "${a['b']}": "a.b",
    '${a["b"].c}': "a.b.c",
    "${a[0]}": "a[1]",
    "${a[2].b}": "a[3].b",
    "${a.contains('x')}": 'contains(a, "x")',
    "${a.equals('x')}": 'a = "x"',
    "${!a.equals(b)}": "not(a = b)",
    "${a.length() > 3}": "string length(a) > 3",
    "${a.size() == 0}": "count(a) = 0",
    "${a.isEmpty()}": "is empty(a)",
    "${a.startsWith('x') || a.endsWith('y')}": 'starts with(a, "x") or ends with(a, "y")',
    "${true}": "true",
    "${null == a}": "null = a",
    "${a == 'it\\'s'}": 'a = "it\'s"',
}

VALUES = [
    Case("${x == 1}", {"x": 1}, True),
    Case("${x == 1}", {"x": 2}, False),
    Case("\nx = 1", {"x": 1}, True),
    Case("\n\t${x == 1}", {"x": 1}, True),
    # No conversion between kinds, unlike Java: unknown, and so never a silent branch.
    Case("${x == 1}", {"x": "1"}, None),
    Case("${x.contains('a')}", {"x": "cab"}, True),
    Case("${x.contains('a')}", {"x": ["a"]}, True),
    Case("${x.contains('a')}", {"x": ["cab"]}, False),
    Case("${x[0]}", {"x": ["a", "b"]}, "a"),
    Case("${empty x}", {"x": []}, True),
    Case("${so_tien > 1000000 ? 'lon' : 'nho'}", {"so_tien": 2_000_000}, "lon"),
]


@pytest.mark.parametrize(("juel", "feel"), SAME.items())
def test_juel_reads_onto_the_tree_of_feel(juel: str, feel: str) -> None:
    assert compile_expression(juel).tree == compile_expression(feel).tree


@pytest.mark.parametrize("case", VALUES, ids=lambda case: f"{case.text} of {case.data}")
def test_juel_gives_the_value_of_its_tree(case: Case) -> None:
    check(case)
