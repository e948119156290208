"""The closed set of functions; a name that is not here is an error when the text is compiled."""

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from engine.bpmn.expressions.arguments import Apply, Arguments, Function, on_texts
from engine.bpmn.expressions.arithmetic import negate
from engine.bpmn.expressions.iso8601 import iso_text, read_number
from engine.bpmn.expressions.limits import MAX_SCALE, NUMBERS
from engine.bpmn.expressions.list_functions import LIST_FUNCTIONS, list_contains
from engine.bpmn.expressions.run import Run
from engine.bpmn.expressions.time_functions import TIME_FUNCTIONS
from engine.bpmn.expressions.values import bounded_text, whole


def _rounded(mode: str) -> Apply:
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


def _modulo(_: Run, given: Arguments) -> object:
    number, divisor = given
    if not (isinstance(number, Decimal) and isinstance(divisor, Decimal)):
        return None
    try:
        rest = NUMBERS.remainder(number, divisor)
    except InvalidOperation:
        return None
    # DMN 1.3 Table 75: the remainder has the sign of the divisor.
    return NUMBERS.add(rest, divisor) if rest and (rest < 0) != (divisor < 0) else rest


def _string(_: Run, given: Arguments) -> object:
    value = given[0]
    match value:
        case bool():
            return "true" if value else "false"
        case Decimal():
            # The sum with nothing turns a negative zero into zero.
            return format(NUMBERS.plus(value), "f")
        case str():
            return value
    return iso_text(value)


def _substring(_: Run, given: Arguments) -> object:
    start, length = whole(given[1]), whole(given[2]) if len(given) > 2 else None
    if not isinstance(given[0], str) or not start or (len(given) > 2 and (length is None or length < 1)):
        return None
    # Counted from 1, or from the end when negative.
    first = start - 1 if start > 0 else max(len(given[0]) + start, 0)
    return given[0][first : None if length is None else first + length]


_holds = on_texts(lambda text, part: part in text)


def _contains(run: Run, given: Arguments) -> object:
    # JUEL's `.contains` is written the same for a Java text and a Java list.
    return (list_contains if isinstance(given[0], list | tuple) else _holds)(run, given)


def _is_empty(_: Run, given: Arguments) -> object:
    value = given[0]
    return value is None or (isinstance(value, str | list | tuple | Mapping) and len(value) == 0)


FUNCTIONS: Mapping[str, Function] = {
    "number": Function(1, 1, on_texts(read_number)),
    "string": Function(1, 1, _string),
    "string length": Function(1, 1, on_texts(lambda text: Decimal(len(text)))),
    "upper case": Function(1, 1, on_texts(lambda text: bounded_text(text.upper()))),
    "lower case": Function(1, 1, on_texts(lambda text: bounded_text(text.lower()))),
    "substring": Function(2, 3, _substring),
    "contains": Function(2, 2, _contains),
    "starts with": Function(2, 2, on_texts(lambda text, part: text.startswith(part))),
    "ends with": Function(2, 2, on_texts(lambda text, part: text.endswith(part))),
    "floor": Function(1, 2, _rounded(ROUND_FLOOR)),
    "ceiling": Function(1, 2, _rounded(ROUND_CEILING)),
    "decimal": Function(2, 2, _rounded(ROUND_HALF_EVEN)),
    "round half up": Function(2, 2, _rounded(ROUND_HALF_UP)),
    "modulo": Function(2, 2, _modulo),
    "abs": Function(1, 1, _absolute),
    "is defined": Function(1, 1, lambda _, given: given[0] is not None),
    "is empty": Function(1, 1, _is_empty),
    **LIST_FUNCTIONS,
    **TIME_FUNCTIONS,
}
