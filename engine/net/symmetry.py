"""Situations that differ only in how many instances of a repeated sub-process there are, brought to one.

Thirty communes that are consulted stand like two: the one that answers now and one that has not answered yet.
So certificates are kept for small situations and hold for every number (CERTIFICATION.md, "What is a step").
"""

from dataclasses import dataclass

from engine.net.marking import NOBODY, ROOT, Instance, Marking, Token
from engine.net.net import LOOPS, Net, Repeat
from engine.net.question import Answer, Asks, Question
from engine.net.step import Step, fire, start

KEPT = 2
"""Live instances kept of each parallel sub-process: the one that is acted on, and one beside it."""


@dataclass(frozen=True, slots=True)
class Small:
    """A step in its small form: from `before` by `token`, both None for the start."""

    before: Marking | None
    token: Token | None
    step: Step


def shrink(net: Net, before: Marking | None, token: Token | None, step: Step) -> Small:
    """Return the same step among as few instances as show it; the step itself where nothing is repeated."""
    if not net.repeats:
        return Small(before, token, step)
    replay = _Replay(step.asked)
    if before is None or token is None:
        return Small(None, None, start(net, replay.answer))
    small, numbers = canonical(net, _kept(net, before, token))
    acted_on = Token(numbers[token.instance], token.node)
    return Small(small, acted_on, fire(net, small, acted_on, replay.answer))


def canonical(net: Net, marking: Marking) -> tuple[Marking, dict[int, int]]:
    """Return a situation with its instances numbered by what they are, and the new number of each old one.

    Which of how many an instance is counts only as far as it matters: whether another follows it.
    """
    ordered: list[Instance] = [instance for instance in marking if instance.id == ROOT]
    for instance in ordered:
        ordered.extend(sorted(_children(marking, instance.id), key=lambda each: _sort_key(marking, each)))
    numbers = {instance.id: number for number, instance in enumerate(ordered)}
    renumbered = []
    for instance in ordered:
        turn, total = _position(net, instance, ordered)
        parent = numbers.get(instance.parent, NOBODY)
        renumbered.append(instance._replace(id=numbers[instance.id], parent=parent, turn=turn, total=total))
    return tuple(renumbered), numbers


def _children(marking: Marking, parent: int) -> list[Instance]:
    return [each for each in marking if each.parent == parent and each.id != ROOT]


def _sort_key(marking: Marking, instance: Instance) -> tuple[object, ...]:
    inside = sorted(_sort_key(marking, child) for child in _children(marking, instance.id))
    return (instance.host, instance.scope, instance.tokens, tuple(inside), instance.turn)


def _kept(net: Net, before: Marking, token: Token) -> Marking:
    """The instance acted on with everything around it, and of each repeated sub-process the first others."""
    by_id = {instance.id: instance for instance in before}
    around: list[int] = []
    current = token.instance
    while current != NOBODY:
        around.append(current)
        current = by_id[current].parent
    kept: list[Instance] = []
    todo = [by_id[ROOT]] if ROOT in by_id else []
    while todo:
        instance = todo.pop()
        kept.append(instance)
        beside: dict[int, list[Instance]] = {}
        for child in sorted(_children(before, instance.id), key=lambda each: each.id not in around):
            beside.setdefault(child.host, []).append(child)
        for host, children in beside.items():
            is_parallel = net.nodes[host].repeat is Repeat.PARALLEL
            todo += children[:KEPT] if is_parallel else children
    return tuple(sorted(kept))


def _position(net: Net, instance: Instance, among: list[Instance]) -> tuple[int, int]:
    """Which of how many an instance is in the small situation."""
    if not instance.total:
        return 0, 0
    repeat = net.nodes[instance.host].repeat
    if repeat in LOOPS:
        return min(instance.turn, 1), instance.total
    if repeat is Repeat.SEQUENTIAL:
        return 0, 1 + (instance.turn + 1 < instance.total)
    alike = [each.id for each in among if (each.parent, each.host) == (instance.parent, instance.host)]
    return alike.index(instance.id), len(alike)


class _Replay:
    """Answers what was answered before, in order; of counts no more than are kept."""

    def __init__(self, asked: tuple[Answer, ...]) -> None:
        self.left = list(asked)

    def answer(self, question: Question) -> int:
        for position, answer in enumerate(self.left):
            if (answer.kind, answer.subject) == (question.kind, question.subject):
                del self.left[position]
                return min(answer.value, KEPT) if question.kind is Asks.COUNT else answer.value
        return 0
