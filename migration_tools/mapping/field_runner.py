"""Runs one field of one row: its cells, its text, its operators, and what is to be said of it."""

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple, TypeVar, cast

from migration_tools.cell import Cell, Fault, Row
from migration_tools.mapping.model import Decode, Field
from migration_tools.mapping.operators.build import Given, build
from migration_tools.mapping.operators.result import Noted, Operator, Wrong, as_text
from migration_tools.mapping.record import Problem, Trace, Treatment, Value
from migration_tools.mapping.text_of import Reading, is_plain, text_of

MEMORY, SHORT_MEMORY = 20_000, 4_000
"""Cells remembered a field: where reading one is dear, and where it is not."""

JOINING = frozenset({"concat", "coalesce"})
_ALIKE = frozenset({str, bytes, int, type(None)})
_WORTH_REMEMBERING = frozenset({"date", "period", "lookup", "regex_extract", "xml_text", "boolean"})

_Made = TypeVar("_Made")
Found = tuple[Value, tuple[Problem, ...]]
"""A field's value, and what was found on the way to it."""


class FieldRunner(NamedTuple):
    """`find` makes the field of many rows; `trace` says afterwards how in one of them, which few are ever asked."""

    name: str
    find: Callable[[Sequence[Row]], list[Found]]
    trace: Callable[[Row], Trace]


def field_runner(field: Field, indexes: tuple[int, ...], given: Given, decode: Decode) -> FieldRunner:
    """Return what makes this field of rows; `indexes` are the places of its columns."""
    pipeline = _Pipeline(field, given, decode)
    run = remembering(pipeline.run, MEMORY if _is_costly(field) else SHORT_MEMORY)
    cells = _joined(field, indexes, pipeline) if len(indexes) > 1 else _column(indexes[0])
    return FieldRunner(
        field.name, lambda rows: run(cells(rows)), lambda row: pipeline.trace(next(iter(cells((row,)))))
    )


def _is_costly(field: Field) -> bool:
    return any(op.name in _WORTH_REMEMBERING for op in field.operators)


def remembering(run: Callable[[Cell], _Made], size: int) -> Callable[[Sequence[Cell]], list[_Made]]:
    """Return the same for many cells, which remembers about `size` of them; a column says most things often."""
    remembered: dict[Cell, _Made] = {}

    def made(cells: Sequence[Cell]) -> list[_Made]:
        # Only these are equal exactly when they are written alike: 1.50 and 1.5 are not, nor are 1 and True.
        if not _ALIKE.issuperset(map(type, cells)):
            return [run(cell) for cell in cells]
        if len(remembered) >= size:
            remembered.clear()
        for cell in set(cells) - remembered.keys():
            remembered[cell] = run(cell)
        return list(map(remembered.__getitem__, cells))

    return made


def _column(index: int) -> Callable[[Sequence[Row]], Sequence[Cell]]:
    at: Callable[[Row], Cell] = itemgetter(index)
    return lambda rows: list(map(at, rows))


class _Pipeline:
    def __init__(self, field: Field, given: Given, decode: Decode) -> None:
        self._field, self._decode, self._evidence = field, decode, given.evidence
        self._column = " + ".join(field.columns)
        self._steps: tuple[tuple[str, Operator], ...] = tuple(
            (op.name, build(op, field, given)) for op in field.operators if op.name not in JOINING
        )
        joining = tuple(op.name for op in field.operators if op.name in JOINING)
        self._names = joining + tuple(name for name, _ in self._steps)
        self.text = remembering(self._text, SHORT_MEMORY)
        # Nearly half of all columns are kept as they stand.
        self._is_kept = field.width is None and self._names == ("text",)
        self._is_viqr = any(op.name == "viqr" for op in field.operators)

    def run(self, cell: Cell) -> Found:
        """Return the value of a cell."""
        if cell.__class__ is str and is_plain(cell):
            return (cell, ()) if self._is_kept and not _is_blank(cell) else self._operated(cell, ())
        if self._is_viqr and isinstance(cell, str | bytes):
            # In VIQR a question mark is a mark on a letter, not a letter lost.
            return self._operated(as_text(cell), ())
        if isinstance(cell, str | bytes):
            reading = self.read(cell)
            problems = tuple(
                Problem(code, treatment, self._field.name, self._column, readable(cell), note)
                for code, treatment, note in reading.remarks
            )
            return (None, problems) if reading.text is None else self._operated(reading.text, problems)
        if isinstance(cell, Fault):
            return self._refused(cell, Wrong("file.formula_error"), Treatment.QUARANTINE, ())
        return self._operated(cell, ())

    def read(self, cell: str | bytes) -> Reading:
        """Return the text of a cell as this column is read."""
        if isinstance(cell, bytes) and cell.isascii():
            cell = cell.decode("ascii")
        return text_of(cell, self._decode, self._evidence)

    def _text(self, cell: Cell) -> str | None:
        return self.read(cell).text if isinstance(cell, str | bytes) else as_text(cell)

    def trace(self, cell: Cell) -> Trace:
        """Return how the value of a cell comes about."""
        before: tuple[str, ...] = ()
        seen: Cell = cell
        if isinstance(cell, str | bytes):
            reading = self.read(cell)
            before, seen = reading.operators, reading.text
        after = (self._field.blank or "blank",) if _is_blank(seen) else self._names
        return Trace(self._field.columns, readable(cell), before + after)

    def _operated(self, cell: Cell, problems: tuple[Problem, ...]) -> Found:
        field = self._field
        if field.width is not None and isinstance(cell, str) and len(cell) == field.width:
            wrong = Wrong("text.cut", f"dài đúng {field.width} ký tự")
            return self._refused(cell, wrong, Treatment.QUARANTINE, problems)
        value = None if _is_blank(cell) else cell
        try:
            for name, operate in self._steps if value is not None else ():
                found = operate(value)
                if isinstance(found, Noted):
                    problems = (*problems, self._noted(found, cell, name))
                    value = found.value
                else:
                    value = found
                if value is None:
                    break
        except Wrong as wrong:
            return self._refused(cell, wrong, field.on_error, problems)
        if value is None or value == "":
            return None, self._with_required(cell, problems)
        return cast(Value, value), problems  # the last operator has made it one

    def _noted(self, noted: Noted, cell: Cell, name: str) -> Problem:
        raw = readable(cell)
        return Problem(noted.code, noted.treatment, self._field.name, self._column, raw, noted.note or name)

    def _with_required(self, cell: Cell, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        if not self._field.is_required or any(each.treatment is Treatment.QUARANTINE for each in problems):
            return problems
        return (*problems, missing(self._field.name, self._column, readable(cell)))

    def _refused(
        self, cell: Cell, wrong: Wrong, treatment: Treatment, problems: tuple[Problem, ...]
    ) -> Found:
        raw = readable(cell)
        return None, (
            *problems,
            Problem(wrong.code, treatment, self._field.name, self._column, raw, wrong.note),
        )


def readable(cell: Cell) -> str:
    """Write a raw cell for a person; bytes of an unknown encoding as Latin-1, so that each stays to be seen."""
    # PostgreSQL stores no NUL in text; its picture says as much.
    return as_text(cell).replace("\0", "␀")


def missing(field: str, column: str, raw: str = "") -> Problem:
    """Return the problem of a field that must be there and is not."""
    code = "key.missing" if field in ("number", "dossier_key") else "key.field_missing"
    return Problem(code, Treatment.QUARANTINE, field, column, raw, "bắt buộc có")


def _is_blank(cell: Cell) -> bool:
    return cell is None or cell == "" or (cell.__class__ is str and cell.isspace())


def _joined(
    field: Field, indexes: tuple[int, ...], pipeline: _Pipeline
) -> Callable[[Sequence[Row]], Sequence[Cell]]:
    """Return the closure for a field of several columns: all of them in a row, or the first that is not blank."""
    first = field.operators[0]
    separator = " " if first.argument is None else str(first.argument)
    columns = [_column(index) for index in indexes]

    def concat(rows: Sequence[Row]) -> Sequence[Cell]:
        cells = [column(rows) for column in columns]
        texts = zip(*map(pipeline.text, cells), strict=True)
        joined: list[Cell] = [
            separator.join([text for text in of_row if text and text.strip()]) for of_row in texts
        ]
        if not any(Fault in set(map(type, column)) for column in cells):
            return joined
        return [
            _first_fault(of_row) or text
            for of_row, text in zip(zip(*cells, strict=True), joined, strict=True)
        ]

    def coalesce(rows: Sequence[Row]) -> Sequence[Cell]:
        return [_first_filled(row, indexes) for row in rows]

    return concat if first.name == "concat" else coalesce


def _first_fault(cells: Iterable[Cell]) -> Fault | None:
    return next((cell for cell in cells if isinstance(cell, Fault)), None)


def _first_filled(row: Row, indexes: Iterable[int]) -> Cell:
    for index in indexes:
        cell = row[index]
        if not (_is_blank(cell) or cell == b""):
            return cell
    return None
