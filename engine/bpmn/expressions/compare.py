"""Equality and order in three values: what cannot be compared is null, never false (DMN 1.3 §10.3.2.13)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Any

from engine.bpmn.expressions.errors import EvaluationTooLarge
from engine.bpmn.expressions.limits import MAX_DEPTH
from engine.bpmn.expressions.logic import Truth, every
from engine.bpmn.expressions.nodes import OrderSign
from engine.bpmn.expressions.run import Run
from engine.bpmn.expressions.values import Months, WorkingDuration

_ORDERED = frozenset({Decimal, str, date, datetime, time, timedelta, Months, WorkingDuration})
_EQUATED = _ORDERED | {bool}


def equals(left: object, right: object, run: Run, depth: int = 1) -> Truth:
    """Tell whether two values are equal; null equals only null, values of different kinds are not comparable.

    Lists are equal item by item, contexts key by key; raises EvaluationTooLarge for those nested past MAX_DEPTH.
    """
    if left is None or right is None:
        return left is right
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return _all_equal(left, right, run, depth)
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        run.spend(len(left))
        if left.keys() != right.keys():
            return False
        return _all_equal(list(left.values()), [right[key] for key in left], run, depth)
    return left == right if _are_comparable(left, right) and type(left) in _EQUATED else None


def _all_equal(left: Sequence[object], right: Sequence[object], run: Run, depth: int) -> Truth:
    if depth > MAX_DEPTH:
        raise EvaluationTooLarge("MAX_DEPTH", MAX_DEPTH)
    if len(left) != len(right):
        return False
    pairs = zip(run.items(left), run.items(right), strict=True)
    return every(equals(one, other, run, depth + 1) for one, other in pairs)


def _are_comparable(left: object, right: object) -> bool:
    if type(left) is not type(right):
        return False
    # A moment with an offset and one without have no common clock.
    if isinstance(left, datetime) and isinstance(right, datetime):
        return (left.tzinfo is None) == (right.tzinfo is None)
    return True


def _ordering(compare: Callable[[Any, Any], bool]) -> Callable[[object, object], Truth]:
    def ordered(left: object, right: object) -> Truth:
        return compare(left, right) if type(left) in _ORDERED and _are_comparable(left, right) else None

    return ordered


ORDERINGS: Mapping[OrderSign, Callable[[object, object], Truth]] = {
    "<": _ordering(lt),
    "<=": _ordering(le),
    ">": _ordering(gt),
    ">=": _ordering(ge),
}
