"""Checks the two uses of `oneOf`, and `enum`: values to choose from, and branches that a choice opens."""

from collections.abc import Iterator, Mapping
from typing import Any

from forms.expand import Node, choices, discriminator, is_read_only, resolve
from forms.lint_text import Breach
from forms.profile import KEYWORDS, is_integer, is_text

_BRANCH = frozenset({"title", "description", "properties", "required"})
_CHOICE = frozenset({"title", "description", "const"})


def choice_breaches(field: Node) -> Iterator[Breach]:
    """List the breaches of a field's values to choose from."""
    if "enum" in field and "oneOf" in field:
        yield ("oneOf",), "enum_and_one_of", {}
        return
    unreadable = [("oneOf", at) for at, entry in enumerate(field.get("oneOf", ())) if not _is_choice(entry)]
    for steps in unreadable:
        yield steps, "choice_unreadable", {}
    if unreadable or not ("enum" in field or "oneOf" in field):
        return
    where, values = ("enum" if "enum" in field else "oneOf",), choices(field)
    if not all(_is_of(field["type"], value) for value in values):
        yield where, "choice_of_wrong_type", {"kind": field["type"]}
    elif len(set(values)) < len(values):
        yield where, "choice_repeated", {}


def _is_choice(entry: Any) -> bool:
    return (
        isinstance(entry, Mapping)
        and "const" in entry
        and entry.keys() <= _CHOICE
        and is_text(entry.get("title"))
    )


def _is_of(kind: str, value: Any) -> bool:
    return is_text(value) if kind == "string" else is_integer(value)


def branch_breaches(node: Node, defs: Node) -> Iterator[Breach]:
    """List the breaches of an object's branches: one required field discriminates, and the branches are its
    choices, no more and no fewer, so that one branch is always chosen and only its problems are told."""
    branches = node.get("oneOf")
    if branches is None:
        return
    if "additionalProperties" in node:  # to any other reader it would refuse the fields of the branches
        yield ("additionalProperties",), "additional_beside_one_of", {}
    unreadable = [("oneOf", at) for at, branch in enumerate(branches) if not _is_branch(branch)]
    for steps in unreadable:
        yield steps, "branch_unreadable", {}
    if unreadable:
        return
    by = discriminator(branches)
    field = node.get("properties", {}).get(by)
    if by is None or by not in node.get("required", ()) or not isinstance(field, Mapping):
        yield ("oneOf",), "no_discriminator", {}
        return
    if _values([branch["properties"][by]["const"] for branch in branches]) != _values(_offered(field, defs)):
        yield ("oneOf",), "branches_differ_from_choices", {"name": by}
    yield from _fields(node, by, defs)


def _is_branch(branch: Any) -> bool:
    return (
        isinstance(branch, Mapping)
        and branch.keys() <= _BRANCH
        and is_text(branch.get("title"))
        and isinstance(branch.get("properties"), Mapping)
        and all(isinstance(field, Mapping) for field in branch["properties"].values())
        and isinstance(branch.get("required", []), list)
        and all(map(is_text, branch.get("required", [])))
    )


def _offered(field: Node, defs: Node) -> list[Any]:
    """List the choices of a field, none where they are wrong themselves and so told already."""
    whole = resolve(field, defs)
    sound = {
        name: value for name, value in whole.items() if name in KEYWORDS and KEYWORDS[name].accepts(value)
    }
    broken = "type" not in sound or any(True for _ in choice_breaches(sound))
    return [] if broken else choices(sound)


def _values(consts: list[Any]) -> set[tuple[type, Any]]:
    """Tell True from 1."""
    return {(type(value), value) for value in consts}


def _fields(node: Node, by: str, defs: Node) -> Iterator[Breach]:
    outside, kinds = node["properties"], dict[str, Any]()
    for at, branch in enumerate(node["oneOf"]):
        for name, field in branch["properties"].items():
            steps = ("oneOf", at, "properties", name)
            if name == by:
                if field.keys() != {"const"}:
                    yield steps, "branch_unreadable", {}
            elif name in outside:
                yield steps, "field_repeated", {"name": name}
            elif kinds.setdefault(name, kind := resolve(field, defs).get("type")) != kind:
                yield steps, "type_differs", {"name": name}
        for name in branch.get("required", ()):
            if name not in branch["properties"] and name not in outside:
                yield ("oneOf", at, "required"), "undeclared_name", {"name": name}
            elif is_read_only({**outside, **branch["properties"]}[name], defs):
                yield ("oneOf", at, "required"), "read_only_required", {"name": name}
