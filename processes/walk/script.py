"""The file of a walk: its first data and its steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.errors import Refused

MAX_STEPS = 10_000
KINDS = ("complete", "message", "signal", "advance", "expect")


@dataclass(frozen=True, slots=True)
class ScriptStep:
    """One step: its kind, the element, name, duration or list of elements it is about, and its data."""

    kind: str
    subject: Any
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Script:
    """A whole walk."""

    data: Mapping[str, Any]
    steps: tuple[ScriptStep, ...]


def read_script(stored: Any) -> Script:
    """Read a walk. Raises Refused `walk.unreadable` naming the step that is wrong, counted from 1."""
    if not isinstance(stored, dict) or not isinstance(stored.get("steps", []), list):
        raise Refused("walk.unreadable", step=0, reason="a walk is an object with a list of steps")
    data, steps = stored.get("data", {}), stored.get("steps", [])
    if not isinstance(data, dict) or len(steps) > MAX_STEPS:
        raise Refused("walk.unreadable", step=0, reason=f"data is an object, steps are at most {MAX_STEPS}")
    return Script(data, tuple(_step(number, step) for number, step in enumerate(steps, start=1)))


def _step(number: int, stored: Any) -> ScriptStep:
    kinds = [kind for kind in KINDS if isinstance(stored, dict) and kind in stored]
    if len(kinds) != 1:
        raise Refused("walk.unreadable", step=number, reason=f"a step has exactly one of {', '.join(KINDS)}")
    kind = kinds[0]
    subject, data = stored[kind], stored.get("data", {})
    fits = isinstance(subject, list) if kind == "expect" else isinstance(subject, str)
    if not fits or not isinstance(data, dict) or (isinstance(subject, list) and not _all_text(subject)):
        raise Refused(
            "walk.unreadable", step=number, reason=f"the value of {kind} or its data has the wrong type"
        )
    return ScriptStep(kind, subject, data)


def _all_text(values: list[Any]) -> bool:
    return all(isinstance(value, str) for value in values)
