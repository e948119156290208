"""Proposes a mapping for a register nobody has described: a person reads forty lines instead of writing them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import NamedTuple

from engine.model.folding import folded
from migration_tools.cell import Row
from migration_tools.mapping.headings import Heading, find_headings
from migration_tools.mapping.library import Library
from migration_tools.mapping.profile import ColumnProfile, TableProfile
from migration_tools.mapping.sample import Sample

STATUS_TABLE = "trang-thai"
"""The name of a unit's own table of statuses, where it writes words that no preset knows."""

_MOST_WORDS = 60
_FORMATS = {"mdy": "[mm/dd/yyyy, m/d/yy]", "mixed": "auto"}
_PRESETS = ("xlsx", "csv", "dbf")
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


@dataclass(frozen=True, slots=True)
class _Aside:
    """What comes to mind while a mapping is written: notes to a person, and words whose meaning must be told."""

    notes: list[str] = field(default_factory=list)
    words: dict[str, str | None] = field(default_factory=dict)


def propose(sample: Sample, name: str, unit: str | None = None) -> Proposal:
    """Propose a mapping called `name` from the first rows of each sheet, headings among them.

    Sheets with the same headings are one register; of registers that differ, the one with most rows is proposed
    and the others are named in the notes. The text is empty where no sheet has headings that are known.
    """
    registers: dict[tuple[str, ...], list[tuple[str, Heading, Sequence[Row]]]] = {}
    aside = _Aside()
    for sheet, rows in sample.sheets.items():
        heading = find_headings(rows)
        if heading is None:
            aside.notes.append(f"Trang “{sheet}” không có dòng tiêu đề nhận ra được, chưa đưa vào ánh xạ.")
        else:
            registers.setdefault(heading.names, []).append((sheet, heading, rows))
    if not registers:
        return Proposal("", tuple(aside.notes))
    chosen = max(registers.values(), key=lambda each: sum(len(rows) for _, _, rows in each))
    for register in registers.values():
        if register is not chosen:
            names = ", ".join(f"“{sheet}”" for sheet, _, _ in register)
            aside.notes.append(f"Trang {names} có tiêu đề khác, cần một ánh xạ riêng.")
    lines = [f"mapping: {name}", *_lines(_profiled(chosen), sample, unit, aside)]
    return Proposal("\n".join(lines) + "\n", tuple(aside.notes))


def _profiled(register: list[tuple[str, Heading, Sequence[Row]]]) -> _Sheet:
    heading = register[0][1]
    profile = TableProfile(heading.names)
    for _, its_heading, rows in register:
        for row in rows[its_heading.row + 1 :]:
            profile.add(row)
    return _Sheet(tuple(sheet for sheet, _, _ in register), heading, profile)


def _lines(sheet: _Sheet, sample: Sample, unit: str | None, aside: _Aside) -> Iterator[str]:
    fields = dict(_fields(sheet, aside))
    yield f"extends: preset/register-{sample.adapter if sample.adapter in _PRESETS else 'xlsx'}@1"
    yield f"source: {{{', '.join(_source(sheet, sample))}}}"
    yield f"key: [{', '.join(_quoted(each) for each in _key(sheet, aside.notes))}]"
    if unit is not None:
        yield f"unit: {{const: {_quoted(unit)}, at: {'received_on' if 'received_on' in fields else 'received_at'}}}"
    elif "unit" not in fields:
        aside.notes.append("Chưa biết hồ sơ của đơn vị nào: ghi mục unit, ví dụ unit: {const: H26.SoTuPhap}.")
    yield "fields:"
    for name, written in fields.items():
        yield f"  {name}: {written}"
    if aside.words:
        entries = ", ".join(f"{_quoted(word)}: {meaning or '~'}" for word, meaning in aside.words.items())
        yield f"lookups: {{{STATUS_TABLE}: {{{entries}}}}}"
    yield 'keep: ["*"]'


def _source(sheet: _Sheet, sample: Sample) -> Iterator[str]:
    yield f"adapter: {sample.adapter}"
    if sample.adapter in _WORKBOOKS:
        yield f"sheet: {_quoted(_pattern(sheet.names))}"
    elif len(sample.sheets) > 1:
        yield f"table: {_quoted(_pattern(sheet.names))}"
    if sample.adapter in (*_WORKBOOKS, "csv"):
        yield f"header_row: {sheet.heading.row + 1}"
    if sample.fills_down:
        yield "merged_cells: fill_down"


def _fields(sheet: _Sheet, aside: _Aside) -> Iterator[tuple[str, str]]:
    seen = set()
    for target, column in sorted(sheet.heading.targets.items(), key=lambda each: each[1]):
        profile = sheet.profile.columns[column]
        name = _day_or_moment(target, profile)
        if name in seen:
            continue
        seen.add(name)
        yield name, _written(name, profile, aside)
    if "status" not in seen:
        returned = next((each for each in ("returned_on", "returned_at") if each in seen), None)
        if returned:
            aside.notes.append("Sổ không có cột trạng thái: hồ sơ có ngày trả được coi là đã xong.")
            yield "status", f'{{case: [{{when: "{returned} != null", then: done}}, {{then: processing}}]}}'


def _day_or_moment(target: str, profile: ColumnProfile) -> str:
    base, _, kind = target.rpartition("_")
    if base not in _DAYS_AND_MOMENTS or kind not in ("on", "at"):
        return target
    has_time = any(":" in text for text in profile.values)
    return f"{base}_at" if has_time else f"{base}_on"


def _written(name: str, profile: ColumnProfile, aside: _Aside) -> str:
    heading = _quoted(profile.name)
    order = profile.evidence.date_order
    if name.endswith(("_on", "_at")) and order in _FORMATS:
        aside.notes.append(
            f"Cột “{profile.name}” ghi {'tháng trước ngày sau' if order == 'mdy' else 'lẫn hai thứ tự'}."
        )
        return f"{{from: {heading}, op: {{date: {_FORMATS[order]}}}}}"
    if name == "status" and (strange := _strange(profile, aside)):
        aside.notes.append(f"Trạng thái chưa rõ nghĩa, cần ghi ở bảng tra: {', '.join(strange)}.")
        return f"{{from: {heading}, lookup: {STATUS_TABLE}}}"
    return heading


def _strange(profile: ColumnProfile, aside: _Aside) -> list[str]:
    """Return the words of a column that no preset knows, and write all its words down for a person to complete."""
    known = {folded(word): meaning for word, meaning in (Library().lookup("status/register") or {}).items()}
    words = {" ".join(word.split()) for word in profile.values} - {""}
    strange = sorted(word for word in words if folded(word) not in known)
    if strange:
        aside.words.update({word: known.get(folded(word)) for word in sorted(words)[:_MOST_WORDS]})
    return strange[:_MOST_WORDS]


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
