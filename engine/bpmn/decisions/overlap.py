"""Can two rules of a table match at once, and is there data that no rule matches? Each is told with an example."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from engine.bpmn.decisions.decision import THE_INPUT, Decision, Input, Rule, passes, tests_its_input
from engine.bpmn.decisions.hit_policy import HitPolicy
from engine.bpmn.decisions.limits import MAX_TRIALS
from engine.bpmn.expressions import ConditionUnknown, UnaryTests
from engine.bpmn.expressions.nodes import Literal, Name
from engine.bpmn.finding import Finding, error, warning
from engine.bpmn.intervals import Possible, any_value, comparisons, said

Chosen = tuple[int, ...]
"""One sample of each column, by its place."""


@dataclass(frozen=True, slots=True)
class _Column:
    """One input on samples of its values. For each rule a set of samples, as bits: those that pass its cell
    surely, and those that pass perhaps. `named` are the values written in the cells."""

    label: str
    named: tuple[object, ...]
    samples: tuple[object, ...]
    surely: tuple[int, ...]
    perhaps: tuple[int, ...]

    def says(self, place: int) -> str:
        return f"{self.label} = {said(self.samples[place], self.named)}" if self.samples else ""


def check_decision(decision: Decision, possible: Possible = any_value) -> list[Finding]:
    """Name rules of a UNIQUE table that can match at once (under ANY: with different results) and one hole.

    Columns are taken to be independent, so a column counts only where it is one name and its cells are simple;
    of any other it is not known whether it passes. What is found can therefore occur; what is not known is not
    told. `possible` tells the values that a name can have.
    """
    columns = tuple(_columns(decision, possible))
    return [*_overlaps(decision, columns), *_hole(decision, columns)]


def _columns(decision: Decision, possible: Possible) -> Iterator[_Column]:
    seen: set[str] = set()
    for place, column in enumerate(decision.inputs):
        cells = [rule.tests[place] for rule in decision.rules]
        tree = column.expression.tree
        name = tree.name if isinstance(tree, Name) and tree.name not in seen else None
        yield _opaque(column, cells) if name is None else _column(column, cells, name, possible)
        seen |= column.expression.names


def _opaque(column: Input, cells: Sequence[UnaryTests]) -> _Column:
    """A column about whose values nothing is known: only `-` surely passes."""
    surely = tuple(int(not tests_its_input(cell)) for cell in cells)
    return _Column(column.label, (), (), surely, tuple(1 for _ in cells))


def _column(column: Input, cells: Sequence[UnaryTests], name: str, possible: Possible) -> _Column:
    allowed = [] if column.allowed is None else [column.allowed]
    simple = [_values(cell) for cell in [*cells, *allowed]]
    named = tuple(dict.fromkeys(value for values in simple for value in values or ()))
    tried = [v for v in possible(name, named) if all(_passes(cell, v) is True for cell in allowed)]
    if not tried or len(tried) * len(cells) > MAX_TRIALS:
        return _opaque(column, cells)
    everything = (1 << len(tried)) - 1
    surely, perhaps = [], []
    for cell, values in zip(cells, simple, strict=False):
        answers = [] if values is None else [_passes(cell, value) for value in tried]
        surely.append(_bits(answer is True for answer in answers))
        perhaps.append(everything if values is None else _bits(answer is not False for answer in answers))
    return _Column(column.label, named, tuple(tried), tuple(surely), tuple(perhaps))


def _values(cell: UnaryTests) -> list[object] | None:
    """What a cell compares its input with; None where it is not simple."""
    found = comparisons(cell.expression.tree)
    if found is None or any(name != THE_INPUT for name, _ in found):
        return None
    return [value for _, value in found]


def _passes(cell: UnaryTests, value: object) -> bool | None:
    try:
        return passes(cell, value, {}, None)
    except ConditionUnknown:
        return None


def _bits(answers: Iterable[bool]) -> int:
    return sum(1 << place for place, answer in enumerate(answers) if answer)


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1


def _overlaps(decision: Decision, columns: Sequence[_Column]) -> Iterator[Finding]:
    told: set[int] = set()
    for one, other in combinations(range(len(decision.rules)), 2):
        common = [column.surely[one] & column.surely[other] for column in columns]
        if other in told or not all(common):
            continue
        if not _clash(decision, decision.rules[one], decision.rules[other]):
            continue
        told.add(other)
        example = _example(columns, tuple(map(_lowest, common)))
        rows = f"Dòng {one + 1} và dòng {other + 1} của bảng «{decision.name}»"
        text = f"{rows} cùng khớp khi {example}; hãy sửa một dòng."
        yield error("data.decision_overlap", decision.rules[other].id, text)


def _clash(decision: Decision, one: Rule, other: Rule) -> bool:
    """Tell whether two rules may not match together: under ANY only where their results surely differ."""
    if decision.hit_policy is HitPolicy.ANY:
        pairs = [(a.tree, b.tree) for a, b in zip(one.results, other.results, strict=True)]
        return any(isinstance(a, Literal) and isinstance(b, Literal) and a != b for a, b in pairs)
    return decision.hit_policy is HitPolicy.UNIQUE


def _hole(decision: Decision, columns: Sequence[_Column]) -> Iterator[Finding]:
    if all(output.default is not None for output in decision.outputs):
        return
    found = _unmatched(len(decision.rules), columns)
    if found is not None:
        example = _example(columns, found)
        text = f"Bảng «{decision.name}» không có dòng nào khớp khi {example}; hãy thêm dòng hoặc giá trị mặc định."
        yield warning("data.decision_hole", decision.id, text)


def _unmatched(rules: int, columns: Sequence[_Column]) -> Chosen | None:
    """Return a sample of each column so that no rule passes them all, or None where there are none or too many.

    Which rules are left after some columns is a set of bits; two ways to the same set need not both go on.
    """
    left: dict[int, Chosen] = {(1 << rules) - 1: ()}
    for column in columns:
        by_rules: dict[int, int] = {}
        for sample in range(max(len(column.samples), 1)):
            by_rules.setdefault(_bits(bits >> sample & 1 == 1 for bits in column.perhaps), sample)
        if len(left) * len(by_rules) > MAX_TRIALS:
            return None
        following: dict[int, Chosen] = {}
        for rest, chosen in left.items():
            for passing, sample in by_rules.items():
                following.setdefault(rest & passing, (*chosen, sample))
        left = following
    return left.get(0)


def _example(columns: Sequence[_Column], chosen: Chosen) -> str:
    parts = [column.says(place) for column, place in zip(columns, chosen, strict=True)]
    return ", ".join(part for part in parts if part) or "không cần biết dữ liệu"
