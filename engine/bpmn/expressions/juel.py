"""Reads the JUEL form `${…}` of older diagrams onto the same syntax tree; GRAMMAR.md lists what it takes."""

from collections.abc import Mapping
from typing import ClassVar

from engine.bpmn.expressions.cursor import ADDITIVE, CONSTANTS, MULTIPLICATIVE, Cursor
from engine.bpmn.expressions.lexer import NAME
from engine.bpmn.expressions.nodes import (
    And,
    Call,
    Compare,
    CompareSign,
    If,
    Index,
    Literal,
    Name,
    Negate,
    Node,
    Not,
    Or,
    OrderSign,
    Path,
)
from engine.bpmn.expressions.refusals import METHODS_ELSEWHERE

_EQUALITY: Mapping[str, CompareSign] = {"==": "=", "eq": "=", "!=": "!=", "ne": "!="}
_ORDER: Mapping[str, OrderSign] = {
    "<": "<",
    "lt": "<",
    "<=": "<=",
    "le": "<=",
    ">": ">",
    "gt": ">",
    ">=": ">=",
    "ge": ">=",
}
# The methods of Java values that diagrams call, as functions of ours, with their number of arguments.
_METHODS = {
    "contains": ("contains", 1),
    "startsWith": ("starts with", 1),
    "endsWith": ("ends with", 1),
    "length": ("string length", 0),
    "size": ("count", 0),
    "isEmpty": ("is empty", 0),
}


def read_juel(source: str, start: int, end: int) -> Node:
    """Return the tree of `source[start:end]` (what stands in the braces), or raise UnreadableExpression."""
    parser = _Juel(source, start, end)
    return parser.finish(parser.expression())


class _Juel(Cursor):
    """One method a rule of the grammar, from the loosest binding to the tightest."""

    foreign: ClassVar[Mapping[str, str]] = {"=": "=="}

    def expression(self) -> Node:
        return self.nest(self._choice)

    def _choice(self) -> Node:
        condition = self._disjunction()
        if not self.skip("?"):
            return condition
        chosen = self.expression()
        self.expect(":")
        return If(condition, chosen, self.expression())

    def _disjunction(self) -> Node:
        items = self.joined(self._conjunction, "||", "or")
        return Or(items) if len(items) > 1 else items[0]

    def _conjunction(self) -> Node:
        items = self.joined(self._equality, "&&", "and")
        return And(items) if len(items) > 1 else items[0]

    def _equality(self) -> Node:
        left = self._order()
        sign = self.operator(_EQUALITY)
        return Compare(sign, left, self._order()) if sign else left

    def _order(self) -> Node:
        left = self._sum()
        sign = self.operator(_ORDER)
        return Compare(sign, left, self._sum()) if sign else left

    def _sum(self) -> Node:
        return self.arithmetic(self._product, ADDITIVE)

    def _product(self) -> Node:
        return self.arithmetic(self._unary, MULTIPLICATIVE)

    def _unary(self) -> Node:
        if self.skip("-"):
            return Negate(self.nest(self._unary))
        if self.skip("!", "not"):
            return Not(self.nest(self._unary))
        if self.skip("empty"):
            return Call("is empty", (self.nest(self._unary),))
        return self._postfix()

    def _postfix(self) -> Node:
        node = self._primary()
        while True:
            if self.skip("."):
                node = self._method(node) if self.sees("(", 1) else Path(node, self.key())
            elif self.skip("["):
                node = self._element(node)
                self.expect("]")
            else:
                return node

    def _method(self, target: Node) -> Node:
        at = self.token.at
        name = self.key()
        self.expect("(")
        arguments = () if self.sees(")") else (self.expression(),)
        self.expect(")")
        if name == "equals" and arguments:
            return Compare("=", target, arguments[0])
        function, count = _METHODS.get(name, ("", 0))
        if not function or len(arguments) != count:
            advice = METHODS_ELSEWHERE.get(name, "chỉ dùng được các phép gọi có trong bảng JUEL")
            self.fail("expression.unknown_function", f"không gọi được “.{name}(…)”; {advice}", at)
        return Call(function, (target, *arguments))

    def _element(self, target: Node) -> Node:
        token = self.token
        if token.kind in ("string", "quoted") and NAME.fullmatch(token.text):
            return Path(target, self.take().text)
        if token.kind != "number" or not token.text.isdecimal():
            self.unexpected("một số nguyên, đếm từ 0, hoặc tên một thuộc tính")
        self.number()
        return Index(target, int(token.text) + 1)

    def _primary(self) -> Node:
        token = self.token
        if token.kind == "number":
            return self.number()
        if token.kind in ("string", "quoted"):
            return Literal(self.take().text)
        if self.skip("("):
            node = self.expression()
            self.expect(")")
            return node
        if token.kind == "name" and token.text in CONSTANTS:
            return Literal(CONSTANTS[self.take().text])
        return self._variable()

    def _variable(self) -> Node:
        at = self.token.at
        name = self.name()
        if self.sees("("):
            self.fail("expression.unknown_function", f"không có hàm “{name}”", at)
        return Name(name)
