"""Do the conditions of one gateway exclude each other, and is one of them always true (BPMN.md §4)?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from engine.bpmn.definition import Definition
from engine.bpmn.deployment import Deployment
from engine.bpmn.expressions import ConditionUnknown, Expression
from engine.bpmn.finding import Finding, Severity, warning
from engine.bpmn.intervals import Comparison, Possible, comparisons, is_made_up, said
from engine.net.net import Kind, Node
from processes.checks.possible import possible_in

MAX_COMPARISONS = 200_000
"""Comparisons made to try the conditions of one process on values; what is left after them stays unsaid."""

_SETTING_UP = 20
"""What it costs to put the values of some ways together, in comparisons."""

Data = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Way:
    """A flow with a condition that is simple."""

    flow: str
    condition: Expression
    compared: tuple[Comparison, ...]


@dataclass(slots=True)
class _Trials:
    """Rows of values for some ways; made for one process, whose comparisons it counts."""

    possible: Possible
    left: int = MAX_COMPARISONS

    def rows(self, ways: Sequence[_Way]) -> Iterator[Data]:
        """Yield one row for each combination of samples, as long as comparisons are left."""
        if not self._spend(_SETTING_UP):
            return
        named = _named(ways)
        cost = sum(1 + len(way.compared) for way in ways)
        for row in product(*(self.possible(name, values) for name, values in named.items())):
            if not self._spend(cost):
                return
            yield dict(zip(named, row, strict=True))

    def _spend(self, comparisons: int) -> bool:
        self.left -= comparisons
        return self.left >= 0


def check(deployment: Deployment, definition: Definition) -> list[Finding]:
    """Name conditions of an exclusive gateway that can be true together, and gateways where none may be true.

    Only simple conditions are looked at, on samples of the values that the forms accept; each finding has an
    example. A gateway with a default has no hole.
    """
    trials = _Trials(possible_in(deployment))
    found: list[Finding] = []
    for node in definition.net.nodes:
        if node.kind is Kind.EXCLUSIVE:
            ways = _ways(definition, node)
            found += [*_hole(node, ways, trials), *_overlaps(ways, trials)]
    return found


def _ways(definition: Definition, node: Node) -> list[_Way]:
    ways = []
    for index in node.outgoing:
        condition = definition.conditions.get(index)
        compared = None if condition is None else comparisons(condition.tree)
        if condition is not None and compared is not None:
            ways.append(_Way(definition.net.flows[index].id, condition, compared))
    return ways


def _overlaps(ways: Sequence[_Way], trials: _Trials) -> Iterator[Finding]:
    for first, second in combinations(ways, 2):
        for data in trials.rows((first, second)):
            if _answer(first, data) is True and _answer(second, data) is True:
                example = _example((first, second), data)
                both = f"Nhánh «{first.flow}» và nhánh «{second.flow}» cùng đúng khi {example}"
                text = f"{both}, lúc đó hồ sơ đi nhánh đầu; hãy sửa để chỉ một nhánh đúng."
                yield warning("condition.overlap", second.flow, text)
                break


def _hole(node: Node, ways: Sequence[_Way], trials: _Trials) -> Iterator[Finding]:
    if len(ways) < len(node.outgoing):  # A default flow has no condition either.
        return
    for data in trials.rows(ways):
        if all(_answer(way, data) is False for way in ways):
            text = f"Cổng «{node.id}» không có nhánh nào đúng khi {_example(ways, data)}; hãy thêm nhánh mặc định."
            yield Finding("condition.hole", _severity(ways, data), node.id, text)
            return


def _severity(ways: Sequence[_Way], data: Data) -> Severity:
    """Whether a text that nobody named can occur is for a person to say."""
    named = _named(ways)
    is_doubtful = any(is_made_up(value, named[name]) for name, value in data.items())
    return Severity.WARNING if is_doubtful else Severity.ERROR


def _named(ways: Sequence[_Way]) -> dict[str, tuple[object, ...]]:
    """The values that the conditions compare each name with."""
    pairs = dict.fromkeys(pair for way in ways for pair in way.compared)
    return {name: tuple(value for other, value in pairs if other == name) for name, _ in pairs}


def _answer(way: _Way, data: Data) -> bool | None:
    try:
        return way.condition.test(data)
    except ConditionUnknown:
        return None


def _example(ways: Sequence[_Way], data: Data) -> str:
    named = _named(ways)
    parts = [f"{name} = {said(value, named[name])}" for name, value in data.items()]
    return ", ".join(parts) or "không cần biết dữ liệu"
