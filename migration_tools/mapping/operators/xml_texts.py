"""Text out of XML that a legacy cell holds (e-par's workflow and form, Liferay's names), by a short closed path."""

import re
from typing import NamedTuple

from lxml import etree

from migration_tools.cell import Cell
from migration_tools.mapping.operators.result import Operator, Wrong, as_text

MAX_CHARACTERS = 1_000_000
MAX_STEPS = 8
_STEP = re.compile(
    r"(?:([A-Za-z_][\w.\-]*)|\*)(?:\[@([A-Za-z_][\w.\-]*)='([^'\]]{0,200})'\]|\[(\d{1,3})\])?", re.ASCII
)
_ATTRIBUTE = re.compile(r"@([A-Za-z_][\w.\-]*)", re.ASCII)


class _Step(NamedTuple):
    name: str | None
    attribute: str | None
    value: str
    position: int


def path_fault(path: str) -> str | None:
    """Say in Vietnamese why a path cannot be used: `a/b[@c='d']/e[2]/@f`, `*` for any element, nothing else."""
    steps = path.split("/")
    if len(steps) > MAX_STEPS:
        return f"Đường dẫn XML dài quá {MAX_STEPS} bước."
    last = steps[-1:] if _ATTRIBUTE.fullmatch(steps[-1]) else []
    if all(_STEP.fullmatch(step) for step in steps[: len(steps) - len(last)]):
        return None
    return "Đường dẫn XML chỉ gồm tên, *, [@tên='giá trị'], [thứ tự], và @tên ở cuối."


def xml_operator(path: str, is_plain_allowed: bool) -> Operator:
    """Return the operator. The path begins below the root; text that is no XML stays where that is allowed.

    An element that is not there is nothing. Document types are refused, and so are cells past MAX_CHARACTERS.
    """
    *steps, last = path.split("/")
    attribute = _ATTRIBUTE.fullmatch(last)
    parts = [_read(step) for step in (steps if attribute else [*steps, last])]

    def extract(cell: Cell) -> Cell:
        text = as_text(cell).strip()
        if is_plain_allowed and not text.startswith("<"):
            return text
        element: etree._Element | None = root_of(text)
        for part in parts:
            element = _below(element, part) if element is not None else None
        if element is None:
            return None
        return element.get(attribute[1]) if attribute else "".join(map(str, element.itertext())).strip()

    return extract


def _read(step: str) -> _Step:
    found = _STEP.fullmatch(step)
    assert found is not None
    return _Step(found[1], found[2], found[3] or "", int(found[4] or 1))


def root_of(text: str) -> etree._Element:
    """Return the root of a cell's XML; raises Wrong `text.xml`."""
    if len(text) > MAX_CHARACTERS or "<!DOCTYPE" in text[:2000].upper():
        raise Wrong("text.xml", "XML quá dài hoặc có DOCTYPE")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Wrong("text.xml", "không đọc được XML") from None


def _below(element: etree._Element, step: _Step) -> etree._Element | None:
    seen = 0
    for child in element:
        if not isinstance(child.tag, str) or (step.name and etree.QName(child).localname != step.name):
            continue
        if step.attribute and child.get(step.attribute) != step.value:
            continue
        seen += 1
        if seen == step.position:
            return child
    return None
