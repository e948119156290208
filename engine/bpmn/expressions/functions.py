"""The closed set of functions; a name that is not here is an error when the text is compiled."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Any

from engine.bpmn.expressions.arithmetic import calculate, negate
from engine.bpmn.expressions.compare import ORDERINGS, equals
from engine.bpmn.expressions.iso8601 import (
    read_date,
    read_date_time,
    read_duration,
    read_number,
    read_working_duration,
    write_duration,
    write_working_duration,
)
from engine.bpmn.expressions.limits import CHARACTERS_A_STEP, MAX_ARGUMENTS, MAX_SCALE, NUMBERS
from engine.bpmn.expressions.logic import every, some
from engine.bpmn.expressions.nodes import OrderSign
from engine.bpmn.expressions.run import Run
from engine.bpmn.expressions.values import WorkingDuration, bounded_text, whole
from engine.clock import in_hanoi

Arguments = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Function:
    """How many arguments a function takes and what it gives; null wherever an argument is of no use to it."""

    least: int
    most: int
    apply: Callable[[Run, Arguments], object]

    def fault(self, count: int) -> str | None:
        """Say in Vietnamese what is wrong with a number of arguments, or None."""
        if self.least <= count <= self.most:
            return None
        wanted = f"{self.least}" if self.least == self.most else f"từ {self.least} đến {self.most}"
        return f"cần {wanted} giá trị trong ngoặc nhưng có {count}"


def _scanned(run: Run, text: str) -> str:
    run.spend(len(text) // CHARACTERS_A_STEP)
    return text


def _on_texts(apply: Callable[..., object]) -> Callable[[Run, Arguments], object]:
    def checked(run: Run, given: Arguments) -> object:
        if not all(isinstance(value, str) for value in given):
            return None
        return apply(*(_scanned(run, text) for text in given))

    return checked


def _on_list(apply: Callable[[list[Any]], object]) -> Callable[[Run, Arguments], object]:
    """A list function takes one list or its items one by one (DMN 1.3 §10.3.4.4)."""

    def checked(run: Run, given: Arguments) -> object:
        is_one_list = len(given) == 1 and isinstance(given[0], list | tuple)
        return apply(list(run.items(given[0] if is_one_list else given)))

    return checked


def _best(sign: OrderSign) -> Callable[[list[Any]], object]:
    is_better = ORDERINGS[sign]

    def best(values: list[Any]) -> object:
        found = values[0] if values else None
        for value in values:
            # The first is held against itself too: a single value of a kind without order has no best.
            better = is_better(value, found)
            if better is None:
                return None
            found = value if better else found
        return found

    return best


def _sum(values: list[Any]) -> object:
    if not all(isinstance(value, Decimal | timedelta) for value in values):
        return None
    total = values[0] if values else None
    for value in values[1:]:
        total = calculate("+", total, value)
    return total


def _mean(values: list[Any]) -> object:
    return calculate("/", _sum(values), Decimal(len(values)))


def _rounded(mode: str) -> Callable[[Run, Arguments], object]:
    def rounded(_: Run, given: Arguments) -> object:
        scale = whole(given[1]) if len(given) > 1 else 0
        if not isinstance(given[0], Decimal) or scale is None or abs(scale) > MAX_SCALE:
            return None
        try:
            return given[0].quantize(Decimal(1).scaleb(-scale), rounding=mode, context=NUMBERS)
        except InvalidOperation:
            # More digits than are kept would be needed; the number is as round as it can be.
            return given[0]

    return rounded


def _absolute(_: Run, given: Arguments) -> object:
    opposite: Any = negate(given[0])
    return None if opposite is None else max(given[0], opposite)


def _string(_: Run, given: Arguments) -> object:
    value = given[0]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        # The sum with nothing turns a negative zero into zero.
        return format(NUMBERS.plus(value), "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, WorkingDuration):
        return write_working_duration(value)
    if isinstance(value, str) or value is None:
        return value
    return write_duration(value) if isinstance(value, timedelta) else None


_holds = _on_texts(lambda text, part: part in text)


def _list_contains(run: Run, given: Arguments) -> object:
    if not isinstance(given[0], list | tuple):
        return None
    return any(equals(item, given[1], run) is True for item in run.items(given[0]))


def _contains(run: Run, given: Arguments) -> object:
    # JUEL's `.contains` is written the same for a Java text and a Java list.
    return (_list_contains if isinstance(given[0], list | tuple) else _holds)(run, given)


def _count(_: Run, given: Arguments) -> object:
    return Decimal(len(given[0])) if isinstance(given[0], list | tuple) else None


def _is_empty(_: Run, given: Arguments) -> object:
    value = given[0]
    return value is None or (isinstance(value, str | list | tuple | Mapping) and len(value) == 0)


def _today(run: Run, _: Arguments) -> object:
    return None if run.now is None else in_hanoi(run.now).date()


def _now(run: Run, _: Arguments) -> object:
    return None if run.now is None else in_hanoi(run.now)


def _date(run: Run, given: Arguments) -> object:
    if isinstance(given[0], datetime):
        return given[0].date()
    return given[0] if isinstance(given[0], date) else _on_texts(read_date)(run, given)


FUNCTIONS: Mapping[str, Function] = {
    "number": Function(1, 1, _on_texts(read_number)),
    "date": Function(1, 1, _date),
    "date and time": Function(1, 1, _on_texts(read_date_time)),
    "duration": Function(1, 1, _on_texts(read_duration)),
    "working duration": Function(1, 1, _on_texts(read_working_duration)),
    "today": Function(0, 0, _today),
    "now": Function(0, 0, _now),
    "string": Function(1, 1, _string),
    "string length": Function(1, 1, _on_texts(lambda text: Decimal(len(text)))),
    "upper case": Function(1, 1, _on_texts(lambda text: bounded_text(text.upper()))),
    "lower case": Function(1, 1, _on_texts(lambda text: bounded_text(text.lower()))),
    "contains": Function(2, 2, _contains),
    "starts with": Function(2, 2, _on_texts(lambda text, part: text.startswith(part))),
    "ends with": Function(2, 2, _on_texts(lambda text, part: text.endswith(part))),
    "count": Function(1, 1, _count),
    "min": Function(1, MAX_ARGUMENTS, _on_list(_best("<"))),
    "max": Function(1, MAX_ARGUMENTS, _on_list(_best(">"))),
    "sum": Function(1, MAX_ARGUMENTS, _on_list(_sum)),
    "mean": Function(1, MAX_ARGUMENTS, _on_list(_mean)),
    "all": Function(1, MAX_ARGUMENTS, _on_list(every)),
    "any": Function(1, MAX_ARGUMENTS, _on_list(some)),
    "list contains": Function(2, 2, _list_contains),
    "floor": Function(1, 2, _rounded(ROUND_FLOOR)),
    "ceiling": Function(1, 2, _rounded(ROUND_CEILING)),
    "decimal": Function(2, 2, _rounded(ROUND_HALF_EVEN)),
    "abs": Function(1, 1, _absolute),
    "is defined": Function(1, 1, lambda _, given: given[0] is not None),
    "is empty": Function(1, 1, _is_empty),
}
