"""The steps of a dossier out of the XML that its own row holds (e-par's workflow), as one JSON document."""

import json
from collections.abc import Mapping
from datetime import datetime

from lxml import etree

from engine.clock import HANOI
from migration_tools.cell import Cell
from migration_tools.mapping.operators.result import Operator, as_text
from migration_tools.mapping.operators.xml_texts import root_of

ELEMENT = "element"
_TRUE = frozenset({"1", "true"})


def steps_operator(names: Mapping[str, str]) -> Operator:
    """Return the operator; `names` tells the element of a step, and the attribute behind each field of history."""
    attributes = {field: name for field, name in names.items() if field != ELEMENT}

    def extract(cell: Cell) -> Cell:
        found = root_of(as_text(cell).strip()).iter(names[ELEMENT])
        return json.dumps([_step(each, attributes) for each in found], ensure_ascii=False)

    return extract


def _step(element: etree._Element, attributes: Mapping[str, str]) -> Mapping[str, object]:
    told = {field: element.get(name) for field, name in attributes.items()}
    return {field: _value(field, text) for field, text in told.items() if text}


def _value(field: str, text: str) -> object:
    if field == "is_open":
        return text in _TRUE
    if field != "at":
        return text
    try:
        return datetime.fromisoformat(text).replace(tzinfo=HANOI).isoformat()
    except ValueError:
        return None
