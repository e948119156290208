"""Says which names a form writes into the dossier's data, for the check that every name read was written."""

from collections.abc import Iterator
from dataclasses import dataclass

from forms.expand import Node, all_fields, alternatives


@dataclass(frozen=True, slots=True)
class Written:
    """A name the form writes: its dotted path (`applicant.full_name`, `members[].full_name`), its type, and
    whether every accepted form writes it."""

    path: str
    kind: str
    always: bool


def names_of(node: Node, prefix: str = "", *, always: bool = True) -> Iterator[Written]:
    """Walk the names of an expanded object. A name is always written when it is required, in every branch,
    and so is all that holds it; the fields of rows are so only where at least one row is."""
    objects = alternatives(node)
    for name, field in all_fields(node).items():
        if "x-readonly" not in field:
            required = always and all(name in branch["required"] for branch in objects)
            yield from _field(field, prefix + name, always=required)


def _field(field: Node, path: str, *, always: bool) -> Iterator[Written]:
    yield Written(path, field["type"], always)
    if field["type"] == "object":
        yield from names_of(field, f"{path}.", always=always)
    elif field["type"] == "array" and field["items"]["type"] == "object":
        yield from names_of(field["items"], f"{path}[].", always=always and field.get("minItems", 0) > 0)
