"""Checks what a text field asks of its text: its pattern and its format."""

from collections.abc import Iterator
from typing import Any

from forms.expand import Node
from forms.formats import FORMATS
from forms.pattern import fault
from forms.profile import MAX_TEXT

Breach = tuple[tuple[str | int, ...], str, dict[str, Any]]


def text_breaches(field: Node) -> Iterator[Breach]:
    """List the breaches of a field's `pattern` and `format`, as steps below the field, code and facts."""
    if "pattern" in field:
        code = fault(field["pattern"], field.get("maxLength", MAX_TEXT))
        if code is not None:
            yield ("pattern",), code, {}
        if "examples" not in field:
            yield ("pattern",), "pattern_unexplained", {}
    if "format" in field and field["format"] not in FORMATS:
        yield ("format",), "unknown_format", {"name": field["format"], "known": ", ".join(FORMATS)}
