"""Which data a place of a process sees, its instance's own before the dossier's, and which an element reads."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.bpmn.definition import Definition, Repetition
from engine.bpmn.expressions import Expression
from engine.bpmn.normalise import drawn
from engine.net.question import Round

Data = Mapping[str, Any]

COUNTER = "loopCounter"
"""The instance's number from 1, as BPMN names it."""

PREFIXES = ("numberOf", "nrOf")
COUNTED = ("Instances", "ActiveInstances", "CompletedInstances", "TerminatedInstances")
"""What a completion condition may ask after, behind BPMN's prefix or the usual short one."""


def seen(definition: Definition, data: Data, rounds: Sequence[Round]) -> Data:
    """Return the data as the innermost of these rounds sees them: its own entry and answers before the rest."""
    for each in rounds:
        repetition = definition.repetitions[each.host]
        data = {**data, **_own(repetition, data, each.turn), COUNTER: each.turn + 1}
    return data


def _own(repetition: Repetition, data: Data, index: int) -> Data:
    own: dict[str, Any] = {}
    if repetition.collection is not None and repetition.item is not None:
        own[repetition.item] = _entry(data.get(repetition.collection), index)
    if repetition.results is not None:
        answered = _entry(data.get(repetition.results), index)
        own |= answered if isinstance(answered, Mapping) else {}
    return own


def _entry(values: Any, index: int) -> Any:
    return values[index] if isinstance(values, list) and index < len(values) else None


def counted(each: Round) -> Data:
    """Return what a completion condition knows of its instances, under BPMN's names and the usual short ones."""
    is_sequence = each.open == 1 and each.total > 1
    completed = max(each.turn + 1 if is_sequence else 0, each.total - each.open + 1)
    values = (each.total, each.open - 1, completed, 0)
    return {
        f"{prefix}{name}": value for prefix in PREFIXES for name, value in zip(COUNTED, values, strict=True)
    }


def written(definition: Definition, data: Data, rounds: Sequence[Round], given: Data) -> Data:
    """Return the data once a place has written `given`: into its instance's own answers where it keeps some."""
    for position in range(len(rounds) - 1, -1, -1):
        each = rounds[position]
        repetition = definition.repetitions[each.host]
        if repetition.results is None:
            continue
        outside = seen(definition, data, rounds[:position])
        kept = list(outside.get(repetition.results) or [])
        kept += [None] * (each.turn + 1 - len(kept))
        entry = {**(kept[each.turn] or {}), **given}
        if repetition.item is not None and repetition.collection is not None:
            entry[repetition.item] = _entry(outside.get(repetition.collection), each.turn)
        kept[each.turn] = entry
        return written(definition, data, rounds[:position], {repetition.results: kept})
    return {**data, **given}


def read_by(definition: Definition, element: str, data: Data) -> dict[str, Any]:
    """Return what the expressions of a flow or element read, by dotted path; None for what is not there.

    Those of a gateway are the conditions on its outgoing flows.
    """
    names = {name for each in _expressions(definition, element) for name in each.names}
    names |= {each for each in _plain_names(definition, element) if each}
    return {name: at(data, name) for name in sorted(names)}


def name_of(definition: Definition, element: str) -> str:
    """Return the name of an element as drawn, its id where it has none; a flow leads from one to another."""
    if element in definition.elements:
        return definition.elements[element].name or drawn(element)
    nodes = definition.net.nodes
    ends = [(nodes[f.source].id, nodes[f.target].id) for f in definition.net.flows if f.id == element]
    return " → ".join(name_of(definition, each) for each in ends[0]) if ends else drawn(element)


def _expressions(definition: Definition, element: str) -> Iterator[Expression]:
    net = definition.net
    for flow, condition in definition.conditions.items():
        if element in (net.flows[flow].id, net.nodes[net.flows[flow].source].id):
            yield condition
    for node in (each.index for each in net.nodes if each.id == element):
        repetition = definition.repetitions.get(node, Repetition())
        found = (repetition.count, repetition.done, repetition.condition, definition.events.get(node))
        timers = (timer.expression for timer in definition.element(node).timers)
        yield from (each for each in (*found, *timers) if each is not None)


def _plain_names(definition: Definition, element: str) -> Iterator[str | None]:
    """Names that an element reads without an expression: its list, its unit, what a decision table asks after."""
    for node in (each.index for each in definition.net.nodes if each.id == element):
        yield definition.repetitions.get(node, Repetition()).collection
        yield definition.element(node).unit
        yield definition.element(node).recipient
        if node in definition.decisions:
            yield from definition.decisions[node].reads


def at(data: Any, path: str) -> Any:
    """Return the value at a dotted path, None where there is none."""
    for name in path.split("."):
        data = data.get(name) if isinstance(data, Mapping) else None
    return data
