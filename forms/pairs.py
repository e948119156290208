"""Data written as the pairs of names and texts that a browser posts: `thanh_vien.0.ho_ten` = `Lê Văn An`."""

from collections.abc import Iterator
from typing import Any

from forms.expand import Node, fields_for
from forms.spelling import spell

Pair = tuple[str, str]


def pairs_of(node: Node, value: Any, name: str) -> Iterator[Pair]:
    """Yield the pairs of a value of an expanded node; `posted` reads the value from them again."""
    if node["type"] == "object":
        data = value if isinstance(value, dict) else {}
        for own, field in fields_for(node, data).items():
            if own in data and "x-readonly" not in field:
                yield from pairs_of(field, data[own], f"{name}.{own}".removeprefix("."))
    elif is_many_choices(node):
        yield from ((name, spell(node["items"], item)) for item in listed(value))
    elif node["type"] == "array":
        for index, item in enumerate(listed(value)):
            yield f"{name}.{index}", ""  # a row is there though nothing is in it
            yield from pairs_of(node["items"], item, f"{name}.{index}")
    else:
        yield name, spell(node, value)


def is_many_choices(node: Node) -> bool:
    """Tell whether a list is drawn as one box to tick for each choice, which share one name."""
    return node["type"] == "array" and node.get("x-widget") == "checkboxes" and "enum" in node["items"]


def listed(value: Any) -> list[Any]:
    """Give a list, none where the value (of a draft of another version) is no list."""
    return value if isinstance(value, list) else []
