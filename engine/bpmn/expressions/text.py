"""Writes a tree as FEEL, the one form that can say every tree; what is written reads back as the same tree."""

from collections.abc import Iterable, Mapping
from enum import IntEnum

from engine.bpmn.expressions.nodes import (
    And,
    Arithmetic,
    ArithmeticSign,
    Bound,
    Call,
    Compare,
    Filter,
    If,
    In,
    Index,
    ListOf,
    Literal,
    Name,
    Negate,
    Node,
    Not,
    Or,
    Path,
    Quantified,
    Range,
    Test,
)


class _Binding(IntEnum):
    """How tightly a rule of the grammar binds, from the loosest on, as in feel.py."""

    WHOLE = 0
    OR = 1
    AND = 2
    COMPARISON = 3
    SUM = 4
    PRODUCT = 5
    POWER = 6
    UNARY = 7
    PRIMARY = 8


_SIGNS: Mapping[ArithmeticSign, _Binding] = {
    "+": _Binding.SUM,
    "-": _Binding.SUM,
    "*": _Binding.PRODUCT,
    "/": _Binding.PRODUCT,
    "**": _Binding.POWER,
}
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def to_text(tree: Node) -> str:
    """Return the tree as FEEL with no more brackets than are needed.

    A JUEL chain of more than MAX_DEPTH methods becomes calls within calls that are too deep to read back.
    """
    return _written(tree)[1]


def _within(binding: _Binding, node: Node) -> str:
    own, text = _written(node)
    return text if own >= binding else f"({text})"


def _listed(nodes: Iterable[Node]) -> str:
    return ", ".join(to_text(node) for node in nodes)


def _written(node: Node) -> tuple[_Binding, str]:
    match node:
        case Or(items=items):
            return _Binding.OR, " or ".join(_within(_Binding.AND, item) for item in items)
        case And(items=items):
            return _Binding.AND, " and ".join(_within(_Binding.COMPARISON, item) for item in items)
        case Compare() | In():
            return _Binding.COMPARISON, _comparison(node)
        case Arithmetic(sign=sign, left=left, right=right):
            binding = _SIGNS[sign]
            return binding, f"{_within(binding, left)} {sign} {_within(_Binding(binding + 1), right)}"
        case Negate(operand=operand):
            return _Binding.UNARY, f"-{_within(_Binding.UNARY, operand)}"
        case If() | Quantified():
            return _Binding.WHOLE, _sentence(node)
        case _:
            return _Binding.PRIMARY, _primary(node)


def _comparison(node: Compare | In) -> str:
    if isinstance(node, Compare):
        return f"{_within(_Binding.SUM, node.left)} {node.sign} {_within(_Binding.SUM, node.right)}"
    tests = ", ".join(_test(test) for test in node.tests)
    is_one_range = len(node.tests) == 1 and isinstance(node.tests[0], Range)
    return f"{_within(_Binding.SUM, node.value)} in {tests if is_one_range else f'({tests})'}"


def _test(test: Test) -> str:
    match test:
        case Range(low=low, high=high):
            opening, closing = "[" if test.is_low_closed else "(", "]" if test.is_high_closed else ")"
            return f"{opening}{_within(_Binding.SUM, low)}..{_within(_Binding.SUM, high)}{closing}"
        case Bound(sign=sign, limit=limit):
            return f"{sign} {_within(_Binding.SUM, limit)}"
        case _:
            return to_text(test)


def _sentence(node: If | Quantified) -> str:
    if isinstance(node, If):
        parts = (node.condition, node.chosen, node.otherwise)
        return "if {} then {} else {}".format(*map(to_text, parts))
    return f"{node.kind} {node.name} in {to_text(node.source)} satisfies {to_text(node.test)}"


def _primary(node: Literal | Name | Path | Index | Filter | ListOf | Not | Call) -> str:
    match node:
        case Literal(value=value):
            return _literal(value)
        case Name(name=name):
            return name
        case Path(target=target, key=key):
            return f"{_within(_Binding.PRIMARY, target)}.{key}"
        case Index(target=target, position=position):
            return f"{_within(_Binding.PRIMARY, target)}[{position}]"
        case Filter(target=target, test=test):
            return f"{_within(_Binding.PRIMARY, target)}[{to_text(test)}]"
        case ListOf(items=items):
            return f"[{_listed(items)}]"
        case Not(operand=operand):
            return f"not({to_text(operand)})"
        case Call(function=function, arguments=arguments):
            return f"{function}({_listed(arguments)})"


def _literal(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value.translate(_ESCAPES)}"' if isinstance(value, str) else format(value, "f")
