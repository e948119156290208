"""Says what a form means: a checked profile of JSON Schema 2020-12, judged on the server, told in Vietnamese."""

from collections.abc import Mapping
from typing import Any

from forms import cccd_qr
from forms.form import Form
from forms.formats import FORMATS, Format
from forms.lint import check
from forms.problem import Problem

__all__ = [
    "FORMATS",
    "Form",
    "Format",
    "Problem",
    "cccd_qr",
    "check",
    "clean",
    "names",
    "validate",
    "written",
]


def validate(schema: Mapping[str, Any], data: Any) -> list[Problem]:
    """Judge data once; where the same form judges often, keep a `Form`."""
    return Form(schema).validate(data)


def clean(schema: Mapping[str, Any], data: Any) -> Any:
    """Clean data once, as `Form.clean`."""
    return Form(schema).clean(data)


def names(schema: Mapping[str, Any]) -> Mapping[str, str]:
    """Give the type of each dotted path the form writes, as `Form.names`."""
    return Form(schema).names()


def written(schema: Mapping[str, Any]) -> Mapping[str, bool]:
    """Tell of each dotted path the form writes whether it always does, as `Form.written`."""
    return Form(schema).written()
