"""Lays a form out: from an expanded schema and what is filled in to the boxes that are drawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from forms.box import Box
from forms.expand import Node, choose, fields_for
from forms.look import kind_of, offered, told, words_of
from forms.pairs import Pair, listed, pairs_of
from forms.posted import blank
from forms.spelling import spell
from forms.tidy import is_blank


@dataclass(frozen=True, slots=True)
class _At:
    """Where a box stands, with what fills it and what is to be shown there."""

    name: str
    pointer: str
    value: Any
    shown: Any

    def below(self, step: str | int, value: Any) -> "_At":
        shown = dict(enumerate(self.shown)) if isinstance(self.shown, list) else self.shown
        shown = shown.get(step) if isinstance(shown, Mapping) else None
        return _At(f"{self.name}.{step}".removeprefix("."), f"{self.pointer}/{step}", value, shown)


def layout(node: Node, data: Any, shown: Mapping[str, Any]) -> Box:
    """Lay an expanded form out with its data; `shown` holds, at the same places, what read-only fields show."""
    return _section(node, _At("", "", data, shown))


def _box(node: Node, at: _At) -> Box:
    if "x-readonly" in node:
        return _read_only(node, at)
    kind = kind_of(node)
    if kind == "section":
        return _section(node, at)
    if kind == "rows":
        return _rows(node, at)
    text, choices = spell(node, at.value), offered(node, at.value)
    return Box(at.name, at.pointer, kind, **words_of(node), text=text, choices=choices)


def _section(node: Node, at: _At) -> Box:
    data = at.value if isinstance(at.value, dict) else {}
    chosen = choose(node, data)
    inside = []
    for name, field in _in_order(node, chosen):
        others = chosen["needed_with"].get(name, ())
        needed = name in chosen["required"] or any(not is_blank(data.get(other, "")) for other in others)
        box = _box(field, at.below(name, data.get(name)))
        inside.append(replace(box, is_required=needed, decides=name == node.get("by")))
    return Box(
        at.name,
        at.pointer,
        "section",
        **words_of(node),
        inside=tuple(inside),
        hidden=_hidden(node, chosen, at, data),
    )


def _hidden(node: Node, chosen: Node, at: _At, data: Node) -> tuple[Pair, ...]:
    """Give what was typed for the branches that are not chosen: to change one's mind loses nothing."""
    return tuple(
        pair
        for name, field in fields_for(node, data).items()
        if name in data and name not in chosen["properties"] and "x-readonly" not in field
        for pair in pairs_of(field, data[name], f"{at.name}.{name}".removeprefix("."))
    )


def _in_order(node: Node, chosen: Node) -> list[tuple[str, Node]]:
    """Order the fields: by x-order (0 where there is none), then as written; those of the chosen branch right
    after the field that chooses it, in its group; the rest of a group where its first field stands."""
    ordered: list[tuple[str, Node]] = []
    for name, field in _by_order(node["properties"]):
        ordered.append((name, field))
        if name == node.get("by"):
            own = {
                other: {"x-group": field.get("x-group", ""), **its}
                for other, its in chosen["properties"].items()
                if other not in node["properties"]
            }
            ordered += _by_order(own)
    return _gathered(ordered)


def _gathered(fields: list[tuple[str, Node]]) -> list[tuple[str, Node]]:
    groups = [field.get("x-group", "") for _, field in fields]
    places = [groups.index(group) if group else at for at, group in enumerate(groups)]
    return [field for _, field in sorted(zip(places, fields, strict=True), key=lambda item: item[0])]


def _by_order(fields: Mapping[str, Node]) -> list[tuple[str, Node]]:
    return sorted(fields.items(), key=lambda item: item[1].get("x-order", 0))


def _rows(node: Node, at: _At) -> Box:
    rows = listed(at.value) or [blank(node["items"])] * node.get("minItems", 0)
    return Box(
        at.name,
        at.pointer,
        "rows",
        **words_of(node),
        inside=tuple(_box(node["items"], at.below(index, row)) for index, row in enumerate(rows)),
        is_compact=node.get("x-widget") == "table",
        may_grow=len(rows) < node["maxItems"],
    )


def _read_only(node: Node, at: _At) -> Box:
    """Show a field and all in it, not to be typed into."""
    inside = tuple(_read_only(field, at.below(step, None)) for step, field in _parts(node, at.shown))
    kind = "section" if inside else "shown"
    return Box(at.name, at.pointer, kind, **words_of(node), text=told(node, at.shown), inside=inside)


def _parts(node: Node, shown: Any) -> Iterable[tuple[str | int, Node]]:
    if node["type"] == "object" and isinstance(shown, dict):
        return choose(node, shown)["properties"].items()  # type: ignore[no-any-return]
    if node["type"] == "array" and node["items"]["type"] == "object":
        return ((row, node["items"]) for row in range(len(listed(shown))))
    return ()
