"""Changes the rows of a posted form: the buttons that add a row, take one out, move one up or down."""

from typing import Any

from forms.expand import Node, fields_for
from forms.posted import blank

_MOVES = {"up": -1, "down": 1}


def change_rows(node: Node, data: dict[str, Any], verb: str, name: str) -> str:
    """Change the data in place as a button asks: `add` to a list, `remove`, `up` or `down` of a row (`list.2`).

    Returns the name of what should have the focus next. A name that is no list or row changes nothing.
    """
    steps = name.split(".")
    at = steps.pop() if verb != "add" else ""
    found = _list_at(node, data, steps)
    if found is None:
        return name
    array, rows = found
    if verb == "add":
        if len(rows) < array["maxItems"]:
            rows.append(blank(array["items"]))
        return f"{name}.{len(rows) - 1}"
    if not at.isdecimal() or int(at) >= len(rows):
        return name
    return f"{'.'.join(steps)}.{_changed(rows, verb, int(at))}"


def _changed(rows: list[Any], verb: str, at: int) -> int:
    row = rows.pop(at)
    to = at if verb == "remove" else min(max(at + _MOVES[verb], 0), len(rows))
    if verb != "remove":
        rows.insert(to, row)
    return to


def _list_at(node: Node, value: Any, steps: list[str]) -> tuple[Node, list[Any]] | None:
    """Find a list by its steps, making on the way what was empty and therefore not posted."""
    for step in steps:
        fields = fields_for(node, value) if node["type"] == "object" else {}
        if step in fields and fields[step]["type"] in ("object", "array"):
            node = fields[step]
            value = value.setdefault(step, blank(node))
        elif node["type"] == "array" and step.isdecimal() and int(step) < len(value):
            node, value = node["items"], value[int(step)]
        else:
            return None
    return (node, value) if node["type"] == "array" else None
