"""What both parsers share: a place in the tokens, one look ahead, a bound on nesting, and errors with a place."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import ClassVar, NoReturn, TypeVar

from engine.bpmn.expressions.errors import ExpressionTooLarge, UnreadableExpression
from engine.bpmn.expressions.lexer import Token, cut
from engine.bpmn.expressions.limits import MAX_DEPTH, NUMBER_DIGITS
from engine.bpmn.expressions.nodes import Arithmetic, ArithmeticSign, Literal, Node
from engine.bpmn.expressions.refusals import WORDS
from engine.bpmn.expressions.values import is_exact

Sign = TypeVar("Sign", bound=str)

# Words of FEEL that cannot name a variable in either form, so that every tree can be written as FEEL.
RESERVED = frozenset(
    {
        "and",
        "between",
        "else",
        "every",
        "false",
        "if",
        "in",
        "not",
        "null",
        "or",
        "satisfies",
        "some",
        "then",
        "true",
    }
)
CONSTANTS = {"true": True, "false": False, "null": None}

ADDITIVE: Mapping[str, ArithmeticSign] = {"+": "+", "-": "-"}
MULTIPLICATIVE: Mapping[str, ArithmeticSign] = {"*": "*", "/": "/"}


class Cursor:
    """Walks over the tokens of `source[start:end]`; the parsers of both forms build on it."""

    foreign: ClassVar[Mapping[str, str]] = {}
    """Signs of the other form -> what stands for them in this one."""

    def __init__(self, source: str, start: int, end: int) -> None:
        self._tokens = cut(source, start, end)
        self._index = 0
        self._nesting = 0

    @property
    def token(self) -> Token:
        """The token to be read next."""
        return self._tokens[self._index]

    def ahead(self, distance: int) -> Token:
        """Return the token `distance` places on, or the end."""
        return self._tokens[min(self._index + distance, len(self._tokens) - 1)]

    def sees(self, text: str, distance: int = 0) -> bool:
        """Tell whether the token there is this word or sign (a string that reads the same is not)."""
        token = self.ahead(distance)
        return token.text == text and token.kind in ("name", "sign")

    def take(self) -> Token:
        """Pass over the next token and return it."""
        token = self.token
        if token.kind != "end":
            self._index += 1
        return token

    def skip(self, *texts: str) -> bool:
        """Pass over one of these words or signs if it comes next, and tell whether it did."""
        if self.token.kind in ("name", "sign") and self.token.text in texts:
            self._index += 1
            return True
        return False

    def expect(self, text: str) -> None:
        """Pass over this word or sign, which must come next."""
        if not self.skip(text):
            self.unexpected(f"“{text}”")

    def operator(self, signs: Mapping[str, Sign]) -> Sign | None:
        """Pass over one of these words or signs if it comes next, and return what it means on the tree."""
        token = self.token
        if token.kind not in ("name", "sign") or token.text not in signs:
            return None
        self._index += 1
        return signs[token.text]

    def joined(self, operand: Callable[[], Node], *words: str) -> tuple[Node, ...]:
        """Parse one or more operands with one of these words or signs between them."""
        items = [operand()]
        while self.skip(*words):
            items.append(operand())
        return tuple(items)

    def arithmetic(self, operand: Callable[[], Node], signs: Mapping[str, ArithmeticSign]) -> Node:
        """Parse operands joined by these signs, the first two first."""
        node = operand()
        while sign := self.operator(signs):
            node = Arithmetic(sign, node, operand())
        return node

    def name(self) -> str:
        """Pass over a variable's name and return it."""
        if self.token.kind != "name" or self.token.text in RESERVED:
            self.unexpected("một tên")
        return self.take().text

    def key(self) -> str:
        """Pass over a property's name, which may be any word as it follows a point."""
        if self.token.kind != "name":
            self.unexpected("tên một thuộc tính")
        return self.take().text

    def number(self) -> Literal:
        """Pass over a number; one of more digits than are kept exactly is refused."""
        token = self.take()
        exact = Decimal(token.text)
        if not is_exact(exact):
            self.too_large(f"số có quá {NUMBER_DIGITS} chữ số", token.at)
        return Literal(exact)

    def nest(self, parse: Callable[[], Node]) -> Node:
        """Parse one level deeper."""
        if self._nesting == MAX_DEPTH:
            self.too_large(f"biểu thức lồng quá {MAX_DEPTH} tầng", self.token.at)
        self._nesting += 1
        node = parse()
        self._nesting -= 1
        return node

    def finish(self, node: Node) -> Node:
        """Return the tree of a text that must end here."""
        if self.token.kind == "name":
            self.unexpected("hết biểu thức hoặc một phép tính (tên không được chứa dấu cách)")
        if self.token.kind != "end":
            self.unexpected("hết biểu thức hoặc một phép tính")
        return node

    def unexpected(self, wanted: str) -> NoReturn:
        """Refuse the next token; `wanted` says in Vietnamese what should stand there."""
        token = self.token
        if token.kind == "end":
            self.fail("expression.unfinished", f"biểu thức dừng giữa chừng, còn thiếu {wanted}", token.at)
        if token.kind == "sign" and token.text in self.foreign:
            fault = f"hãy viết “{self.foreign[token.text]}” thay cho “{token.text}”"
            self.fail("expression.unexpected", fault, token.at)
        if token.kind == "name" and token.text.lower() in RESERVED - {token.text}:
            fault = f"hãy viết “{token.text.lower()}” bằng chữ thường thay cho “{token.text}”"
            self.fail("expression.unexpected", fault, token.at)
        # `for x in …` is met at `x`, `x instance of …` at the word itself.
        for word in (self._tokens[self._index - 1], token):
            if word.kind == "name" and word.text in WORDS:
                self.fail("expression.unexpected", WORDS[word.text], word.at)
        self.fail("expression.unexpected", f"cần {wanted} nhưng gặp “{token.text}”", token.at)

    def fail(self, code: str, fault: str, at: int) -> NoReturn:
        """Refuse the text for a fault, said in Vietnamese, at a place."""
        raise UnreadableExpression(code, f"Ký tự thứ {at + 1}: {fault}.", at)

    def too_large(self, fault: str, at: int) -> NoReturn:
        """Refuse the text for its size."""
        raise ExpressionTooLarge("expression.too_large", f"Ký tự thứ {at + 1}: {fault}.", at)
