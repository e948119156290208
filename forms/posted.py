"""Reads a posted form: pairs of names and texts become data; what cannot be read stays as it was typed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from forms.expand import Node, fields_for
from forms.pairs import Pair, is_many_choices
from forms.spelling import read
from forms.tidy import is_blank


@dataclass(slots=True)
class _Branch:
    """The texts posted under one name, and what was posted below it."""

    texts: list[str] = field(default_factory=list)
    below: dict[str, "_Branch"] = field(default_factory=dict)


_NOTHING = _Branch()
_NUMBER = re.compile("0|[1-9][0-9]{0,4}")


def posted(node: Node, pairs: Iterable[Pair]) -> dict[str, Any]:
    """Read the pairs of an expanded form. Empty boxes are absent, empty rows stay, names that the form does not
    have are passed over; of a name posted twice the last text counts, as for a box beside its hidden `false`."""
    root = _Branch()
    for name, text in pairs:
        branch = root
        for step in name.split("."):
            branch = branch.below.setdefault(step, _Branch())
        branch.texts.append(text)
    return _object(node, root)


def _object(node: Node, branch: _Branch) -> dict[str, Any]:
    by = node.get("by")
    choice = {by: _value(node["properties"][by], branch.below.get(by, _NOTHING))} if by else {}
    found = {
        name: _value(field, branch.below.get(name, _NOTHING))
        for name, field in fields_for(node, choice).items()
        if "x-readonly" not in field
    }
    return {name: value for name, value in found.items() if value is not None}


def _value(node: Node, branch: _Branch) -> Any:
    """Read one field; None where nothing was posted for it."""
    if node["type"] == "object":
        return _object(node, branch) or None
    if is_many_choices(node):
        return [read(node["items"], text) for text in branch.texts if text] or None
    if node["type"] == "array":
        return _rows(node, branch.below) or None
    text = branch.texts[-1] if branch.texts else ""
    return None if is_blank(text) else read(node, text)


def _rows(node: Node, below: Mapping[str, _Branch]) -> list[Any]:
    numbers = sorted((int(step), step) for step in below if _NUMBER.fullmatch(step))
    # One row more than there may be is read, so that the problem is told.
    rows = [_value(node["items"], below[step]) for _, step in numbers[: node["maxItems"] + 1]]
    return [blank(node["items"]) if row is None else row for row in rows]


def blank(node: Node) -> Any:
    """Give the value of a field, or of a row, in which nothing has been typed yet."""
    return {"object": dict, "array": list}.get(node["type"], str)()
