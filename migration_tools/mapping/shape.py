"""Whether a file has the form of a mapping or a code table (schema.json), and what to mend where it has not."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from migration_tools.mapping.problems import MappingProblem
from migration_tools.mapping.yaml_text import Document

SCHEMA = json.loads(Path(__file__).with_name("schema.json").read_text(encoding="utf-8"))
_CODE_TABLE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["lookup", "entries"],
    "properties": {"lookup": {"type": "string"}, "entries": SCHEMA["$defs"]["entries"]},
}
_MAPPING = Draft202012Validator(SCHEMA)
_LOOKUP = Draft202012Validator(_CODE_TABLE)
_KINDS = {
    "string": "chữ",
    "integer": "số nguyên",
    "number": "số",
    "boolean": "true hoặc false",
    "array": "danh sách",
    "object": "các dòng “tên: giá trị”",
    "null": "trống",
}


def mapping_problems(document: Document) -> Iterator[MappingProblem]:
    """Yield every place in which a file has not the form of a mapping."""
    return _problems(_MAPPING, document)


def lookup_problems(document: Document) -> Iterator[MappingProblem]:
    """Yield every place in which a file has not the form of a code table."""
    return _problems(_LOOKUP, document)


def _problems(validator: Draft202012Validator, document: Document) -> Iterator[MappingProblem]:
    for error in sorted(
        validator.iter_errors(document.data), key=lambda each: [*map(str, each.absolute_path)]
    ):
        inner = best_match([error]) or error
        path = "/".join(str(step) for step in inner.absolute_path)
        yield MappingProblem(path, _sentence(inner), _line(path, document.lines))


def _line(path: str, lines: Mapping[str, int]) -> int:
    while path and path not in lines:
        path = path.rpartition("/")[0]
    return lines.get(path, 0)


def _sentence(error: ValidationError) -> str:
    wanted: Any = error.validator_value
    schema: Any = error.schema
    instance: Any = error.instance
    where = f"“{error.absolute_path[-1]}”" if error.absolute_path else "Tệp"
    match error.validator:
        case "additionalProperties":
            known = schema.get("properties", {})
            strangers = ", ".join(f"“{name}”" for name in instance if name not in known)
            return f"Không có mục {strangers}. Các mục dùng được: {', '.join(known)}."
        case "required":
            return f"{where} thiếu mục {', '.join(name for name in wanted if name not in instance)}."
        case "enum":
            return f"{where} ghi “{instance}”, chỉ nhận: {', '.join(map(str, wanted))}."
        case "const":
            return f"{where} chỉ nhận “{wanted}”."
        case "type":
            kinds = wanted if isinstance(wanted, list) else [wanted]
            return f"{where} phải là {' hoặc '.join(_KINDS[kind] for kind in kinds)}."
        case "pattern":
            means = schema.get("x-means", f"theo mẫu {wanted}")
            return f"“{instance}” phải viết {means}."
        case "minimum" | "maximum" | "minItems" | "maxItems" | "minLength" | "maxLength":
            return f"{where} ngoài giới hạn cho phép ({wanted})."
        case "maxProperties" | "minProperties":
            return f"{where} có quá nhiều hoặc quá ít mục ({wanted})."
        case _:
            return f"{where} không đúng cách viết."
