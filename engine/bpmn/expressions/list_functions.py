"""Functions of lists (DMN 1.3 §10.3.4.4); every item that is visited costs a step."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from engine.bpmn.expressions.arguments import Arguments, Function, on_list
from engine.bpmn.expressions.arithmetic import calculate
from engine.bpmn.expressions.compare import ORDERINGS, equals
from engine.bpmn.expressions.limits import MAX_ARGUMENTS
from engine.bpmn.expressions.logic import every, some
from engine.bpmn.expressions.nodes import OrderSign
from engine.bpmn.expressions.run import Run
from engine.bpmn.expressions.values import Months, WorkingDuration, bounded_list


def _best(sign: OrderSign) -> Callable[[list[Any]], object]:
    is_better = ORDERINGS[sign]

    def best(values: list[Any]) -> object:
        found = values[0] if values else None
        for value in values:
            # The first is held against itself too: a single value of a kind without order has no best.
            better = is_better(value, found)
            if better is None:
                return None
            found = value if better else found
        return found

    return best


def _sum(values: list[Any]) -> object:
    if not all(isinstance(value, Decimal | timedelta | Months | WorkingDuration) for value in values):
        return None
    total = values[0] if values else None
    for value in values[1:]:
        total = calculate("+", total, value)
    return total


def _mean(values: list[Any]) -> object:
    return calculate("/", _sum(values), Decimal(len(values)))


def list_contains(run: Run, given: Arguments) -> object:
    """Tell whether an item of the list is equal to the value; null where the first is no list."""
    if not isinstance(given[0], list | tuple):
        return None
    return any(equals(item, given[1], run) is True for item in run.items(given[0]))


def _count(_: Run, given: Arguments) -> object:
    return Decimal(len(given[0])) if isinstance(given[0], list | tuple) else None


def _append(run: Run, given: Arguments) -> object:
    if not isinstance(given[0], list | tuple):
        return None
    return bounded_list([*run.items(given[0]), *given[1:]])


def _concatenate(run: Run, given: Arguments) -> object:
    if not all(isinstance(part, list | tuple) for part in given):
        return None
    return bounded_list([item for part in given for item in run.items(part)])


def _distinct_values(run: Run, given: Arguments) -> object:
    if not isinstance(given[0], list | tuple):
        return None
    kept: list[object] = []
    for item in run.items(given[0]):
        if not list_contains(run, (kept, item)):
            kept.append(item)
    return kept


def _index_of(run: Run, given: Arguments) -> object:
    if not isinstance(given[0], list | tuple):
        return None
    items = enumerate(run.items(given[0]), start=1)
    return [Decimal(place) for place, item in items if equals(item, given[1], run) is True]


LIST_FUNCTIONS: Mapping[str, Function] = {
    "count": Function(1, 1, _count),
    "min": Function(1, MAX_ARGUMENTS, on_list(_best("<"))),
    "max": Function(1, MAX_ARGUMENTS, on_list(_best(">"))),
    "sum": Function(1, MAX_ARGUMENTS, on_list(_sum)),
    "mean": Function(1, MAX_ARGUMENTS, on_list(_mean)),
    "all": Function(1, MAX_ARGUMENTS, on_list(every)),
    "any": Function(1, MAX_ARGUMENTS, on_list(some)),
    "list contains": Function(2, 2, list_contains),
    "append": Function(2, MAX_ARGUMENTS, _append),
    "concatenate": Function(1, MAX_ARGUMENTS, _concatenate),
    "distinct values": Function(1, 1, _distinct_values),
    "index of": Function(2, 2, _index_of),
}
