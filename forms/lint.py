"""Checks a form's schema against the profile, before anybody fills it in."""

from collections.abc import Iterator
from typing import Any

from forms.expand import Node, expand
from forms.judge import judge, validator_of
from forms.lint_walk import Walk
from forms.problem import Problem, pointer, problem


def check(schema: Node) -> list[Problem]:
    """List every breach of the profile; paths point into the schema. Nothing to say means `Form` takes it.

    Values inside the schema (defaults, examples) are judged only once its shape is right.
    """
    problems = Walk(schema).problems()
    return problems or list(_values(expand(schema), ()))


def _values(field: Node, path: tuple[str | int, ...]) -> Iterator[Problem]:
    """Judge the default and the examples of a field by the field itself, then go inside."""
    if "default" in field and "const" in field:
        yield problem(pointer((*path, "default")), "default_commitment")
    elif "default" in field:
        yield from _misfit(field, field["default"], (*path, "default"))
    for index, example in enumerate(field.get("examples", ())):
        yield from _misfit(field, example, (*path, "examples", index))
    for steps, inner in _inside(field):
        yield from _values(inner, (*path, *steps))


def _misfit(field: Node, value: Any, path: tuple[str | int, ...]) -> Iterator[Problem]:
    found = judge(validator_of(field), value)
    if found:
        code = "default_invalid" if path[-1] == "default" else "example_invalid"
        yield problem(pointer(path), code, why=found[0].message.removesuffix("."))


def _inside(field: Node) -> Iterator[tuple[tuple[str | int, ...], Node]]:
    if field["type"] == "array":
        yield ("items",), field["items"]
    for name, inner in field.get("properties", {}).items():
        yield ("properties", name), inner
    for index, (_, branch) in enumerate(field.get("branches", ())):
        for name, inner in branch["properties"].items():
            if name not in field["properties"]:
                yield ("oneOf", index, "properties", name), inner
