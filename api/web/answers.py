"""What somebody wrote in a form, as people read it: titles instead of names, words instead of codes."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from forms import Form

Answers = list[tuple[str, str]]
_BRANCHES = ("oneOf", "anyOf", "allOf")


def answers(form: Form | None, data: Mapping[str, Any]) -> Answers:
    """Return title and value of everything in the data, in the order of the form; what no title names, by name."""
    titled = dict(_properties(form.schema)) if form is not None else {}
    order = {name: position for position, name in enumerate(titled)}
    names = sorted(data, key=lambda name: order.get(name, len(order)))
    return [line for name in names for line in _lines(titled.get(name, {"title": name}), data[name])]


def _properties(schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """A branch may say more of a property (a constant) than where it was first described: the first one tells."""
    seen = set()
    for part in (schema, *(branch for kind in _BRANCHES for branch in schema.get(kind, ()))):
        for name, described in part.get("properties", {}).items():
            if name not in seen and "title" in described:
                seen.add(name)
                yield name, described


def _lines(described: Mapping[str, Any], value: Any) -> Answers:
    title = described.get("title", "")
    if isinstance(value, Mapping) and "properties" in described:
        inner = dict(_properties(described))
        return [
            (f"{title}: {label}" if title else label, text)
            for name, each in value.items()
            for label, text in _lines(inner.get(name, {"title": name}), each)
        ]
    if isinstance(value, list) and isinstance(described.get("items"), Mapping):
        item = {**described["items"], "title": ""}
        return [(title, "; ".join(_told(line) for line in _lines(item, each))) for each in value]
    return [(title, _text(described, value))]


def _told(line: tuple[str, str]) -> str:
    label, text = line
    return f"{label}: {text}" if label else text


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
    if isinstance(value, Mapping):
        return str(value.get("name", ""))
    return str(value)
