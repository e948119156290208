"""Who catches what a called process raises and does not catch itself (BPMN 2.0.2 §10.5.7)."""

from engine.bpmn.run import Live, Place
from engine.net.marking import Instance


def catching(live: Live, call: Place, kind: str, code: str) -> Place | None:
    """Return the boundary event that catches, from the call activity outwards; None where none does."""
    instances = {each.id: each for each in live.marking}
    instance: Instance | None = instances.get(call.instance)
    host = call.node
    while instance is not None:
        for wanted in (code, None):
            for event in live.definition.net.boundaries.get(host, ()):
                armed = live.definition.net.place_of(event) in instance.tokens
                if armed and (kind, wanted) in live.definition.element(event).catches:
                    return Place(live.number, instance.id, event)
        host = instance.host
        instance = instances.get(instance.parent)
    return None
