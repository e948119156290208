"""One field of a mapping as it is written in YAML, with its operators in the order they are applied."""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from migration_tools.mapping.expressions import read_expression
from migration_tools.mapping.library import entries_of
from migration_tools.mapping.model import Case, Field, Op
from migration_tools.mapping.operators.texts import pattern_fault
from migration_tools.mapping.operators.xml_texts import path_fault
from migration_tools.mapping.record import Treatment
from migration_tools.mapping.targets import EXTRA, TARGETS, type_of
from migration_tools.mapping.yaml_text import Data

CONVERTERS = {
    "text": "text",
    "code": "code",
    "identity": "identity",
    "date": "date",
    "datetime": "date",
    "integer": "integer",
    "decimal": "number",
    "money": "money",
    "boolean": "boolean",
    "period": "period",
}
"""The operator that makes a value of each type; it comes last by itself where the mapping does not name it."""

OPTIONS = frozenset({"pivot_year", "serial", "max", "at", "index", "on_missing", "plain"})
_JOINING = frozenset({"concat", "coalesce"})

Tell = Callable[[str, str], None]
"""Takes the path of a place in the file and the sentence that says what is wrong there."""


class Surroundings(NamedTuple):
    """What reading a field needs to know: where it stands, the code tables by name, and where problems go."""

    kind: str
    path: str
    has_lookup: Callable[[str], bool]
    tell: Tell


def full_name(kind: str, name: str) -> str:
    """Return a field's name as it is stored: what no target is called by is kept as `extra.<name>`."""
    return name if name in TARGETS[kind] or name.startswith(EXTRA) else EXTRA + name


def read_field(name: str, data: Mapping[str, Data], around: Surroundings) -> Field | None:
    """Return a field, None for a preset's field that nobody has given a column (or a value) yet."""
    if not data.keys() & {"from", "const", "case"}:
        return None
    if len(data.keys() & {"from", "const", "case"}) > 1:
        around.tell(around.path, "Chỉ ghi một trong ba mục from, const, case.")
    type_ = str(data.get("type") or type_of(around.kind, name) or "")
    if not type_:
        near = get_close_matches(name, TARGETS[around.kind], 1)
        hint = f" Có phải “{near[0]}”?" if near else ""
        around.tell(around.path, f"Không có trường “{name}”; muốn giữ riêng thì ghi thêm type.{hint}")
    columns = _columns(data.get("from"))
    return Field(
        name=full_name(around.kind, name),
        type=type_ or "text",
        columns=columns,
        operators=tuple(_operators(data, type_ or "text", around)) if columns else (),
        constant=data.get("const"),  # type: ignore[arg-type]
        cases=tuple(_cases(data.get("case"), around)),
        is_required=bool(data.get("required", False)),
        on_error=Treatment(str(data.get("on_error", "quarantine"))),
        blank=str(data["blank"]) if "blank" in data else None,
        width=data.get("width"),  # type: ignore[arg-type]
        capitals=str(data["capitals"]) if "capitals" in data else None,
    )


def _columns(data: Data) -> tuple[str, ...]:
    if data is None:
        return ()
    return tuple(map(str, data)) if isinstance(data, list) else (str(data),)


def _cases(data: Data, around: Surroundings) -> Iterator[Case]:
    for at, case in enumerate(data if isinstance(data, list) else ()):
        assert isinstance(case, dict)
        when = case.get("when")
        read = (
            None if when is None else read_expression(str(when), f"{around.path}/case/{at}/when", around.tell)
        )
        yield Case(read, case["then"])  # type: ignore[arg-type]


def _operators(data: Mapping[str, Data], type_: str, around: Surroundings) -> Iterator[Op]:
    written = data.get("op", [])
    ops = [_op(each) for each in (written if isinstance(written, list) else [written])]
    if "lookup" in data:
        ops.append(Op("lookup", data["lookup"], {}))
    if not ops and type_ == "text":
        ops = [Op("trim"), Op("collapse_space")]
    if "on_missing" in data:
        ops = [op._replace(options={"on_missing": data["on_missing"], **op.options}) for op in ops]
    _tell_faults(ops, data, around)
    yield from ops
    last = ops[-1].name if ops else ""
    is_word = last == "lookup" and type_ in ("text", "code")
    if CONVERTERS[type_] != last and not is_word and not (type_ == "text" and ops):
        yield Op(CONVERTERS[type_])


def _op(data: Data) -> Op:
    if isinstance(data, str):
        return Op(data)
    assert isinstance(data, dict)
    names = [name for name in data if name not in OPTIONS]
    options = {name: value for name, value in data.items() if name in OPTIONS}
    return Op(names[0], data[names[0]], options) if len(names) == 1 else Op("", names, options)


def _tell_faults(ops: list[Op], data: Mapping[str, Data], around: Surroundings) -> None:
    is_several = isinstance(data.get("from"), list) and len(_columns(data["from"])) > 1
    if is_several and (not ops or ops[0].name not in _JOINING):
        around.tell(around.path, "Lấy từ nhiều cột thì thao tác đầu phải là concat hoặc coalesce.")
    for at, op in enumerate(ops):
        fault = _fault(op, around) if at == 0 or op.name not in _JOINING else "Thao tác này phải đứng đầu."
        if fault:
            around.tell(f"{around.path}/op", fault)


def _fault(op: Op, around: Surroundings) -> str | None:
    match op.name:
        case "":
            return "Mỗi thao tác ghi riêng một dòng, chỉ một tên thao tác."
        case "regex_extract":
            return pattern_fault(str(op.argument))
        case "xml_text":
            return path_fault(str(op.argument))
        case "lookup" if isinstance(op.argument, dict):
            return None if entries_of(op.argument) else "Bảng tra trống."
        case "lookup" if not around.has_lookup(str(op.argument)):
            return f"Không tìm thấy bảng tra “{op.argument}”."
        case _:
            return None
