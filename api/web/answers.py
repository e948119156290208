"""What somebody wrote in a form, as people read it: titles instead of names, words instead of codes."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from forms import Form

_BRANCHES = ("oneOf", "anyOf", "allOf")


class Answer(NamedTuple):
    """One line: `file` is the reference to what was handed in where the answer is a file."""

    title: str
    text: str
    file: str = ""


UnitName = Callable[[str], str]
"""Writes the unit of a code."""


def answers(form: Form | None, data: Mapping[str, Any], unit_name: UnitName = str) -> list[Answer]:
    """Return a line for everything in the data, in the order of the form; what no title names, by its name."""
    titled = dict(_properties(form.schema)) if form is not None else {}
    order = {name: position for position, name in enumerate(titled)}
    names = sorted(data, key=lambda name: order.get(name, len(order)))
    return [
        line for name in names for line in _lines(titled.get(name, {"title": name}), data[name], unit_name)
    ]


def _properties(schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """A branch may say more of a property (a constant) than where it was first described: the first one tells."""
    seen = set()
    for part in (schema, *(branch for kind in _BRANCHES for branch in schema.get(kind, ()))):
        for name, described in part.get("properties", {}).items():
            if name not in seen and "title" in described:
                seen.add(name)
                yield name, described


def _lines(described: Mapping[str, Any], value: Any, unit_name: UnitName) -> list[Answer]:
    title = described.get("title", "")
    if isinstance(value, Mapping) and "properties" in described:
        inner = dict(_properties(described))
        lines = (
            line
            for name, each in value.items()
            for line in _lines(inner.get(name, {"title": name}), each, unit_name)
        )
        return [line._replace(title=f"{title}: {line.title}" if title else line.title) for line in lines]
    if isinstance(value, list) and isinstance(described.get("items"), Mapping):
        return [_row(title, _lines({**described["items"], "title": ""}, each, unit_name)) for each in value]
    if described.get("format") == "attachment":
        return [Answer(title, str(value).partition("/")[2], str(value))]
    text = unit_name(str(value)) if "x-source" in described else _text(described, value)
    return [Answer(title, text)]


def _row(title: str, lines: list[Answer]) -> Answer:
    """Write a row of a table as one line; a row that is a single file keeps leading to it."""
    told = "; ".join(f"{line.title}: {line.text}" if line.title else line.text for line in lines)
    return Answer(title, told, lines[0].file if len(lines) == 1 else "")


def _text(described: Mapping[str, Any], value: Any) -> str:
    for choice in described.get("oneOf", ()):
        if choice.get("const") == value and "title" in choice:
            return str(choice["title"])
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, int | float):
        return f"{value:,}".replace(",", " ").replace(".", ",").replace(" ", ".")
    if described.get("format") == "date" and isinstance(value, str):
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    return str(value)
