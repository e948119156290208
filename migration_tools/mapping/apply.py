"""Maps legacy rows: the values of their fields, where each came from, and every fault, in one pass."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import repeat

from engine.bpmn.expressions import EvaluationTooLarge, Expression
from engine.clock import in_hanoi
from migration_tools.cell import Row
from migration_tools.mapping.compiled import CompiledTable
from migration_tools.mapping.model import Field
from migration_tools.mapping.operators.result import as_text
from migration_tools.mapping.record import Mapped, Problem, Trace, Treatment, Value
from migration_tools.mapping.targets import EXTRA

_CONSTANT = Trace((), "", ("const",))
_CHOSEN = Trace((), "", ("case",))


class Traces(Mapping[str, Trace]):
    """Where each value of one row came from, worked out when it is asked for: a million rows never are."""

    def __init__(self, compiled: CompiledTable, row: Row) -> None:
        self._compiled, self._row = compiled, row

    def __getitem__(self, name: str) -> Trace:
        for runner in self._compiled.runners:
            if runner.name == name:
                return runner.trace(self._row)
        if any(field.name == name for field in self._compiled.constants):
            return _CONSTANT
        if any(field.name == name for field in self._compiled.chosen):
            return _CHOSEN
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        yield from (runner.name for runner in self._compiled.runners)
        yield from (field.name for field in (*self._compiled.constants, *self._compiled.chosen))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __reduce__(self) -> tuple[type[dict[str, Trace]], tuple[dict[str, Trace]]]:
        return dict, (dict(self),)


def apply(compiled: CompiledTable, row: Row) -> Mapped:
    """Return what a row means. Nothing is refused here: what cannot be read is a problem and a None."""
    return apply_all(compiled, (row,))[0]


def apply_all(compiled: CompiledTable, rows: Sequence[Row]) -> list[Mapped]:
    """Return what each of many rows means; field by field, which is several times faster than row by row."""
    if not rows:
        return []
    problems: defaultdict[int, list[Problem]] = defaultdict(list)
    fields: list[Sequence[Value]] = []
    for runner in compiled.runners:
        values, found = zip(*runner.find(rows), strict=True)
        fields.append(values)
        if any(found):
            for number, told in enumerate(found):
                if told:
                    problems[number] += told
    fields += [[field.constant] * len(rows) for field in compiled.constants]
    names = [runner.name for runner in compiled.runners] + [field.name for field in compiled.constants]
    of_rows = zip(*fields, strict=True) if fields else repeat((), len(rows))
    return [
        _mapped(compiled, row, dict(zip(names, values, strict=True)), problems.get(number, []))
        for number, (row, values) in enumerate(zip(rows, of_rows, strict=True))
    ]


def _mapped(compiled: CompiledTable, row: Row, values: dict[str, Value], problems: list[Problem]) -> Mapped:
    table = compiled.mapping
    if compiled.chosen or table.checks:
        problems += _judged(compiled, values)
    if table.unit is not None and table.unit.at is not None:
        values["unit_on"] = _day(values.get(table.unit.at))
    key, blank = _key(compiled, row)
    if blank:
        problems.append(
            Problem("key.missing", Treatment.QUARANTINE, "", ", ".join(table.key), key, "khóa trống")
        )
    return Mapped(table.kind, key, values, tuple(problems), Traces(compiled, row))


def _judged(compiled: CompiledTable, values: dict[str, Value]) -> list[Problem]:
    data = {
        name: _day(values.get(full)) if name.endswith("_on") else _local(values.get(full))
        for name, full in compiled.asked
    }
    for field in compiled.chosen:
        values[field.name] = data[field.name.removeprefix(EXTRA)] = _chosen(field, data)
    return [
        Problem(check.code, check.severity, "", "", _stated(check.claim.names, data), check.id)
        for check in compiled.mapping.checks
        if _truth(check.claim, data) is False
    ]


def _truth(claim: Expression, data: Mapping[str, object]) -> object:
    try:
        return claim.evaluate(data)
    except EvaluationTooLarge:
        return (
            None  # a cell longer than the language reads: unknown, as anything else that cannot be compared
        )


def _chosen(field: Field, data: Mapping[str, object]) -> Value:
    for case in field.cases:
        if case.when is None or _truth(case.when, data) is True:
            return case.then
    return None


def _local(value: Value) -> Value:
    # A claim speaks of days as Hanoi's calendar tells them.
    return in_hanoi(value) if value.__class__ is datetime else value


def _stated(names: frozenset[str], data: Mapping[str, object]) -> str:
    return "; ".join(f"{name} = {data.get(name)}" for name in sorted(names))


def _day(value: Value) -> date | None:
    if isinstance(value, datetime):
        return in_hanoi(value).date()
    return value if isinstance(value, date) else None


def _key(compiled: CompiledTable, row: Row) -> tuple[str, bool]:
    parts = [as_text(row[index]).strip() for index in compiled.key]
    return "|".join(parts), not any(parts)
