"""Reads the FEEL form (DMN 1.3 §10.3.1.2, the subset in GRAMMAR.md) onto the syntax tree."""

from collections.abc import Callable, Container, Mapping
from typing import ClassVar, NoReturn
from typing import Literal as OneOf

from engine.bpmn.expressions.cursor import ADDITIVE, CONSTANTS, MULTIPLICATIVE, RESERVED, Cursor
from engine.bpmn.expressions.functions import FUNCTIONS
from engine.bpmn.expressions.iso8601 import READERS
from engine.bpmn.expressions.nodes import (
    ITEM,
    And,
    ArithmeticSign,
    Bound,
    Call,
    Compare,
    CompareSign,
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
    OrderSign,
    Path,
    Quantified,
    Range,
    Test,
    walk,
)
from engine.bpmn.expressions.refusals import FUNCTIONS_ELSEWHERE

_POWER: Mapping[str, ArithmeticSign] = {"**": "**"}
_ORDER: Mapping[str, OrderSign] = {"<": "<", "<=": "<=", ">": ">", ">=": ">="}
_COMPARE: Mapping[str, CompareSign] = {"=": "=", "!=": "!=", **_ORDER}
_QUANTIFIERS: Mapping[str, OneOf["some", "every"]] = {"some": "some", "every": "every"}
_AFTER_A_RANGE = frozenset({"", ",", ")", "]", "and", "or", "then", "else", "satisfies"})
# DMN 1.3 §10.3.1.2, rule 68: one of these is written after an @.
_AT_LITERALS = ("date", "date and time", "time", "duration")
_LONGEST_FUNCTION_WORDS = max(len(name.split()) for name in FUNCTIONS)


def read_feel(source: str, start: int, end: int) -> Node:
    """Return the tree of `source[start:end]`, or raise UnreadableExpression."""
    parser = Feel(source, start, end)
    return parser.finish(parser.expression())


class Feel(Cursor):
    """One method a rule of the grammar, from the loosest binding to the tightest."""

    foreign: ClassVar[Mapping[str, str]] = {"==": "=", "&&": "and", "||": "or", "!": "not(…)"}

    def expression(self) -> Node:
        """Read a whole expression, one level deeper than what holds it."""
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
            return In(left, self._listed_tests())
        return left

    def _listed_tests(self) -> tuple[Test, ...]:
        if not self.sees("(") or self._range_is_ahead():
            return (self.test(self._sum),)
        self.take()
        tests = [self.test(self.expression)]
        while self.skip(","):
            tests.append(self.test(self.expression))
        self.expect(")")
        return tuple(tests)

    def test(self, operand: Callable[[], Node]) -> Test:
        """Read a range, a bound, or what `operand` reads."""
        if sign := self.operator(_ORDER):
            return Bound(sign, self._sum())
        return self._range() if self._range_is_ahead() else operand()

    def _range_is_ahead(self) -> bool:
        if self.sees("]"):
            return True
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
        if not is_high_closed and not self.skip("["):
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
                if self.sees("(", 1):
                    self._refuse_method()
                node = Path(node, self.key())
            elif not self._range_ends_here() and self.skip("["):
                node = self._item(node)
                self.expect("]")
            else:
                return node

    def _refuse_method(self) -> NoReturn:
        fault = (
            f"không gọi được “.{self.token.text}(…)” theo FEEL; hãy viết tên hàm trước, như “contains(x, y)”"
        )
        self.fail("expression.unknown_function", fault, self.token.at)

    def _range_ends_here(self) -> bool:
        # `]1..5[` is an older spelling of `(1..5)`; nothing that opens a list or an index can be followed by these.
        after = self.ahead(1)
        return self.sees("[") and after.kind in ("sign", "name", "end") and after.text in _AFTER_A_RANGE

    def _item(self, target: Node) -> Node:
        is_negative = self.sees("-")
        token, after = self.ahead(is_negative), self.ahead(is_negative + 1)
        if token.kind == "number" and after.text == "]":
            return self._position(target, -1 if self.skip("-") else 1)
        at = token.at
        test = self.expression()
        # A filter on the fields themselves would read one name in two places, the item and the data.
        if not any(node == Name(ITEM) for node, _ in walk(test)):
            fault = f"cần số thứ tự, đếm từ 1, hoặc điều kiện có “{ITEM}” là phần tử đang xét"
            self.fail("expression.unexpected", fault, at)
        return Filter(target, test)

    def _position(self, target: Node, sign: int) -> Node:
        token = self.token
        if not token.text.isdecimal() or not token.text.strip("0"):
            self.unexpected("một số nguyên, đếm từ 1,")
        self.number()
        return Index(target, sign * int(token.text))

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
        if self.sees("@") and self.ahead(1).kind == "string":
            return self._at_literal()
        return self._word()

    def _at_literal(self) -> Node:
        at = self.take().at
        text = self.take().text
        function = next((name for name in _AT_LITERALS if READERS[name](text) is not None), None)
        if function is None:
            fault = f"không đọc được “{text}” là ngày, giờ hay khoảng thời gian"
            self.fail("expression.bad_arguments", fault, at)
        return Call(function, (Literal(text),))

    def _word(self) -> Node:
        if words := self._function_words(FUNCTIONS):
            return self._call(words)
        if words := self._function_words(FUNCTIONS_ELSEWHERE):
            name = str(self._words(words))
            self._unknown_function(name, FUNCTIONS_ELSEWHERE[name])
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
        if self.token.kind == "quoted":
            self.fail("expression.unexpected", "chuỗi chữ phải đặt trong dấu nháy kép", self.token.at)
        if self.token.kind != "name" or self.token.text in RESERVED:
            self.unexpected("một giá trị")
        if self.sees("(", 1):
            self._unknown_function(self.token.text, "chỉ dùng được các hàm có trong danh sách hàm")
        return Name(self.name())

    def _unknown_function(self, name: str, advice: str) -> NoReturn:
        self.fail("expression.unknown_function", f"không có hàm “{name}”; {advice}", self.token.at)

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

    def _function_words(self, names: Container[str | None]) -> int:
        """Return how many of the next words make one of these names of functions, called here."""
        for count in range(_LONGEST_FUNCTION_WORDS, 0, -1):
            if self.sees("(", count) and self._words(count) in names:
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
