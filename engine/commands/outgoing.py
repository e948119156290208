"""What a dossier tells others once a step was taken: messages, signals, deliveries; and what it waits to hear."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from engine.bpmn.asking import stuck_at
from engine.bpmn.definition import Definition
from engine.bpmn.effect import Advance, Sent
from engine.bpmn.normalise import drawn
from engine.bpmn.run import Place, data_at, ears, find
from engine.errors import Stuck
from engine.events import Event, EventKind
from engine.model.connector import ADDRESSED
from engine.model.delivery import Delivery
from engine.model.dossier import Dossier, Position
from engine.model.message import MESSAGE, NO_KEY, Awaited, Message

NextId = Callable[[], UUID]


def sent(dossier: Dossier, advance: Advance, now: datetime, next_id: NextId) -> tuple[Message, ...]:
    """Return what a step sent to other dossiers; a message without a key of its own goes by the conversation."""
    return tuple(
        Message(
            id=next_id(),
            kind=each.kind,
            name=each.name,
            correlation=_correlation(dossier, each.kind, each.key),
            conversation=dossier.correlation,
            unit=dossier.unit,
            place=dossier.place,
            sent_at=now,
            sender=dossier.code,
            element=each.element,
            data=each.data,
        )
        for each in advance.sent
    )


def told(dossier: Dossier, each: Sent) -> Event:
    """Return what the journal says of a message or signal sent."""
    kind = EventKind.MESSAGE_SENT if each.kind == MESSAGE else EventKind.SIGNAL_SENT
    return Event(kind, dossier.unit, {each.kind: each.name})


def awaited(dossier: Dossier, advance: Advance) -> tuple[Awaited, ...]:
    """Return everything that the dossier waits to hear after a step."""
    return tuple(
        Awaited(
            Position(*ear.place),
            drawn(find(advance.run, ear.place).definition.element(ear.place.node).id),
            ear.kind,
            ear.name,
            _correlation(dossier, ear.kind, ear.key),
        )
        for ear in ears(advance.run, advance.data)
    )


def asked(advance: Advance, next_id: NextId) -> tuple[Delivery, ...]:
    """Return what a step gave to connectors. Raises Stuck `delivery.no_recipient` where an address is missing."""
    found = [(place, find(advance.run, place).definition) for place in advance.opened]
    return tuple(
        _delivery((place, definition), data_at(advance.run, place, advance.data), next_id())
        for place, definition in found
        if definition.element(place.node).connector is not None
    )


def _delivery(at: tuple[Place, Definition], data: Mapping[str, Any], id_: UUID) -> Delivery:
    place, definition = at
    element = definition.element(place.node)
    assert element.connector is not None
    recipient = None
    if element.connector in ADDRESSED:
        recipient = data.get(element.recipient or "")
        if not recipient:
            with stuck_at(definition, lambda: data, element.id):
                raise Stuck("delivery.no_recipient", recipient=element.recipient)
    return Delivery(
        id=id_,
        position=Position(*place),
        element=drawn(element.id),
        connector=element.connector,
        recipient=None if recipient is None else str(recipient),
        subject=element.name,
        data={name: data[name] for name in element.carries if name in data},
    )


def _correlation(dossier: Dossier, kind: str, key: str | None) -> str:
    if key is not None:
        return key
    return dossier.correlation if kind == MESSAGE else NO_KEY
