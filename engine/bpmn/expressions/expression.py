"""A text compiled once and evaluated often: the only way in from outside this folder."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NoReturn

from engine.bpmn.expressions.errors import (
    ConditionUnknown,
    EvaluationTooLarge,
    ExpressionTooLarge,
    UnreadableExpression,
)
from engine.bpmn.expressions.evaluate import Evaluator, prepare
from engine.bpmn.expressions.feel import read_feel
from engine.bpmn.expressions.juel import read_juel
from engine.bpmn.expressions.limits import MAX_NODES, MAX_SOURCE_CHARACTERS, MAX_TREE_DEPTH
from engine.bpmn.expressions.nodes import Node, guarded_paths, variable_paths, walk
from engine.bpmn.expressions.run import Run
from engine.bpmn.expressions.values import kind_name


@dataclass(frozen=True)
class Expression:
    """A compiled expression. `tree` is what it says, `names` the variables it reads as dotted paths.

    `required` are those of them that a condition cannot do without.
    """

    source: str
    tree: Node
    names: frozenset[str]
    required: frozenset[str]
    _evaluate: Evaluator = field(repr=False, compare=False)

    def evaluate(self, data: Mapping[str, object], now: datetime | None = None) -> object:
        """Return the value over the data; a variable that is not there is null.

        `now` is an aware moment, which `now()` and `today()` tell by Hanoi's clock; without it both are null.

        Raises EvaluationTooLarge past a bound, Broken for data that JSON and forms cannot hold.
        """
        try:
            return self._evaluate(Run(data, now))
        except EvaluationTooLarge as problem:
            problem.facts["source"] = self.source
            raise

    def test(self, data: Mapping[str, object], now: datetime | None = None) -> bool:
        """Return the truth of a condition.

        Raises ConditionUnknown where the answer is neither true nor false, or where a name is not in the data
        that the text does not itself ask after: nobody's silence ever decides a branch (DESIGN D3).
        """
        missing = sorted(name for name in self.required if _is_missing(name, data))
        result = self.evaluate(data, now)
        if isinstance(result, bool) and not missing:
            return result
        raise ConditionUnknown(self.source, kind_name(result), missing)


def compile_expression(source: str) -> Expression:
    """Compile FEEL, or JUEL in `${…}` or `#{…}`; a leading `=` and surrounding blanks are passed over.

    Raises UnreadableExpression with the position and a Vietnamese sentence, ExpressionTooLarge past a bound.
    """
    return compiled(source, _read)


def compiled(source: str, read: Callable[[str], Node], given: frozenset[str] = frozenset()) -> Expression:
    """Compile what `read` makes of a text, within the bounds on a text; names of `given` are always there."""
    if len(source) > MAX_SOURCE_CHARACTERS:
        _too_large(f"dài quá {MAX_SOURCE_CHARACTERS} ký tự", MAX_SOURCE_CHARACTERS)
    # Forms store their texts so too: a Vietnamese letter typed as letter and mark is the letter in one piece.
    tree = read(unicodedata.normalize("NFC", source))
    depths = [depth for _, depth in walk(tree)]
    if len(depths) > MAX_NODES:
        _too_large(f"có quá {MAX_NODES} thành phần", 0)
    if max(depths) > MAX_TREE_DEPTH:
        _too_large(f"nối liền quá {MAX_TREE_DEPTH} phép tính", 0)
    names = variable_paths(tree, given)
    return Expression(source, tree, names, names - guarded_paths(tree), prepare(tree, ()))


def _too_large(fault: str, at: int) -> NoReturn:
    raise ExpressionTooLarge("expression.too_large", f"Biểu thức {fault}.", at)


def _is_missing(path: str, data: object) -> bool:
    for key in path.split("."):
        if not isinstance(data, Mapping):
            return False
        if key not in data:
            return True
        data = data[key]
    return False


def _read(source: str) -> Node:
    start = len(source) - len(source.lstrip())
    end = len(source.rstrip())
    if start >= end:
        raise UnreadableExpression("expression.empty", "Chưa ghi điều kiện.", 0)
    if source.startswith(("${", "#{"), start):
        if source[end - 1] != "}":
            raise UnreadableExpression(
                "expression.unfinished", f"Ký tự thứ {end}: thiếu dấu “}}” đóng biểu thức.", end
            )
        return read_juel(source, start + 2, end - 1)
    return read_feel(source, start + 1 if source[start] == "=" else start, end)
