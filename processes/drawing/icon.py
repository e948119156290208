"""The small signs within shapes: what an event is about, how a gateway decides, who does a task, what repeats."""

from collections.abc import Callable
from math import cos, pi, sin

from lxml import etree

from processes.drawing.ink import Ink, piece
from processes.layout.shape import Point

Draw = Callable[[etree._Element, Point, float, Ink, bool], None]
"""Draws a sign of about `size` pixels around a point; the last says whether it is filled, as what is thrown is."""


def _path(*moves: str) -> Draw:
    """Return what draws paths written on a square from -1 to 1."""

    def draw(parent: etree._Element, middle: Point, size: float, ink: Ink, filled: bool) -> None:
        for each in moves:
            piece(
                parent, "path", d=each, fill=ink.line if filled else "none", stroke=ink.fill if filled else ink.line,
                stroke_width=f"{(1.2 if not filled else 0.8) * 2 / size:.3f}", stroke_linejoin="round",
                transform=f"translate({middle[0]} {middle[1]}) scale({size / 2:g})",
            )  # fmt: skip

    return draw


def _star(points: int, inner: float) -> str:
    corners = []
    for number in range(2 * points):
        radius, angle = (1.0, inner)[number % 2], pi * number / points - pi / 2
        corners.append(f"{radius * cos(angle):.3f} {radius * sin(angle):.3f}")
    return f"M {' L '.join(corners)} Z"


def _ring(radius: float) -> str:
    return f"M {radius} 0 A {radius} {radius} 0 1 1 {-radius} 0 A {radius} {radius} 0 1 1 {radius} 0 Z"


_PENTAGON = _star(5, cos(pi / 5))
EVENTS: dict[str, Draw] = {
    "message": _path("M -1 -.65 H 1 V .65 H -1 Z", "M -1 -.65 L 0 .15 L 1 -.65"),
    "timer": _path(_ring(1), "M 0 -.75 V 0 L .45 .3"),
    "signal": _path("M 0 -.95 L 1 .75 H -1 Z"),
    "error": _path("M -.9 .8 L -.35 -.7 L .25 .15 L .9 -.8 L .35 .75 L -.25 -.1 Z"),
    "escalation": _path("M 0 -1 L .75 .9 L 0 .2 L -.75 .9 Z"),
    "conditional": _path(
        "M -.75 -.95 H .75 V .95 H -.75 Z", "M -.5 -.5 H .5 M -.5 -.15 H .5 M -.5 .2 H .5 M -.5 .55 H .5"
    ),
    "link": _path("M -1 -.4 H .2 V -.85 L 1 0 L .2 .85 V .4 H -1 Z"),
    "compensate": _path("M 0 -.7 V .7 L -1 0 Z", "M 1 -.7 V .7 L 0 0 Z"),
    "cancel": _path(
        "M -.9 -.6 L -.6 -.9 L 0 -.3 L .6 -.9 L .9 -.6 L .3 0 L .9 .6 L .6 .9 L 0 .3 L -.6 .9 L -.9 .6 L -.3 0 Z"
    ),
    "terminate": _path(_ring(0.95)),
    "multiple": _path(_PENTAGON),
    "parallel": _path("M -.3 -.9 H .3 V -.3 H .9 V .3 H .3 V .9 H -.3 V .3 H -.9 V -.3 H -.3 Z"),
}
_PLUS = _path("M -.14 -1 H .14 V -.14 H 1 V .14 H .14 V 1 H -.14 V .14 H -1 V -.14 H -.14 Z")
_CROSS = _path(
    "M -.75 -1 L 0 -.2 L .75 -1 L .95 -.8 L .2 0 L .95 .8 L .75 1 L 0 .2 L -.75 1 L -.95 .8 L -.2 0 L -.95 -.8 Z"
)
GATEWAYS: dict[str, Draw] = {
    "exclusiveGateway": _CROSS,
    "parallelGateway": _PLUS,
    "inclusiveGateway": _path(_ring(0.9), _ring(0.8)),
    "eventBasedGateway": _path(_ring(1), _ring(0.82), "M 0 -.55 L .52 -.17 L .32 .45 H -.32 L -.52 -.17 Z"),
    "complexGateway": _path("M 0 -1 V 1 M -1 0 H 1 M -.7 -.7 L .7 .7 M -.7 .7 L .7 -.7"),
}
FILLED_GATEWAYS = frozenset({"exclusiveGateway", "parallelGateway"})
TASKS: dict[str, Draw] = {
    "userTask": _path(
        "M 0 -.95 A .45 .45 0 1 1 0 -.05 A .45 .45 0 1 1 0 -.95 Z",
        "M -.9 .95 V .6 Q -.85 .05 0 .05 Q .85 .05 .9 .6 V .95 Z",
    ),
    "manualTask": _path(
        "M -1 .1 V -.35 Q -.9 -.6 -.6 -.6 L .2 -.75 Q .45 -.7 .3 -.45 L -.1 -.35 H .85 Q 1.05 -.2 "
        ".85 -.05 H .9 Q 1.05 .1 .85 .25 H .8 Q .95 .4 .75 .5 H .6 Q .75 .7 .5 .75 H -.4 Q -.8 .7 "
        "-1 .1 Z",
    ),
    "serviceTask": _path(_star(8, 0.72), _ring(0.35)),
    "sendTask": EVENTS["message"],
    "receiveTask": EVENTS["message"],
    "businessRuleTask": _path("M -1 -.75 H 1 V .75 H -1 Z", "M -1 -.3 H 1 M -1 .22 H 1 M -.35 -.3 V .75"),
    "scriptTask": _path(
        "M -.6 -.9 H .9 Q .4 -.4 .7 0 Q .95 .45 .5 .9 H -.9 Q -.5 .45 -.8 0 Q -1 -.45 -.6 -.9 Z",
        "M -.35 -.45 H .4 M -.35 0 H .4 M -.35 .45 H .4",
    ),
}
FOOT: dict[str, Draw] = {
    "parallel": _path("M -.7 -.9 V .9 M 0 -.9 V .9 M .7 -.9 V .9"),
    "sequential": _path("M -.9 -.7 H .9 M -.9 0 H .9 M -.9 .7 H .9"),
    "loop": _path("M -.35 .85 A .9 .9 0 1 1 .35 .85", "M -.9 .95 L -.3 .9 L -.4 .3"),
    "collapsed": _path("M -.95 -.95 H .95 V .95 H -.95 Z", "M -.55 0 H .55 M 0 -.55 V .55"),
    "adHoc": _path("M -.9 .2 Q -.45 -.7 0 0 T .9 -.2"),
}
"""Signs at the foot of an activity."""
