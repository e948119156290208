"""The fields that a mapping can fill: their kind of value, their Vietnamese name and headings known to mean them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

EXTRA = "extra."
"""Whatever else a unit wants to keep is written under `extra.<name>`, as text unless the mapping says otherwise."""


class Target(NamedTuple):
    """One field. `headings` are folded, the most usual first."""

    name: str
    label: str
    type: str
    is_required: bool
    headings: tuple[str, ...]


def _read() -> Mapping[str, Mapping[str, Target]]:
    text = Path(__file__).with_name("targets.json").read_text(encoding="utf-8")
    return {
        kind: {
            name: Target(name, each["label"], each["type"], each["is_required"], tuple(each["headings"]))
            for name, each in fields.items()
        }
        for kind, fields in json.loads(text).items()
    }


TARGETS = _read()


def type_of(kind: str, field: str) -> str | None:
    """Return the kind of value a field takes, None for a field that nothing here knows."""
    if field.startswith(EXTRA):
        return "text"
    target = TARGETS[kind].get(field)
    return target.type if target else None
