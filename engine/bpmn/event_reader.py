"""Read the event definitions of an event and the loop characteristics of an activity."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from engine.bpmn.diagram import Event, Loop
from engine.bpmn.tags import BPMN, MOTCUA, identifier, is_set, local, reference, settings_of, text_of

_NAMED = {
    "message": ("messageRef", "name"),
    "signal": ("signalRef", "name"),
    "error": ("errorRef", "errorCode"),
    "escalation": ("escalationRef", "escalationCode"),
}
"""Per kind of event: the attribute that refers to what it is about, and the attribute that names that."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the events of a file may refer to, by id: names by kind, and definitions outside of their events."""

    names: Mapping[str, Mapping[str, str]]
    definitions: Mapping[str, etree._Element]


def names_of(root: etree._Element) -> Names:
    """Return what the events of a file may refer to."""
    names = {
        kind: {
            identifier(each): each.get(attribute) or each.get("name") or identifier(each)
            for each in root.findall(f"{BPMN}{kind}")
        }
        for kind, (_, attribute) in _NAMED.items()
    }
    definitions = {
        each.get("id", ""): each for each in root.iterchildren(etree.Element) if _is_definition(each)
    }
    return Names(names, definitions)


def _is_definition(element: etree._Element) -> bool:
    return local(element).endswith("EventDefinition")


def read_events(element: etree._Element, names: Names) -> tuple[Event, ...]:
    """Return the event definitions of an event, those it refers to included, in document order.

    A task that sends or receives stands for the message event it is.
    """
    if local(element) in ("receiveTask", "sendTask"):
        return (_named("message", element, names),)
    events = []
    for child in element.iterchildren(etree.Element):
        if _is_definition(child):
            events.append(_event(child, names))
        elif local(child) == "eventDefinitionRef":
            name = (text_of(child) or "").rpartition(":")[2]
            found = names.definitions.get(name)
            events.append(Event("missing", name) if found is None else _event(found, names))
    return tuple(events)


def _event(element: etree._Element, names: Names) -> Event:
    kind = local(element).removesuffix("EventDefinition")
    if kind in _NAMED:
        return _named(kind, element, names)
    timer = next((child for child in element if local(child).startswith("time")), None)
    return Event(
        kind=kind,
        name=(element.get("name") or "").strip() or None,
        timer=None if timer is None else (local(timer), text_of(timer) or ""),
        working_time=element.get(f"{MOTCUA}workingTime"),
        condition=text_of(element.find(f"{BPMN}condition")),
    )


def _named(kind: str, element: etree._Element, names: Names) -> Event:
    found = reference(element, _NAMED[kind][0])
    return Event(kind, found, names.names[kind].get(found or ""))


def read_loop(element: etree._Element) -> Loop | None:
    """Return the loop characteristics of an activity, None where it has none."""
    for child in element.iterchildren(etree.Element):
        if local(child) == "standardLoopCharacteristics":
            return Loop(
                kind="standard",
                is_tested_before=is_set(child, "testBefore"),
                maximum=child.get("loopMaximum") or settings_of(child).get("maximum"),
                condition=text_of(child.find(f"{BPMN}loopCondition")),
            )
        if local(child) == "multiInstanceLoopCharacteristics":
            return _multi_instance(child)
    return None


def _multi_instance(element: etree._Element) -> Loop:
    settings = settings_of(element)
    item = element.find(f"{BPMN}inputDataItem")
    behavior = (element.get("behavior") or "All").strip()
    return Loop(
        kind="multi_instance",
        is_sequential=is_set(element, "isSequential"),
        cardinality=text_of(element.find(f"{BPMN}loopCardinality")),
        collection=settings.get("collection") or text_of(element.find(f"{BPMN}loopDataInputRef")),
        item=settings.get("item") or (None if item is None else item.get("name") or item.get("id")),
        results=settings.get("results"),
        done=text_of(element.find(f"{BPMN}completionCondition")),
        behavior=behavior,
    )
