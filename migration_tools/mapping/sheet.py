"""A mapping as a workbook for somebody who never saw YAML, and back: nothing is lost either way."""

import json
from collections.abc import Iterator, Mapping
from io import BytesIO

import xlsxwriter
import yaml
from python_calamine import CalamineWorkbook
from xlsxwriter.worksheet import Worksheet

from migration_tools.mapping.problems import MappingProblem, UnreadableMapping
from migration_tools.mapping.sheet_lookups import (
    LOOKUPS_SHEET,
    plain_lookups,
    read_lookups,
    write_lookups,
)
from migration_tools.mapping.sheet_words import (
    FIELDS_SHEET,
    HEADINGS,
    HELP,
    HELP_SHEET,
    NO,
    ON_ERROR,
    OPERATORS,
    OTHERS_SHEET,
    TYPES,
    YES,
)
from migration_tools.mapping.targets import TARGETS
from migration_tools.mapping.yaml_text import Data, read_yaml

MAX_BYTES = 2_000_000
_LAST_ROW = 400
_PLAIN = ("from", "op", "lookup", "type", "required", "on_error")
_TABLE_MARK = " / "
_BY_WORD = {
    "op": {word: name for name, word in OPERATORS.items()},
    "type": {word: name for name, word in TYPES.items()},
    "on_error": {word: name for name, word in ON_ERROR.items()},
}


def to_sheet(text: str) -> bytes:
    """Write a mapping's YAML as a workbook. Raises UnreadableMapping for what is no YAML."""
    data = read_yaml(text).data
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#DDEBF7"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(FIELDS_SHEET)
        sheet.set_column(0, len(HEADINGS) - 1, 24, wrapped)
        sheet.write_row(0, 0, HEADINGS, bold)
        sheet.freeze_panes(1, 1)
        for at, row in enumerate(_field_rows(data), start=1):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, cell)
        _add_choices(sheet)
        write_lookups(book.add_worksheet(LOOKUPS_SHEET), data, bold)
        others = book.add_worksheet(OTHERS_SHEET)
        others.set_column(0, 0, 30)
        others.set_column(1, 1, 100, wrapped)
        for at, (place, value) in enumerate(_others(data)):
            others.write_string(at, 0, place)
            others.write_string(at, 1, json.dumps(value, ensure_ascii=False))
        book.add_worksheet(HELP_SHEET).write_column(0, 0, HELP)
    return out.getvalue()


def from_sheet(content: bytes) -> str:
    """Return the YAML of a workbook that `to_sheet` wrote and a person has edited; comments of the YAML are gone.

    Raises UnreadableMapping where a cell says nothing that a mapping can, with the sheet's row as line.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableMapping((MappingProblem("", f"Tệp lớn quá {MAX_BYTES // 1_000_000} MB."),))
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        fields, others = (
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in (FIELDS_SHEET, OTHERS_SHEET)
        )
        has_lookups = LOOKUPS_SHEET in book.sheet_names
        lookups = (
            book.get_sheet_by_name(LOOKUPS_SHEET).to_python(skip_empty_area=False) if has_lookups else []
        )
    except Exception as error:  # calamine has no error class of its own for each of its faults
        raise UnreadableMapping((MappingProblem("", "Không mở được bảng tính của ánh xạ."),)) from error
    data: dict[str, Data] = {}
    problems: list[MappingProblem] = []
    for at, (place, value, *_) in enumerate(others, start=1):
        _put(data, str(place), _json(str(value), f"{OTHERS_SHEET}/{at}", at, problems))
    for at, row in enumerate(fields[1:], start=2):
        name = str(row[0]).strip()
        if name:
            table, _, field = name.rpartition(_TABLE_MARK)
            written = _field_data([str(cell).strip() for cell in row], at, problems)
            _put(data, f"tables{_TABLE_MARK}{table}{_TABLE_MARK}fields{_TABLE_MARK}{field}" if table else
                 f"fields{_TABLE_MARK}{field}", written)  # fmt: skip
    for lookup, entries in read_lookups(lookups, data, problems).items():
        _put(data, f"lookups{_TABLE_MARK}{lookup}", entries)
    if problems:
        raise UnreadableMapping(tuple(problems))
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)


def _field_rows(data: Mapping[str, Data]) -> Iterator[tuple[str, ...]]:
    for table, part in [("", data), *_tables(data)]:
        fields = part.get("fields")
        kind = str(part.get("kind", "dossier"))
        for name, field in fields.items() if isinstance(fields, dict) else ():
            target = TARGETS[kind].get(name)
            label = target.label if target else "trường giữ riêng"
            yield (f"{table}{_TABLE_MARK}{name}" if table else name, label, *_cells(field))


def _tables(data: Mapping[str, Data]) -> list[tuple[str, dict[str, Data]]]:
    tables = data.get("tables")
    pairs = tables.items() if isinstance(tables, dict) else ()
    return [(name, table) for name, table in pairs if isinstance(table, dict)]


def _cells(field: Data) -> tuple[str, ...]:
    """Write a field's parts in plain words where there are any, and all else as JSON in the last column."""
    if not isinstance(field, dict):
        word = _on_one_line(field)
        return (word or "", "", "", "", "", "", "" if word else json.dumps(field, ensure_ascii=False))
    plain = {name: _in_words(name, field[name]) for name in _PLAIN if name in field}
    rest = {name: value for name, value in field.items() if plain.get(name) is None}
    cells = [plain.get(name) or "" for name in _PLAIN]
    # An empty rest still tells a field written in full from one written as a column's name alone.
    return (*cells, json.dumps(rest, ensure_ascii=False))


def _in_words(name: str, value: Data) -> str | None:
    if name == "required":
        return YES if value is True else NO
    if name in ("type", "on_error"):
        return (TYPES | ON_ERROR).get(str(value))
    if isinstance(value, str):
        return OPERATORS.get(value) if name == "op" else _on_one_line(value)
    if not isinstance(value, list) or len(value) < 2 or name == "lookup":
        return None
    words = [OPERATORS.get(str(each)) if name == "op" else _on_one_line(each) for each in value]
    return None if None in words else "\n".join(map(str, words))


def _on_one_line(value: Data) -> str | None:
    is_word = isinstance(value, str) and value == value.strip() and value and "\n" not in value
    return str(value) if is_word else None


def _field_data(row: list[str], at: int, problems: list[MappingProblem]) -> Data:
    cells = dict(zip(_PLAIN, row[2:8], strict=True))
    if not row[8]:
        filled = [name for name in _PLAIN[1:] if cells[name]]
        if cells["from"] and not filled:
            parts = cells["from"].split("\n")
            return {"from": list(parts)} if len(parts) > 1 else parts[0]
    rest = _json(row[8], f"{FIELDS_SHEET}/{at}", at, problems) if row[8] else {}
    if not isinstance(rest, dict):
        return rest
    field: dict[str, Data] = dict(rest)
    for name, cell in cells.items():
        if cell:
            field[name] = _meant(name, cell, at, problems)
    return field


def _meant(name: str, cell: str, at: int, problems: list[MappingProblem]) -> Data:
    if name == "required":
        return cell == YES
    if name == "lookup":
        return cell
    words = cell.split("\n")
    known = _BY_WORD.get(name)
    for word in words if known is not None else ():
        if word not in known:  # type: ignore[operator]
            problems.append(MappingProblem(FIELDS_SHEET, f"“{word}” không có trong danh sách chọn.", at))
    meant: list[Data] = [known.get(word, word) if known is not None else word for word in words]
    return meant if len(meant) > 1 else meant[0]


def _others(data: Mapping[str, Data]) -> Iterator[tuple[str, Data]]:
    for name, value in data.items():
        if name not in ("fields", "tables", "lookups"):
            yield name, value
    if "lookups" in data and not (on_page := plain_lookups(data)):
        yield "lookups", data["lookups"]
    elif isinstance(lookups := data.get("lookups"), dict) and lookups.keys() - on_page.keys():
        yield "lookups", {name: table for name, table in lookups.items() if name not in on_page}
    for table, part in _tables(data):
        yield f"tables{_TABLE_MARK}{table}", {name: value for name, value in part.items() if name != "fields"}
    removed = data.get("tables")
    for table, whole in removed.items() if isinstance(removed, dict) else ():
        if whole is None:
            yield f"tables{_TABLE_MARK}{table}", None


def _put(data: dict[str, Data], place: str, value: Data) -> None:
    *groups, last = place.split(_TABLE_MARK)
    for group in groups:
        below = data.setdefault(group, {})
        assert isinstance(below, dict)
        data = below
    data[last] = value


def _json(text: str, path: str, at: int, problems: list[MappingProblem]) -> Data:
    try:
        return json.loads(text)  # type: ignore[no-any-return]
    except ValueError:
        problems.append(MappingProblem(path, "Ô “Viết thêm” không đúng cách viết.", at))
        return None


def _add_choices(sheet: Worksheet) -> None:
    for column, words in (
        (3, [*OPERATORS.values()]),
        (5, [*dict.fromkeys(TYPES.values())]),
        (6, [YES, NO]),
        (7, [*ON_ERROR.values()]),
    ):
        choice = {"validate": "list", "source": words, "ignore_blank": True, "error_type": "warning"}
        sheet.data_validation(1, column, _LAST_ROW, column, choice)
