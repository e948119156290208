"""Data of a dossier with some values corrected, judged by every form that writes them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from engine.bpmn.seen import Data, at
from engine.errors import Refused
from forms import Form, Problem


def judged(before: Data, given: Data, forms: Iterable[Form], **about: str) -> Data:
    """Return the data with other values at the dotted paths `given`, as the forms clean them.

    A path that no form writes is taken as it is. Refused `form.invalid` with every problem and what it is `about`.
    """
    after = before
    for path, value in given.items():
        after = put(after, path.split("."), value)
    problems: list[Problem] = []
    for form in forms:
        owned = [path for path in given if path in form.names()]
        if owned:
            names = {path.split(".")[0] for path in form.names()}
            cleaned = form.clean({name: value for name, value in after.items() if name in names})
            problems += _about(owned, form.validate(cleaned))
            for path in owned:
                after = put(after, path.split("."), at(cleaned, path))
    if problems:
        raise Refused("form.invalid", problems=problems, **about)
    return after


def differences(before: Data, after: Data, paths: Iterable[str]) -> dict[str, Any]:
    """Return old and new of each path, whether it changed or not."""
    return {path: {"old": at(before, path), "new": at(after, path)} for path in paths}


def put(data: Any, path: list[str], value: Any) -> dict[str, Any]:
    """Return data in which a path has another value."""
    name, *rest = path
    known = data if isinstance(data, Mapping) else {}
    return {**known, name: put(known.get(name), rest, value) if rest else value}


def _about(owned: list[str], problems: list[Problem]) -> Iterator[Problem]:
    pointers = ["/" + path.replace(".", "/") for path in owned]
    return (each for each in problems if any(f"{each.path}/".startswith(f"{one}/") for one in pointers))
