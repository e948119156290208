"""Which problems are told to somebody who is still filling a form in: those of what is there already."""

from collections.abc import Iterable
from typing import Any

from forms.problem import Problem
from forms.tidy import is_empty

_STILL_TO_COME = frozenset({"required", "required_with", "too_few"})


def so_far(problems: Iterable[Problem], data: Any, *, was_tried: bool) -> list[Problem]:
    """Leave out what is only not there yet, unless the person has tried to finish; and always what is missing in
    a row in which nothing has been typed, for such rows are not sent."""
    return [
        found
        for found in problems
        if (was_tried or found.code not in _STILL_TO_COME) and not _is_in_empty_row(data, found.path)
    ]


def _is_in_empty_row(value: Any, path: str) -> bool:
    for step in path.split("/")[1:]:
        in_list = isinstance(value, list)
        value = value[int(step)] if in_list else value.get(step) if isinstance(value, dict) else None
        if in_list and is_empty(value):
            return True
    return False
