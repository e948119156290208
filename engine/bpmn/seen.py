"""Which data a place of a process sees: the dossier's, and within a repeated activity its instance's own."""

from collections.abc import Mapping, Sequence
from typing import Any

from engine.bpmn.definition import Definition, Repetition
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
