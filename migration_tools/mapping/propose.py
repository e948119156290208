"""Proposes a mapping for a register nobody has described: a person reads forty lines instead of writing them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from engine.model.folding import folded
from migration_tools.cell import Row
from migration_tools.mapping.headings import Heading, find_headings
from migration_tools.mapping.library import Library
from migration_tools.mapping.profile import ColumnProfile, TableProfile

_FORMATS = {"mdy": "[mm/dd/yyyy, m/d/yy]", "mixed": "auto"}
_WORKBOOKS = ("xlsx", "xls", "ods")
_DAYS_AND_MOMENTS = ("received", "due", "returned", "finished")


class Proposal(NamedTuple):
    """A mapping in YAML, and Vietnamese sentences on what a person should look at first."""

    text: str
    notes: tuple[str, ...]


class _Sheet(NamedTuple):
    names: tuple[str, ...]
    heading: Heading
    profile: TableProfile


def propose(
    sheets: Mapping[str, Sequence[Row]], name: str, adapter: str = "xlsx", unit: str | None = None
) -> Proposal:
    """Propose a mapping called `name` from the first rows of each sheet, headings among them.

    Sheets with the same headings are one register; of registers that differ, the one with most rows is proposed
    and the others are named in the notes.
    """
    registers: dict[tuple[str, ...], list[tuple[str, Heading, Sequence[Row]]]] = {}
    notes = []
    for sheet, rows in sheets.items():
        heading = find_headings(rows)
        if heading is None:
            notes.append(f"Trang “{sheet}” không có dòng tiêu đề nhận ra được, chưa đưa vào ánh xạ.")
        else:
            registers.setdefault(heading.names, []).append((sheet, heading, rows))
    if not registers:
        return Proposal("", tuple(notes))
    chosen = max(registers.values(), key=lambda each: sum(len(rows) for _, _, rows in each))
    for register in registers.values():
        if register is not chosen:
            names = ", ".join(f"“{sheet}”" for sheet, _, _ in register)
            notes.append(f"Trang {names} có tiêu đề khác, cần một ánh xạ riêng.")
    read = _profiled(chosen)
    return Proposal("\n".join(_lines(read, (name, adapter, unit), notes)) + "\n", tuple(notes))


def _profiled(register: list[tuple[str, Heading, Sequence[Row]]]) -> _Sheet:
    heading = register[0][1]
    profile = TableProfile(heading.names)
    for _, its_heading, rows in register:
        for row in rows[its_heading.row + 1 :]:
            profile.add(row)
    return _Sheet(tuple(sheet for sheet, _, _ in register), heading, profile)


def _lines(sheet: _Sheet, about: tuple[str, str, str | None], notes: list[str]) -> Iterator[str]:
    name, adapter, unit = about
    fields = dict(_fields(sheet, notes))
    yield f"mapping: {name}"
    yield f"extends: preset/register-{adapter if adapter in ('xlsx', 'csv', 'dbf') else 'xlsx'}@1"
    place = f", sheet: {_quoted(_pattern(sheet.names))}, header_row: {sheet.heading.row + 1}"
    yield f"source: {{adapter: {adapter}{place if adapter in _WORKBOOKS else ''}}}"
    yield f"key: [{', '.join(_quoted(each) for each in _key(sheet, notes))}]"
    if unit is not None:
        yield f"unit: {{const: {_quoted(unit)}, at: {'received_on' if 'received_on' in fields else 'received_at'}}}"
    elif "unit" not in fields:
        notes.append("Chưa biết hồ sơ của đơn vị nào: ghi mục unit, ví dụ unit: {const: H26.SoTuPhap}.")
    yield "fields:"
    for field, written in fields.items():
        yield f"  {field}: {written}"
    yield 'keep: ["*"]'


def _fields(sheet: _Sheet, notes: list[str]) -> Iterator[tuple[str, str]]:
    seen = set()
    for target, column in sorted(sheet.heading.targets.items(), key=lambda each: each[1]):
        profile = sheet.profile.columns[column]
        field = _day_or_moment(target, profile)
        if field in seen:
            continue
        seen.add(field)
        yield field, _written(field, profile, notes)
    if "status" not in seen:
        returned = next((each for each in ("returned_on", "returned_at") if each in seen), None)
        if returned:
            notes.append("Sổ không có cột trạng thái: hồ sơ có ngày trả được coi là đã xong.")
            yield "status", f'{{case: [{{when: "{returned} != null", then: done}}, {{then: processing}}]}}'


def _day_or_moment(target: str, profile: ColumnProfile) -> str:
    base, _, kind = target.rpartition("_")
    if base not in _DAYS_AND_MOMENTS or kind not in ("on", "at"):
        return target
    has_time = any(":" in text for text in profile.values)
    return f"{base}_at" if has_time else f"{base}_on"


def _written(field: str, profile: ColumnProfile, notes: list[str]) -> str:
    heading = _quoted(profile.name)
    order = profile.evidence.date_order
    if field.endswith(("_on", "_at")) and order in _FORMATS:
        notes.append(
            f"Cột “{profile.name}” ghi {'tháng trước ngày sau' if order == 'mdy' else 'lẫn hai thứ tự'}."
        )
        return f"{{from: {heading}, op: {{date: {_FORMATS[order]}}}}}"
    if field == "status":
        known = {folded(word) for word in Library().lookup("status/register") or ()}
        strange = [word for word in profile.values if folded(word) not in known]
        if strange:
            notes.append(f"Trạng thái chưa có trong bảng tra: {', '.join(sorted(strange)[:20])}.")
    return heading


def _key(sheet: _Sheet, notes: list[str]) -> tuple[str, ...]:
    columns = sheet.profile.columns
    number = sheet.heading.targets.get("number")
    order = ([columns[number]] if number is not None else []) + list(columns)
    for column in order:
        filled = column.cells - column.blanks
        if column.name and filled and (column.has_more_values or column.distinct == filled):
            return (column.name,)
    year = [column.name for column in columns if folded(column.name) in ("nam", "nam so")]
    notes.append("Không cột nào tự phân biệt được các dòng: xem lại mục key.")
    return (order[0].name, *year)


def _pattern(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    return "".join(letters[0] for letters in alike) + "*"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
