"""A tree is written as FEEL with no bracket too many, and reads back as itself."""

import pytest
from hypothesis import given

from engine.bpmn.expressions import ExpressionTooLarge, compile_expression, to_text
from engine.bpmn.expressions.nodes import Literal, Node, walk
from tests.support.trees import trees

AS_WRITTEN = [
    "x = 1",
    'ho_so.loai = "a" and so_tien > 1000000',
    "a or b and c",
    "(a or b) and c",
    "(a and b) and c",
    "(a or b) or c",
    "not(a or b)",
    "a - b - c",
    "a - (b - c)",
    "a + b * c",
    "(a + b) * c",
    "a ** b ** c",
    "a ** (b ** c)",
    "-a ** b",
    "-(a ** b)",
    "--a",
    "a - -b",
    "(-a).b",
    "(a + b)[1]",
    "xs[-1].a",
    "1.a",
    "xs[item > 1]",
    "xs[item.a = 1 and b][1].c",
    "(a + b)[item]",
    "a in [xs[item = 1]..5]",
    "(a = b) = c",
    "(x in [1..2]) = true",
    "a in [1..5]",
    "a in (1..b + 1)",
    "a in ((1..5], < 3, b or c, [d])",
    "a in ((b = c)..d)",
    "a in (> 5)",
    "a in (b)",
    "a in ([1, 2])",
    "a + (if b then c else d)",
    "if a then b else if c then d else e",
    "[if a then b else c, d]",
    "some x in xs satisfies x > 1 and y",
    "(some x in xs satisfies x) and y",
    "some x in some y in ys satisfies y satisfies x",
    'date and time("2018-11-09T15:00:00") > now()',
    "date and count(xs) > 1",
    "sum(1, 2, [3])",
    "[]",
    r'"a\"b\\c\n\t\r"',
    "0.50",
    "null",
]

# text -> the same in fewer signs
SHORTENED = {
    "${a == 'x' && !b}": 'a = "x" and not(b)',
    "a between 1 and 5": "a in [1..5]",
    "((a))": "a",
    "a in <= 5": "a in (<= 5)",
    " =a\n=  1": "a = 1",
    r'"\u0111"': '"đ"',
    ".5": "0.5",
    '@"2018-11-09"': 'date("2018-11-09")',
    '@"P1M" + @"17:00:00"': 'duration("P1M") + time("17:00:00")',
    '@"2018-11-09T15:00:00"': 'date and time("2018-11-09T15:00:00")',
    "a in ]1..b[": "a in (1..b)",
    "a in (]1..b[, [c..d[)": "a in ((1..b), [c..d))",
}


def kinds(tree: Node) -> list[tuple[str, str]]:
    """Tell `true` from `1`, which Python takes for equal."""
    values = [node.value for node, _ in walk(tree) if isinstance(node, Literal)]
    return [(type(value).__name__, str(value)) for value in values]


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_a_text_without_needless_signs_is_written_as_it_was(text: str) -> None:
    assert to_text(compile_expression(text).tree) == text


@pytest.mark.parametrize(("text", "shorter"), SHORTENED.items())
def test_a_text_is_written_in_its_plainest_form(text: str, shorter: str) -> None:
    assert to_text(compile_expression(text).tree) == shorter


@given(trees)
def test_what_is_written_reads_back_as_the_same_tree(tree: Node) -> None:
    read = compile_expression(to_text(tree)).tree

    assert read == tree
    assert kinds(read) == kinds(tree)


def test_a_chain_of_methods_may_be_too_deep_to_read_back() -> None:
    tree = compile_expression("${a" + ".contains('x')" * 40 + "}").tree

    with pytest.raises(ExpressionTooLarge):
        compile_expression(to_text(tree))
