"""How a value of the language is written into a dossier's data, which are JSON."""

from collections.abc import Mapping
from decimal import Decimal

from engine.bpmn.expressions.iso8601 import iso_text
from engine.bpmn.expressions.values import whole
from engine.errors import Stuck


def as_data(value: object) -> object:
    """Return the value as data hold it: a number exact, a date, a time or a length of time as ISO 8601 text.

    Whole numbers become int. Others become the float whose shortest text is that very number, which is how they
    come back (`expressions.values.admit`); one that no float writes so is Stuck `decision.number_too_long`.
    """
    if isinstance(value, Decimal):
        return _number(value)
    if (text := iso_text(value)) is not None:
        return text
    if isinstance(value, list | tuple):
        return [as_data(each) for each in value]
    return {key: as_data(each) for key, each in value.items()} if isinstance(value, Mapping) else value


def _number(number: Decimal) -> int | float:
    if (amount := whole(number)) is not None:
        return amount
    written = float(number)
    if Decimal(repr(written)) != number:
        raise Stuck("decision.number_too_long", number=str(number))
    return written
