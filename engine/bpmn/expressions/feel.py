"""Reads the FEEL form (DMN 1.3 §10.3.1.2, the subset in GRAMMAR.md) onto the syntax tree."""

from collections.abc import Callable, Mapping
from typing import ClassVar
from typing import Literal as OneOf

from engine.bpmn.expressions.cursor import ADDITIVE, CONSTANTS, MULTIPLICATIVE, RESERVED, Cursor
from engine.bpmn.expressions.functions import FUNCTIONS
from engine.bpmn.expressions.iso8601 import READERS
from engine.bpmn.expressions.nodes import (
    And,
    ArithmeticSign,
    Bound,
    Call,
    Compare,
    CompareSign,
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
    OrderSign,
    Path,
    Quantified,
    Range,
    Test,
)

_POWER: Mapping[str, ArithmeticSign] = {"**": "**"}
_ORDER: Mapping[str, OrderSign] = {"<": "<", "<=": "<=", ">": ">", ">=": ">="}
_COMPARE: Mapping[str, CompareSign] = {"=": "=", "!=": "!=", **_ORDER}
_QUANTIFIERS: Mapping[str, OneOf["some", "every"]] = {"some": "some", "every": "every"}
_LONGEST_FUNCTION_WORDS = max(len(name.split()) for name in FUNCTIONS)


def read_feel(source: str, start: int, end: int) -> Node:
    """Return the tree of `source[start:end]`, or raise UnreadableExpression."""
    parser = _Feel(source, start, end)
    return parser.finish(parser.expression())


class _Feel(Cursor):
    """One method a rule of the grammar, from the loosest binding to the tightest."""

    foreign: ClassVar[Mapping[str, str]] = {"==": "=", "&&": "and", "||": "or", "!": "not(…)"}

    def expression(self) -> Node:
        return self.nest(self._disjunction)

    def _disjunction(self) -> Node:
        items = self.joined(self._conjunction, "or")
        return Or(items) if len(items) > 1 else items[0]

    def _conjunction(self) -> Node:
        items = self.joined(self._comparison, "and")
        return And(items) if len(items) > 1 else items[0]

    def _comparison(self) -> Node:
        left = self._sum()
        if sign := self.operator(_COMPARE):
            return Compare(sign, left, self._sum())
        if self.skip("between"):
            low = self._sum()
            self.expect("and")
            return In(left, (Range(low, self._sum(), is_low_closed=True, is_high_closed=True),))
        if self.skip("in"):
            return In(left, self._tests())
        return left

    def _tests(self) -> tuple[Test, ...]:
        if not self.sees("(") or self._range_is_ahead():
            return (self._test(self._sum),)
        self.take()
        tests = [self._test(self.expression)]
        while self.skip(","):
            tests.append(self._test(self.expression))
        self.expect(")")
        return tuple(tests)

    def _test(self, operand: Callable[[], Node]) -> Test:
        if sign := self.operator(_ORDER):
            return Bound(sign, self._sum())
        return self._range() if self._range_is_ahead() else operand()

    def _range_is_ahead(self) -> bool:
        # Only `..` right inside the bracket tells `(1..5]` from `(1 + 5)`; looking for it is linear, trying both
        # readings in turn would double with every bracket.
        open_brackets = 0
        for distance in range(len(self._tokens) - self._index):
            if self.sees("(", distance) or self.sees("[", distance):
                open_brackets += 1
            elif self.sees(")", distance) or self.sees("]", distance):
                open_brackets -= 1
            elif open_brackets == 1 and self.sees("..", distance):
                return True
            if open_brackets == 0:
                return False
        return False

    def _range(self) -> Range:
        is_low_closed = self.take().text == "["
        low = self._sum()
        self.expect("..")
        high = self._sum()
        is_high_closed = self.skip("]")
        if not is_high_closed:
            self.expect(")")
        return Range(low, high, is_low_closed, is_high_closed)

    def _sum(self) -> Node:
        return self.arithmetic(self._product, ADDITIVE)

    def _product(self) -> Node:
        return self.arithmetic(self._power, MULTIPLICATIVE)

    def _power(self) -> Node:
        return self.arithmetic(self._unary, _POWER)

    def _unary(self) -> Node:
        return Negate(self.nest(self._unary)) if self.skip("-") else self._postfix()

    def _postfix(self) -> Node:
        node = self._primary()
        while True:
            if self.skip("."):
                node = Path(node, self.key())
            elif self.skip("["):
                node = Index(node, self._position())
                self.expect("]")
            else:
                return node

    def _position(self) -> int:
        sign = -1 if self.skip("-") else 1
        token = self.token
        if not token.text.isdecimal() or token.kind != "number" or not token.text.strip("0"):
            self.unexpected("một số nguyên, đếm từ 1,")
        self.number()
        return sign * int(token.text)

    def _primary(self) -> Node:
        token = self.token
        if token.kind == "number":
            return self.number()
        if token.kind == "string":
            return Literal(self.take().text)
        if self.skip("("):
            node = self.expression()
            self.expect(")")
            return node
        if self.skip("["):
            return ListOf(self._arguments("]"))
        return self._word()

    def _word(self) -> Node:
        if words := self._function_words():
            return self._call(words)
        if self.skip("if"):
            return self._if()
        if kind := self.operator(_QUANTIFIERS):
            return self._quantified(kind)
        if self.skip("not"):
            self.expect("(")
            operand = self.expression()
            self.expect(")")
            return Not(operand)
        if self.token.kind == "name" and self.token.text in CONSTANTS:
            return Literal(CONSTANTS[self.take().text])
        return self._variable()

    def _variable(self) -> Node:
        at = self.token.at
        if self.token.kind == "quoted":
            self.fail("expression.unexpected", "chuỗi chữ phải đặt trong dấu nháy kép", at)
        if self.token.kind != "name" or self.token.text in RESERVED:
            self.unexpected("một giá trị")
        name = self.name()
        if self.sees("("):
            self.fail(
                "expression.unknown_function", f"không có hàm “{name}” trong danh sách hàm được dùng", at
            )
        return Name(name)

    def _if(self) -> Node:
        condition = self.expression()
        self.expect("then")
        chosen = self.expression()
        self.expect("else")
        return If(condition, chosen, self.expression())

    def _quantified(self, kind: OneOf["some", "every"]) -> Node:
        name = self.name()
        self.expect("in")
        source = self.expression()
        self.expect("satisfies")
        return Quantified(kind, name, source, self.expression())

    def _function_words(self) -> int:
        """Return how many of the next words make the name of a function that is called here."""
        for count in range(_LONGEST_FUNCTION_WORDS, 0, -1):
            if self.sees("(", count) and self._words(count) in FUNCTIONS:
                return count
        return 0

    def _words(self, count: int) -> str | None:
        tokens = [self.ahead(distance) for distance in range(count)]
        # `count * (x)` reads a variable named as a function is; only words side by side make a function's name.
        return " ".join(token.text for token in tokens) if all(t.kind == "name" for t in tokens) else None

    def _call(self, words: int) -> Node:
        at = self.token.at
        name = " ".join(self.take().text for _ in range(words))
        self.expect("(")
        arguments = self._arguments(")")
        if fault := FUNCTIONS[name].fault(len(arguments)) or _fault(name, arguments):
            self.fail("expression.bad_arguments", f"hàm “{name}” {fault}", at)
        return Call(name, arguments)

    def _arguments(self, closing: str) -> tuple[Node, ...]:
        if self.skip(closing):
            return ()
        items = self.joined(self.expression, ",")
        self.expect(closing)
        return items


def _fault(name: str, arguments: tuple[Node, ...]) -> str | None:
    """Say what is wrong with arguments that can be judged before any data are there."""
    if name == "is defined" and not isinstance(arguments[0], Name | Path):
        return "cần tên một biến"
    match arguments:
        case (Literal(value=str(text)),) if name in READERS and READERS[name](text) is None:
            return f"không đọc được “{text}”"
    return None
