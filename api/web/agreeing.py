"""What somebody writes in the form of a step who agrees and has nothing to add; None where more must be said."""

from collections.abc import Mapping
from typing import Any

from engine.bpmn.definition import Element
from engine.model.result import SENDS_BACK
from forms import Form


def agreement(element: Element, form: Form | None) -> Mapping[str, Any] | None:
    """Return the data of a form that agrees: the first choice beside sending back, and nothing else.

    A signature may be given for many documents at once only where that is a whole answer.
    """
    if form is None:
        return {}
    chosen = {name: _agreeing(element, choices) for name, choices in _choices(form)}
    data: Mapping[str, Any] = form.clean({name: each for name, each in chosen.items() if each is not None})
    return None if form.validate(data) else data


def _choices(form: Form) -> list[tuple[str, list[str]]]:
    properties = form.schema.get("properties", {}).items()
    found = ((name, [choice.get("const") for choice in each.get("oneOf", ())]) for name, each in properties)
    return [(name, choices) for name, choices in found if SENDS_BACK in choices]


def _agreeing(element: Element, choices: list[str]) -> str | None:
    return next((each for each in choices if each not in element.deeds_unless), None)
