"""Writes a checked form out in full, once, so that judging, cleaning and naming walk a plain tree.

In the tree every $ref is replaced by its target, every text and list has an upper limit, labelled choices are
an `enum` beside their `labels`, and an object with `oneOf` holds its `branches`, each a whole object.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from forms.profile import MAX_ITEMS, MAX_TEXT

Node = Mapping[str, Any]
_DEFS = "#/$defs/"


def expand(schema: Node) -> Node:
    """Write a form out in full. The schema must have passed `check`."""
    return _expand(schema, schema.get("$defs", {}), schema["title"])


def resolve(node: Node, defs: Node) -> Node:
    """Replace a local reference by its target, under the annotations beside it; other nodes stay."""
    target = defs.get(str(node.get("$ref")).removeprefix(_DEFS))
    if "$ref" not in node or not isinstance(target, Mapping):
        return node
    return {**target, **{name: value for name, value in node.items() if name != "$ref"}}


def refers_to(reference: Any, defs: Node) -> str | None:
    """Name the definition a reference points to; None where it is not local, missing, or a reference again."""
    if not isinstance(reference, str) or not reference.startswith(_DEFS):
        return None
    name = reference.removeprefix(_DEFS)
    target = defs.get(name)
    return name if isinstance(target, Mapping) and "$ref" not in target else None


def is_read_only(field: Any, defs: Node) -> bool:
    """Tell whether a field, itself or where it refers to, is only shown."""
    return isinstance(field, Mapping) and "x-readonly" in resolve(field, defs)


def discriminator(branches: Sequence[Node]) -> str | None:
    """Name the one field for which every branch has a `const` of its own; None where there is no such field."""
    consts = [
        {name: field["const"] for name, field in branch["properties"].items() if "const" in field}
        for branch in branches
    ]
    found = [
        name
        for name in consts[0]
        if all(name in own for own in consts) and _all_differ([own[name] for own in consts])
    ]
    return found[0] if len(found) == 1 else None


def choices(field: Node) -> list[Any]:
    """List the values a field lets a person choose from, none where anything may be written."""
    if field.get("type") == "boolean":
        return [field["const"]] if "const" in field else [False, True]
    return list(field.get("enum", ())) or [entry["const"] for entry in field.get("oneOf", ())]


def choose(node: Node, data: Node) -> Node:
    """Give the branch that the data has chosen, the object itself where it has none or none is chosen."""
    value = data.get(node.get("by", ""))
    chosen = [own for const, own in node.get("branches", ()) if type(value) is type(const) and value == const]
    return chosen[0] if chosen else node


def alternatives(node: Node) -> list[Node]:
    """List the whole objects that data of this object may be."""
    return [branch for _, branch in node.get("branches", ())] or [node]


def all_fields(node: Node) -> dict[str, Node]:
    """Give the fields of an object in all its branches, by name."""
    return {name: field for branch in alternatives(node) for name, field in branch["properties"].items()}


def fields_for(node: Node, data: Node) -> dict[str, Node]:
    """Give the fields of an object in all its branches; of a name in several, the one that the data have chosen."""
    return {**all_fields(node), **choose(node, data)["properties"]}


def _all_differ(values: list[Any]) -> bool:
    return all(isinstance(value, str | int) for value in values) and len(set(values)) == len(values)


def _expand(node: Node, defs: Node, title: str) -> Node:
    full = {"title": title, **resolve(node, defs)}
    if full["type"] == "object":
        return _expand_object(full, defs)
    if full["type"] == "array":
        return {"maxItems": MAX_ITEMS, **full, "items": _expand(full["items"], defs, full["title"])}
    if full["type"] == "string":
        full.setdefault("maxLength", MAX_TEXT)
    if "oneOf" in full:
        entries = full.pop("oneOf")
        full |= {
            "enum": [entry["const"] for entry in entries],
            "labels": [entry["title"] for entry in entries],
        }
    return full


def _expand_object(node: dict[str, Any], defs: Node) -> Node:
    entries = node.pop("oneOf", [])
    needs = [
        (needed, other)
        for other, needed_ones in node.pop("dependentRequired", {}).items()
        for needed in needed_ones
    ]
    whole = {
        **node,
        "properties": {name: _expand(field, defs, name) for name, field in node["properties"].items()},
        "required": frozenset(node.get("required", ())),
        "needed_with": {needed: [other for one, other in needs if one == needed] for needed, _ in needs},
    }
    if not entries:
        return whole
    by = discriminator(entries)
    branches = [
        (entry["properties"][by]["const"], _branch(whole, entry, (by, defs)))
        for entry in entries
        if by is not None
    ]
    return {**whole, "by": by, "branches": branches}


def _branch(whole: dict[str, Any], entry: Node, context: tuple[str, Node]) -> Node:
    by, defs = context
    own = {name: _expand(field, defs, name) for name, field in entry["properties"].items() if name != by}
    return {
        **whole,
        "properties": whole["properties"] | own,
        "required": whole["required"] | frozenset(entry.get("required", ())),
    }
