"""Judges data with jsonschema, through keywords of ours where its own fall into a trap."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator, TypeChecker
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import create

from forms.expand import Node, alternatives, choices, choose
from forms.formats import CHECKER, FORMATS
from forms.messages import KINDS
from forms.problem import Problem, pointer, problem
from forms.profile import is_integer, is_number
from forms.tidy import is_blank

_SHOWN_CHOICES = 8
# What no font shows and PostgreSQL or UTF-8 cannot hold, and the marks that turn the reading order round.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# Of these one at a place is enough, the first: what else is said there follows from it.
_SAID_ALONE = ("not_a_choice", "not_committed", "wrong_type", "control_character", "too_long")
_CODES = {
    "minLength": "too_short",
    "maxLength": "too_long",
    "minimum": "too_small",
    "maximum": "too_large",
    "exclusiveMinimum": "not_above",
    "exclusiveMaximum": "not_below",
    "multipleOf": "not_a_multiple",
    "minItems": "too_few",
    "maxItems": "too_many",
}


def judge(validator: Validator, data: Any) -> list[Problem]:
    """List every problem of the data, in the order of the form."""
    problems = [_problem(error) for error in validator.iter_errors(data)]
    alone = {
        found.path: found.code for code in reversed(_SAID_ALONE) for found in problems if found.code == code
    }
    return [found for found in problems if alone.get(found.path, found.code) == found.code]


def validator_of(node: Node) -> Validator:
    """Compile the validator of a node that `expand` has written out."""
    return _Judge(node, format_checker=CHECKER)


def _error(code: str, field: Node, *steps: str | int, **facts: Any) -> ValidationError:
    return ValidationError(code, validator=code, validator_value=facts, path=steps, schema=field)


def _type(_: Any, kind: str, value: Any, node: Node) -> Iterator[ValidationError]:
    if not _HOLDS[kind](value):
        yield _error("wrong_type", node, kind=KINDS[kind])
    elif kind == "string" and _UNSEEN.search(value):
        yield _error("control_character", node)


def _properties(validator: Any, _: Node, data: Any, node: Node) -> Iterator[ValidationError]:
    """Judge the fields of an object: a blank text counts as absent, and only known fields may come."""
    if not isinstance(data, dict):
        return
    chosen = choose(node, data)
    for name, field in chosen["properties"].items():
        value = data.get(name, "")
        if is_blank(value):
            yield from _absent(name, chosen, data)
        elif "x-readonly" in field:
            yield _error("read_only", field, name)
        else:
            yield from validator.descend(value, field, path=name)
    for name, value in data.items():
        if name not in chosen["properties"]:
            yield from _stray(name, value, node, chosen)


def _absent(name: str, chosen: Node, data: Node) -> Iterator[ValidationError]:
    fields = chosen["properties"]
    if name in chosen["required"]:
        yield _error("required", fields[name], name, act=_act(fields[name]))
        return
    for other in chosen["needed_with"].get(name, ()):
        if not is_blank(data.get(other, "")):
            yield _error("required_with", fields[name], name, other=fields[other]["title"])
            return


def _stray(name: str, value: Any, node: Node, chosen: Node) -> Iterator[ValidationError]:
    """Refuse a field that the form does not have, or not for the choice made; with no choice made, wait."""
    elsewhere = [branch["properties"][name] for branch in alternatives(node) if name in branch["properties"]]
    if not elsewhere:
        yield _error("unknown_field", {"title": name}, name)
    elif chosen is not node and not is_blank(value):
        yield _error(
            "not_for_this_choice", elsewhere[0], name, other=chosen["properties"][node["by"]]["title"]
        )


def _items(validator: Any, items: Node, data: Any, _: Node) -> Iterator[ValidationError]:
    for index, value in enumerate(data if isinstance(data, list) else ()):
        if is_blank(value):
            yield _error("required", items, index, act=_act(items))
        else:
            yield from validator.descend(value, items, path=index)


def _unique(_: Any, __: bool, data: Any, node: Node) -> Iterator[ValidationError]:
    """Name each row that says again what a row before it says; empty rows are told about elsewhere."""
    rows = data if isinstance(data, list) else []
    for index, value in enumerate(rows):
        if not is_blank(value) and value in rows[:index]:
            yield _error("repeated", node["items"], index)


def _pattern(_: Any, pattern: str, value: Any, node: Node) -> Iterator[ValidationError]:
    """Match the whole text: `$` alone lets a newline pass. A text too long is not tried: `check` bounded the
    cost of the pattern for texts of at most maxLength."""
    if isinstance(value, str) and len(value) <= node["maxLength"] and not re.fullmatch(pattern, value):
        yield _error("not_the_pattern", node, example=node["examples"][0])


def _act(field: Node) -> str:
    """Say what a person does to give this field a value."""
    if "const" in field:
        return "đánh dấu xác nhận nội dung:"
    return "chọn" if choices(field) else "nhập"


_HOLDS: Mapping[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "integer": is_integer,
    "number": is_number,
    "boolean": lambda value: isinstance(value, bool),
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
}
_TYPES = TypeChecker().redefine_many(
    {kind: lambda _, value, holds=holds: holds(value) for kind, holds in _HOLDS.items()}
)
_OURS = {
    "type": _type,
    "properties": _properties,
    "items": _items,
    "uniqueItems": _unique,
    "pattern": _pattern,
}
_THEIRS = {name: Draft202012Validator.VALIDATORS[name] for name in (*_CODES, "const", "enum", "format")}
_Judge = create(meta_schema={}, validators=_OURS | _THEIRS, type_checker=_TYPES)


def _problem(error: ValidationError) -> Problem:
    """Turn an error of jsonschema into a problem: its own words are for programmers, in English."""
    node: Any = error.schema
    said: Any = error.validator_value
    path, keyword = list(error.path), str(error.validator)
    where, title = pointer(path), _title(node, path)
    if keyword in _CODES:
        return problem(where, _CODES[keyword], title=title, limit=said)
    if keyword == "const":
        return problem(where, "not_committed", title=title)
    if keyword == "enum":
        return problem(where, "not_a_choice", title=title, choices=_shown(node))
    if keyword == "format":
        return problem(where, FORMATS[said].code, title=title)
    return problem(where, keyword, title=title, **said)


def _title(node: Node, path: list[str | int]) -> str:
    rows = [step + 1 for step in path if isinstance(step, int)]
    return f"{node['title']} (dòng {rows[-1]})" if rows else str(node["title"])


def _shown(node: Node) -> str:
    labels = [str(label) for label in node.get("labels", node["enum"])]
    return ", ".join(labels[:_SHOWN_CHOICES]) + (", …" if len(labels) > _SHOWN_CHOICES else "")
