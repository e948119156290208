"""What stands in a form that nobody has typed into, and what of a filled one counts."""

from copy import deepcopy
from typing import Any

from forms.expand import Node, choose


def fresh(node: Node) -> dict[str, Any]:
    """Give the defaults of an expanded object and of the objects in it."""
    data: dict[str, Any] = {}
    for name, field in node["properties"].items():
        inside = fresh(field) if field["type"] == "object" else None
        if "x-readonly" not in field and (inside or "default" in field):
            data[name] = deepcopy(field.get("default", inside))
    return data


def chosen(node: Node, value: Any) -> Any:
    """Leave out what was typed for choices that are not chosen. Which choice is missing is told elsewhere: with
    none, all fields of branches are left out."""
    if node["type"] == "array" and isinstance(value, list):
        return [chosen(node["items"], item) for item in value]
    if node["type"] != "object" or not isinstance(value, dict):
        return value
    fields = choose(node, value)["properties"]
    return {name: chosen(fields[name], each) for name, each in value.items() if name in fields}
