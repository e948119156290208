"""Writes data the one way it is stored: NFC, no blanks around, codes without separators, nothing empty."""

import unicodedata
from typing import Any

from forms.expand import Node, all_fields, choose
from forms.formats import FORMATS


def tidy(node: Node, value: Any, *, keep_rows: bool = False) -> Any:
    """Give the canonical form of a value, itself where it is not of the node's type. Doing it again changes
    nothing. `keep_rows` keeps empty rows, while a person is still filling them in."""
    kind = node["type"]
    if kind == "object" and isinstance(value, dict):
        return _tidy_object(node, value, keep_rows=keep_rows)
    if kind == "array" and isinstance(value, list):
        items = [tidy(node["items"], item, keep_rows=keep_rows) for item in value]
        return [item for item in items if keep_rows or not is_empty(item)]
    if isinstance(value, str):
        return _tidy_text(node, value)
    return value


def is_blank(value: Any) -> bool:
    """Tell whether a value is a text that says nothing; a form that is posted sends these for empty fields."""
    return isinstance(value, str) and not value.strip()


def _tidy_text(node: Node, text: str) -> str:
    known = FORMATS.get(node.get("format", ""))
    # Plain once more afterwards: taking a dash out may bring a letter and its accent together.
    return _plain(known.tidy(_plain(text))) if known else _plain(text)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def _tidy_object(node: Node, data: dict[str, Any], *, keep_rows: bool) -> dict[str, Any]:
    fields = all_fields(node)
    tidied = {
        name: tidy(fields[name], value, keep_rows=keep_rows) if name in fields else value
        for name, value in data.items()
    }
    required = choose(node, tidied)["required"]
    return {
        name: value
        for name, value in tidied.items()
        if name in required or name not in fields or not is_empty(value)
    }


def is_empty(value: Any) -> bool:
    """Tell whether a value, already tidy, holds nothing."""
    return value in ("", [], {})
