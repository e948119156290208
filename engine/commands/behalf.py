"""What a substitute does, the journal tells with both names (DOMAIN.md §5)."""

from collections.abc import Sequence
from dataclasses import replace

from engine.events import Event
from engine.model.actor import Actor


def told(actor: Actor | None, events: Sequence[Event]) -> Sequence[Event]:
    """Return the events of a command with the absent person in whose post it was done, if any."""
    if actor is None or not actor.stood_in:
        return events
    behalf = {"on_behalf_of": actor.stood_in[0]}
    return [each if each.actor else replace(each, facts={**each.facts, **behalf}) for each in events]
