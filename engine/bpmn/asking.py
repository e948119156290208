"""Answers what the token game asks, from the dossier's data."""

from datetime import datetime
from decimal import Decimal

from engine.bpmn.definition import Definition, Repetition
from engine.bpmn.expressions import Expression
from engine.bpmn.seen import COUNTER, Data, counted, seen
from engine.errors import Stuck
from engine.net.question import Ask, Asks, Question


def asking(definition: Definition, data: Data, now: datetime | None, opening: str | None = None) -> Ask:
    """Return what answers for a definition over these data; `opening` is the start event that happened.

    The answer raises Stuck where a condition is neither true nor false, or a count no number.
    """

    def ask(question: Question) -> int:
        try:
            return _answer(definition, data, now, opening, question)
        except Stuck as stuck:
            element = _element(definition, question)
            raise Stuck(stuck.code, **stuck.facts | {"element": element}) from stuck

    return ask


def _element(definition: Definition, question: Question) -> str:
    net = definition.net
    return net.flows[question.subject].id if question.kind is Asks.FLOW else net.nodes[question.subject].id


def _answer(
    definition: Definition, data: Data, now: datetime | None, opening: str | None, question: Question
) -> int:
    if question.kind is Asks.FLOW and question.subject in definition.openings:
        return definition.openings[question.subject] == opening
    view = seen(definition, data, question.rounds)
    if question.kind is Asks.FLOW:
        if question.subject not in definition.conditions:
            raise Stuck("condition.missing")
        return definition.conditions[question.subject].test(view, now)
    repetition = definition.repetitions[question.subject]
    if question.kind is Asks.COUNT:
        return _count(repetition, view, now)
    if question.kind is Asks.ENOUGH:
        return _required(repetition.done).test({**view, **counted(question.rounds[-1])}, now)
    return _again(repetition, view, now, question)


def _count(repetition: Repetition, view: Data, now: datetime | None) -> int:
    if repetition.count is not None:
        value = repetition.count.evaluate(view, now)
        if isinstance(value, (int, Decimal)) and not isinstance(value, bool) and value == int(value):
            return int(value)
        raise Stuck("repeat.no_count", count=str(value))
    values = view.get(repetition.collection or "")
    if not isinstance(values, list):
        raise Stuck("repeat.no_list", name=repetition.collection)
    return len(values)


def _again(repetition: Repetition, view: Data, now: datetime | None, question: Question) -> int:
    inside = bool(question.rounds) and question.rounds[-1].host == question.subject
    done = question.rounds[-1].turn + 1 if inside else 0
    if repetition.maximum is not None and done >= repetition.maximum:
        return 0
    if repetition.condition is None and repetition.maximum is not None:
        return 1
    return _required(repetition.condition).test({**view, COUNTER: done}, now)


def _required(expression: Expression | None) -> Expression:
    if expression is None:
        raise Stuck("condition.missing")
    return expression
