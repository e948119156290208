"""The profile of JSON Schema 2020-12: each keyword a form may use, on which types, with which values."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TYPES = ("string", "integer", "number", "boolean", "object", "array")
# What x-accept may say of an attachment; without it every kind of file that is taken at all.
ACCEPTED = ("pdf", "image")

# Closed set of x-widget, with the types each can draw.
WIDGETS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "textarea": frozenset({"string"}),
        "radio": frozenset({"string", "integer", "boolean"}),
        "select": frozenset({"string", "integer", "boolean"}),
        "checkboxes": frozenset({"array"}),
        "table": frozenset({"array"}),
    }
)

SOURCES = ("units", "departments", "all_units")
"""What a box may be searched in, kept by code: the communes of the city, its departments, or every unit of it."""

MAX_DEPTH = 5  # objects and lists inside one another, the form itself being the first
MAX_FIELDS = 300  # after each $ref is written out
MAX_CHOICES = 300  # a longer list is searched: x-source
MAX_TEXT = 10_000  # characters of any text
MAX_ITEMS = 500  # rows of any list


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword's values (`accepts`, and `expected` in words) and the types it may stand on (`fits`)."""

    accepts: Callable[[Any], bool]
    expected: str
    fits: frozenset[str] = frozenset(TYPES)


def _on(*types: str) -> frozenset[str]:
    return frozenset(types)


def is_text(value: Any) -> bool:
    """Tell whether this is a text that says something."""
    return isinstance(value, str) and bool(value.strip())


def is_integer(value: Any) -> bool:
    """Tell whether this is an integer; True and 1.0 are not."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value: Any) -> bool:
    """Tell whether this is a finite number; NaN, infinity and True are not."""
    return is_integer(value) or (isinstance(value, float) and math.isfinite(value))


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and all(map(is_text, value)) and len(set(value)) == len(value)


def _is_schemas(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value) and all(isinstance(name, str) for name in value)


def _is_names_by_name(value: Any) -> bool:
    return _is_schemas(value) and all(map(_is_names, value.values()))


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and 0 < len(value) <= MAX_CHOICES


def _one(value: Any) -> Callable[[Any], bool]:
    return lambda given: given is value


def _is_count(most: int) -> Callable[[Any], bool]:
    return lambda value: is_integer(value) and 0 <= value <= most


_TEXT = (is_text, "một dòng chữ")
_NUMBER = (is_number, "một số")
_LIST = (_is_list, f"danh sách có từ 1 đến {MAX_CHOICES} giá trị")
_LENGTH = (_is_count(MAX_TEXT), f"số nguyên từ 0 đến {MAX_TEXT}")
_ROWS = (_is_count(MAX_ITEMS), f"số nguyên từ 0 đến {MAX_ITEMS}")
_NUMERIC = _on("integer", "number")

KEYWORDS: Mapping[str, Keyword] = MappingProxyType(
    {
        "type": Keyword(lambda value: value in TYPES, "một kiểu dữ liệu"),
        "title": Keyword(*_TEXT),
        "description": Keyword(*_TEXT),
        "default": Keyword(lambda _: True, ""),
        "examples": Keyword(*_LIST),
        "properties": Keyword(_is_schemas, "các mục theo tên", _on("object")),
        "required": Keyword(_is_names, "danh sách tên mục không trùng nhau", _on("object")),
        "dependentRequired": Keyword(_is_names_by_name, "danh sách tên mục theo từng mục", _on("object")),
        "additionalProperties": Keyword(_one(False), "false", _on("object")),
        "oneOf": Keyword(*_LIST, _on("string", "integer", "object")),
        "enum": Keyword(*_LIST, _on("string", "integer")),
        "const": Keyword(_one(True), "true (lời cam kết)", _on("boolean")),
        "items": Keyword(lambda value: isinstance(value, Mapping), "một lược đồ", _on("array")),
        "minItems": Keyword(*_ROWS, _on("array")),
        "maxItems": Keyword(*_ROWS, _on("array")),
        "uniqueItems": Keyword(_one(True), "true", _on("array")),
        "minLength": Keyword(*_LENGTH, _on("string")),
        "maxLength": Keyword(*_LENGTH, _on("string")),
        "pattern": Keyword(*_TEXT, _on("string")),
        "format": Keyword(*_TEXT, _on("string")),
        "minimum": Keyword(*_NUMBER, _NUMERIC),
        "maximum": Keyword(*_NUMBER, _NUMERIC),
        "exclusiveMinimum": Keyword(*_NUMBER, _NUMERIC),
        "exclusiveMaximum": Keyword(*_NUMBER, _NUMERIC),
        # Integers only: 0.01 has no exact float, so `multipleOf: 0.01` would refuse 19.99.
        "multipleOf": Keyword(
            lambda value: is_integer(value) and value > 0, "số nguyên dương", _on("integer")
        ),
        "x-widget": Keyword(lambda value: value in tuple(WIDGETS), "một trong: " + ", ".join(WIDGETS)),
        "x-order": Keyword(is_integer, "số nguyên"),
        "x-help": Keyword(*_TEXT),
        "x-placeholder": Keyword(*_TEXT, _on("string", "integer", "number")),
        "x-readonly": Keyword(_one(True), "true"),
        "x-group": Keyword(*_TEXT),
        "x-accept": Keyword(
            lambda value: value in ACCEPTED, "một trong: " + ", ".join(ACCEPTED), _on("string")
        ),
        "x-source": Keyword(
            lambda value: value in SOURCES, "một trong: " + ", ".join(SOURCES), _on("string")
        ),
        "x-money": Keyword(_one(True), "true", _on("integer")),
    }
)

# What may stand beside $ref, because it changes nothing of what the reference judges.
ANNOTATIONS = frozenset({"title", "description", "default", "examples"}) | {
    name for name in KEYWORDS if name.startswith("x-")
}
LIMITS = (
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minimum", "maximum"),
    ("exclusiveMinimum", "exclusiveMaximum"),
)
