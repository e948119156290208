"""The hit policies: how many rules may match, and what their results come to (DMN 1.3 §8.2.8)."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

from engine.bpmn.expressions.limits import NUMBERS
from engine.errors import Stuck

Results = tuple[object, ...]
"""What one rule gives: a value for each output."""


class HitPolicy(StrEnum):
    """The policies that run; PRIORITY, RULE ORDER and OUTPUT ORDER are refused when a table is read."""

    UNIQUE = "UNIQUE"
    FIRST = "FIRST"
    ANY = "ANY"
    COLLECT = "COLLECT"


class Aggregation(StrEnum):
    """What COLLECT makes of the results of one output; without one it gives them as a list."""

    SUM = "SUM"
    MIN = "MIN"
    MAX = "MAX"
    COUNT = "COUNT"


def settle(policy: HitPolicy, aggregation: Aggregation | None, found: Sequence[Results]) -> Results:
    """Return what the results of one or more matching rules, in the order of the table, come to.

    Raises Stuck `decision.many_rules` where UNIQUE has several, `decision.any_differs` where ANY has results that
    are not equal, `decision.not_a_number` where a sum, minimum or maximum is asked of something else.
    """
    if policy is HitPolicy.COLLECT:
        return tuple(_collect(aggregation, values) for values in zip(*found, strict=True))
    if policy is HitPolicy.UNIQUE and len(found) > 1:
        raise Stuck("decision.many_rules")
    if policy is HitPolicy.ANY and any(_differ(results, found[0]) for results in found):
        raise Stuck("decision.any_differs")
    return found[0]


def _differ(one: object, other: object) -> bool:
    # A boolean is no number here, whatever Python says of True and 1.
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) != len(other) or any(map(_differ, one, other))
    return isinstance(one, bool) != isinstance(other, bool) or one != other


def _collect(aggregation: Aggregation | None, values: Sequence[object]) -> object:
    if aggregation is None:
        return list(values)
    if aggregation is Aggregation.COUNT:
        return Decimal(len(values))
    if not all(isinstance(value, Decimal) for value in values):
        raise Stuck("decision.not_a_number")
    return _AGGREGATE[aggregation](values)


def _sum(values: Sequence[Decimal]) -> Decimal:
    total = Decimal(0)
    for value in values:
        total = NUMBERS.add(total, value)
    return total


_AGGREGATE: Mapping[Aggregation, Callable[[Any], Decimal]] = {
    Aggregation.SUM: _sum,
    Aggregation.MIN: min,
    Aggregation.MAX: max,
}
