"""Pieces of SVG, and the few colours and sizes that every drawing uses."""

from dataclasses import dataclass
from typing import Any

from lxml import etree

from processes.layout.shape import Box, Point

SVG = "http://www.w3.org/2000/svg"
FONT, LINE, LETTER = 11, 14, 6.1


@dataclass(frozen=True, slots=True)
class Ink:
    """How one element is drawn: its line, what fills it, and a dash pattern (empty: an unbroken line)."""

    line: str = "#1f2933"
    fill: str = "#ffffff"
    dash: str = ""


DRAWN = Ink()
ADDED = Ink(line="#6d3fb0", fill="#f5effd", dash="5 3")
"""What the normal form added."""


def piece(parent: etree._Element, tag: str, **attributes: Any) -> etree._Element:
    """Append an SVG element; `stroke_width` is written stroke-width."""
    written = {name.rstrip("_").replace("_", "-"): str(value) for name, value in attributes.items()}
    return etree.SubElement(parent, f"{{{SVG}}}{tag}", written)


def outline(ink: Ink, width: float = 1.5) -> dict[str, str]:
    """Return the attributes of a filled shape."""
    dashed = {"stroke_dasharray": ink.dash} if ink.dash else {}
    return {"fill": ink.fill, "stroke": ink.line, "stroke_width": str(width), **dashed}


def stroke(ink: Ink, width: float = 1.5) -> dict[str, str]:
    """Return the attributes of a line that fills nothing."""
    return {**outline(ink, width), "fill": "none"}


def frame(parent: etree._Element, box: Box, ink: Ink, width: float = 1.5, radius: int = 0) -> None:
    """Draw a rectangle."""
    piece(
        parent, "rect", x=box.x, y=box.y, width=box.width, height=box.height, rx=radius, **outline(ink, width)
    )


def text(parent: etree._Element, words: str, middle: Point, width: int, room: int) -> None:
    """Write words around a point, in lines of at most `width` pixels and as many as there is `room` for."""
    lines = _lines(words, max(1, int(width / LETTER)))
    most = max(1, room // LINE)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]}…"]
    x, y = middle
    top = y - (len(lines) - 1) * LINE / 2 + FONT * 0.35
    written = piece(parent, "text", x=x, y=f"{top:g}", text_anchor="middle", font_size=FONT)
    for number, line in enumerate(lines):
        piece(written, "tspan", x=x, y=f"{top + number * LINE:g}").text = line


def _lines(words: str, letters: int) -> list[str]:
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines += [word[start : start + letters] for start in range(0, len(word), letters)]
    return lines
