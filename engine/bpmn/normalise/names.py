"""How elements that the normal form adds are named, and how arrows are moved to them."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from engine.bpmn.diagram import Arrow, Shape

SYNTHETIC = "~"


def added(element: str, what: str) -> str:
    """Return the id of something added to an element."""
    return f"{element}{SYNTHETIC}{what}"


def drawn(identifier: str) -> str:
    """Return the id of the drawn element that something belongs to: its own where it was drawn itself."""
    return identifier.partition(SYNTHETIC)[0]


def way(source: Shape, target: Shape) -> Arrow:
    """Return an added arrow between two shapes of one scope."""
    return Arrow(f"{source.id}{SYNTHETIC}{SYNTHETIC}{target.id}", source.scope, source.id, target.id)


def path(*shapes: Shape) -> tuple[Arrow, ...]:
    """Return the added arrows that lead through shapes one after the other."""
    return tuple(way(source, target) for source, target in pairwise(shapes))


def moved(arrows: Iterable[Arrow], old: str, new: str) -> tuple[Arrow, ...]:
    """Return arrows in which everything that led to or from `old` leads to or from `new`."""
    return tuple(
        replace(
            arrow,
            source=new if arrow.source == old else arrow.source,
            target=new if arrow.target == old else arrow.target,
        )
        for arrow in arrows
    )
