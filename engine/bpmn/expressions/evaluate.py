"""Turns a tree into closures, once; evaluating is then calling them. Nothing is ever evaluated as Python."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from engine.bpmn.expressions.arithmetic import calculate, negate
from engine.bpmn.expressions.compare import ORDERINGS, equals
from engine.bpmn.expressions.functions import FUNCTIONS
from engine.bpmn.expressions.iso8601 import READERS
from engine.bpmn.expressions.logic import Truth, every, negation, some
from engine.bpmn.expressions.nodes import (
    ITEM,
    And,
    Arithmetic,
    Bound,
    Call,
    Compare,
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
    Path,
    Quantified,
    Range,
    Test,
    walk,
)
from engine.bpmn.expressions.properties import property_of
from engine.bpmn.expressions.run import Run
from engine.bpmn.expressions.values import admit, bounded_list

Evaluator = Callable[[Run], object]
Scope = tuple[str, ...]
"""The variables that enclosing quantifiers bind, the outermost first; the place of each is its key in Run.bound."""


def prepare(node: Node, scope: Scope) -> Evaluator:
    """Return the closure of a node."""
    return _PREPARE[type(node)](node, scope)


def _literal(node: Literal, _: Scope) -> Evaluator:
    value = node.value
    return lambda _: value


def _name(node: Name, scope: Scope) -> Evaluator:
    name = node.name
    if name in scope:
        # The innermost of two of the same name is meant.
        place = max(place for place, bound in enumerate(scope) if bound == name)
        return lambda run: run.bound[place]
    return lambda run: admit(run.data.get(name))


def _path(node: Path, scope: Scope) -> Evaluator:
    target, key = prepare(node.target, scope), node.key

    def evaluate(run: Run) -> object:
        found = target(run)
        if isinstance(found, Mapping):
            return admit(found.get(key))
        if isinstance(found, list | tuple):
            return [admit(each.get(key)) if isinstance(each, Mapping) else None for each in run.items(found)]
        return property_of(found, key)

    return evaluate


def _index(node: Index, scope: Scope) -> Evaluator:
    target, position = prepare(node.target, scope), node.position
    offset = position - 1 if position > 0 else position

    def evaluate(run: Run) -> object:
        found = target(run)
        if not isinstance(found, list | tuple) or not -len(found) <= offset < len(found):
            return None
        return admit(found[offset])

    return evaluate


def _filter(node: Filter, scope: Scope) -> Evaluator:
    place = len(scope)
    target, test = prepare(node.target, scope), prepare(node.test, (*scope, ITEM))
    cost = sum(1 for _ in walk(node.test))

    def evaluate(run: Run) -> object:
        found = target(run)
        if not isinstance(found, list | tuple):
            return None
        kept = []
        for item in run.items(found, cost):
            run.bound[place] = item
            passed = test(run)
            # DMN would leave the item out; here nobody's silence decides, so what is kept is then unknown.
            if not isinstance(passed, bool):
                return None
            if passed:
                kept.append(item)
        return kept

    return evaluate


def _list(node: ListOf, scope: Scope) -> Evaluator:
    items = [prepare(item, scope) for item in node.items]
    return lambda run: bounded_list([item(run) for item in items])


def _negate(node: Negate, scope: Scope) -> Evaluator:
    operand = prepare(node.operand, scope)
    return lambda run: negate(operand(run))


def _arithmetic(node: Arithmetic, scope: Scope) -> Evaluator:
    left, right, sign = prepare(node.left, scope), prepare(node.right, scope), node.sign
    return lambda run: calculate(sign, left(run), right(run))


def _compare(node: Compare, scope: Scope) -> Evaluator:
    left, right, sign = prepare(node.left, scope), prepare(node.right, scope), node.sign
    if sign == "=":
        return lambda run: equals(left(run), right(run), run)
    if sign == "!=":
        return lambda run: negation(equals(left(run), right(run), run))
    ordering = ORDERINGS[sign]
    return lambda run: ordering(left(run), right(run))


def _in(node: In, scope: Scope) -> Evaluator:
    value = prepare(node.value, scope)
    tests = [_test(test, scope) for test in node.tests]

    def evaluate(run: Run) -> object:
        found = value(run)
        return some(test(run, found) for test in tests)

    return evaluate


def _test(test: Test, scope: Scope) -> Callable[[Run, object], Truth]:
    if isinstance(test, Range):
        low, high = prepare(test.low, scope), prepare(test.high, scope)
        above = ORDERINGS[">=" if test.is_low_closed else ">"]
        below = ORDERINGS["<=" if test.is_high_closed else "<"]
        return lambda run, value: every((above(value, low(run)), below(value, high(run))))
    if isinstance(test, Bound):
        limit, ordering = prepare(test.limit, scope), ORDERINGS[test.sign]
        return lambda run, value: ordering(value, limit(run))
    wanted = prepare(test, scope)

    def equal_or_held(run: Run, value: object) -> Truth:
        among = wanted(run)
        if not isinstance(among, list | tuple):
            return equals(value, among, run)
        held = some(equals(value, each, run) for each in run.items(among))
        return some((held, equals(value, among, run))) if isinstance(value, list | tuple) else held

    return equal_or_held


def _not(node: Not, scope: Scope) -> Evaluator:
    operand = prepare(node.operand, scope)
    return lambda run: negation(operand(run))


def _and(node: And, scope: Scope) -> Evaluator:
    items = [prepare(item, scope) for item in node.items]
    return lambda run: every(item(run) for item in items)


def _or(node: Or, scope: Scope) -> Evaluator:
    items = [prepare(item, scope) for item in node.items]
    return lambda run: some(item(run) for item in items)


def _if(node: If, scope: Scope) -> Evaluator:
    condition, chosen = prepare(node.condition, scope), prepare(node.chosen, scope)
    otherwise = prepare(node.otherwise, scope)
    return lambda run: chosen(run) if condition(run) is True else otherwise(run)


def _quantified(node: Quantified, scope: Scope) -> Evaluator:
    place = len(scope)
    source = prepare(node.source, scope)
    test = prepare(node.test, (*scope, node.name))
    cost = sum(1 for _ in walk(node.test))
    together = some if node.kind == "some" else every

    def evaluate(run: Run) -> object:
        found = source(run)
        if not isinstance(found, list | tuple):
            return None

        def outcomes() -> Iterator[object]:
            for item in run.items(found, cost):
                run.bound[place] = item
                yield test(run)

        return together(outcomes())

    return evaluate


def _call(node: Call, scope: Scope) -> Evaluator:
    match node.arguments:
        case (Literal(value=str(text)),) if node.function in READERS:
            value = READERS[node.function](text)
            return lambda _: value
    apply = FUNCTIONS[node.function].apply
    arguments = [prepare(argument, scope) for argument in node.arguments]
    return lambda run: apply(run, [argument(run) for argument in arguments])


_PREPARE: Mapping[type, Callable[[Any, Scope], Evaluator]] = {
    Literal: _literal,
    Name: _name,
    Path: _path,
    Index: _index,
    Filter: _filter,
    ListOf: _list,
    Negate: _negate,
    Arithmetic: _arithmetic,
    Compare: _compare,
    In: _in,
    Not: _not,
    And: _and,
    Or: _or,
    If: _if,
    Quantified: _quantified,
    Call: _call,
}
