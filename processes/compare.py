"""What a draft changes in the version in force, told element by element as the Office reads it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from engine.bpmn.definition import Element
from engine.bpmn.deployment import Deployment
from engine.bpmn.diagram import Arrow, Process
from engine.bpmn.reader import read
from engine.model.procedure import Procedure
from forms import Form
from processes.seat_words import seat_in_words


class ChangeKind(StrEnum):
    """What became of a thing."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; `element` is None where it is not drawn, `said` tells in Vietnamese what is different."""

    kind: ChangeKind
    element: str | None
    name: str
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """A package as it is compared: what was compiled, and the diagram it was compiled from."""

    deployment: Deployment
    diagram: bytes


def compare(old: Version, new: Version) -> list[Change]:
    """Return what is different in the procedure's facts, its steps, its ways and its forms."""
    return [
        *_procedure(old.deployment.procedure, new.deployment.procedure),
        *_differences(_elements(old), _elements(new)),
        *_ways(old.diagram, new.diagram),
        *_forms(old.deployment.forms, new.deployment.forms),
    ]


@dataclass(frozen=True, slots=True)
class _Thing:
    """What is compared: facts by what they are called; `element` None where it is not drawn."""

    element: str | None
    name: str
    facts: Mapping[str, str]


def _differences(old: Mapping[str, _Thing], new: Mapping[str, _Thing]) -> Iterator[Change]:
    for key, thing in new.items():
        if key not in old:
            yield Change(ChangeKind.ADDED, thing.element, thing.name, _facts(thing))
        elif said := _said(old[key], thing):
            yield Change(ChangeKind.CHANGED, thing.element, thing.name, said)
    for key, thing in old.items():
        if key not in new:
            yield Change(ChangeKind.REMOVED, None, thing.name, _facts(thing))


def _facts(thing: _Thing) -> tuple[str, ...]:
    return tuple(f"{called}: {fact}" for called, fact in thing.facts.items() if fact)


def _said(old: _Thing, new: _Thing) -> tuple[str, ...]:
    return tuple(
        f"{called}: {old.facts[called] or 'không ghi'} → {fact or 'không ghi'}"
        for called, fact in new.facts.items()
        if old.facts[called] != fact
    )


def _procedure(old: Procedure | None, new: Procedure | None) -> Iterator[Change]:
    if old is None or new is None:
        return iter(())
    return _differences({"": _as_thing(old)}, {"": _as_thing(new)})


def _as_thing(procedure: Procedure) -> _Thing:
    facts = {
        "tên": procedure.name,
        "lĩnh vực": procedure.field,
        "thời hạn giải quyết": procedure.limit.in_words(),
        "kết quả": procedure.result,
        "căn cứ coi như đồng ý": procedure.deemed_consent or "",
        "thành phần hồ sơ": "; ".join(component.name for component in procedure.components),
        "căn cứ": procedure.provenance.source,
    }
    return _Thing(None, f"Thủ tục {procedure.code}", facts)


def _elements(version: Version) -> dict[str, _Thing]:
    return {
        element.id: _Thing(element.id, element.name or element.id, _element_facts(element))
        for process in version.deployment.processes.values()
        for element in process.elements.values()
    }


def _element_facts(element: Element) -> dict[str, str]:
    return {
        "tên": element.name,
        "người thực hiện": "" if element.seat is None else seat_in_words(element.seat),
        "thời hạn": "" if element.limit is None else element.limit.in_words(),
        "biểu mẫu": element.form or "",
        "mốc thời gian": ", ".join(timer.text for timer in element.timers),
        "tạm dừng tính thời hạn": "có" if element.pauses else "",
    }


def _ways(old: bytes, new: bytes) -> Iterator[Change]:
    before, after = _processes(old), _processes(new)
    # One name for an element on both sides: a step that got another name has not moved.
    names = {shape.id: shape.name or shape.id for process in (*before, *after) for shape in process.shapes}
    return _differences(_arrows(before, names), _arrows(after, names))


def _processes(diagram: bytes) -> tuple[Process, ...]:
    found = read(diagram).diagram
    return () if found is None else found.processes


def _arrows(processes: tuple[Process, ...], names: Mapping[str, str]) -> dict[str, _Thing]:
    return {arrow.id: _arrow(arrow, names) for process in processes for arrow in process.arrows}


def _arrow(arrow: Arrow, names: Mapping[str, str]) -> _Thing:
    source, target = names.get(arrow.source, arrow.source), names.get(arrow.target, arrow.target)
    facts = {"từ": source, "đến": target, "điều kiện": arrow.condition or ""}
    return _Thing(arrow.id, f"Đường đi «{source}» → «{target}»", facts)


def _forms(old: Mapping[str, Form], new: Mapping[str, Form]) -> Iterator[Change]:
    for key in sorted({*old, *new}):
        called = f"Biểu mẫu {key}"
        if key not in old:
            yield Change(ChangeKind.ADDED, None, called)
        elif key not in new:
            yield Change(ChangeKind.REMOVED, None, called)
        elif old[key].schema != new[key].schema:
            yield Change(ChangeKind.CHANGED, None, called, ("nội dung biểu mẫu đã sửa",))
