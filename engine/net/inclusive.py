"""When an inclusive join may fire (BPMN 2.0.2 §13.4.3)."""

from collections.abc import Collection, Mapping


def is_ready(tokens: Collection[int], feeding: Mapping[int, frozenset[int]]) -> bool:
    """Tell whether a token waits on some incoming flow, and none may still come to one that has none.

    A place from which a flow with a token can be reached as well holds nothing up.
    """
    full = [flow for flow in feeding if flow in tokens]
    if not full:
        return False
    coming = set().union(*(places for flow, places in feeding.items() if flow not in full))
    covered = set().union(*(feeding[flow] for flow in full))
    return not any(place in coming and place not in covered for place in tokens)
