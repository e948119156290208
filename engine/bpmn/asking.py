"""Answers what the token game asks, from the dossier's data; where it cannot, says where and over what."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from typing import Any

from engine.bpmn.definition import Definition, Repetition
from engine.bpmn.expressions import Expression
from engine.bpmn.normalise import drawn
from engine.bpmn.seen import COUNTER, Data, counted, name_of, read_by, seen
from engine.errors import Stuck
from engine.net.question import Ask, Asks, Question

NOTHING: Mapping[str, Any] = {}


def asking(
    definition: Definition,
    data: Data,
    now: datetime | None,
    opening: str | None = None,
    forced: Mapping[str, Any] = NOTHING,
) -> Ask:
    """Return what answers for a definition over these data; `opening` is the start event that happened.

    `forced` are answers that a person gave beforehand, by flow. The answer raises Stuck where a condition is
    neither true nor false, or a count no number; its facts tell the element and what was read of the data.
    """

    def ask(question: Question) -> int:
        if question.kind is Asks.FLOW and question.subject in definition.openings:
            return definition.openings[question.subject] == opening
        element = _element(definition, question)
        if element in forced:
            return int(forced[element])
        view = seen(definition, data, question.rounds)
        try:
            return _answer(definition, view, now, question)
        except Stuck as stuck:
            facts = {"element": element, "read": read_by(definition, element, view)}
            raise Stuck(stuck.code, **stuck.facts | facts) from stuck

    return ask


@contextmanager
def stuck_at(definition: Definition, data: Callable[[], Data], element: str = "") -> Iterator[None]:
    """Let what is stuck within say where and over what: the drawn element, its name (`step`), the data it `read`."""
    try:
        yield
    except Stuck as stuck:
        if "step" in stuck.facts:  # It happened in a process that was called within; that says more.
            raise
        id_ = str(stuck.facts.get("element") or element)
        facts = {"read": read_by(definition, id_, data())} | stuck.facts
        raise Stuck(
            stuck.code, **facts | {"element": drawn(id_), "step": name_of(definition, id_)}
        ) from stuck


def _element(definition: Definition, question: Question) -> str:
    net = definition.net
    return net.flows[question.subject].id if question.kind is Asks.FLOW else net.nodes[question.subject].id


def _answer(definition: Definition, view: Data, now: datetime | None, question: Question) -> int:
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
        raise Stuck("repeat.no_list", list=repetition.collection)
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
