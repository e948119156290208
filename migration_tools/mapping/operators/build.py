"""Makes the operator that a mapping names, from its argument, its options and what its column shows."""

from collections.abc import Mapping
from datetime import date, time
from typing import NamedTuple

from engine.model.folding import folded
from migration_tools.mapping.evidence import Evidence
from migration_tools.mapping.library import entries_of
from migration_tools.mapping.model import Field, Op
from migration_tools.mapping.operators import texts
from migration_tools.mapping.operators.dates import DateRule, date_operator, read_period
from migration_tools.mapping.operators.identities import identity
from migration_tools.mapping.operators.numbers import (
    boolean_operator,
    decimal_operator,
    money_operator,
    whole_operator,
)
from migration_tools.mapping.operators.result import Operator, Wrong, as_text
from migration_tools.mapping.operators.xml_steps import steps_operator
from migration_tools.mapping.operators.xml_texts import xml_operator

_PLAIN = {
    "trim": texts.trim,
    "collapse_space": texts.collapse_space,
    "text": texts.text,
    "code": texts.code,
    "identity": identity,
}
_NUMBERS = {"number": decimal_operator, "integer": whole_operator, "money": money_operator}
_WORDS = {
    **dict.fromkeys(("co", "x", "true", "1", "yes", "y", "c", "roi", "dung"), True),
    **dict.fromkeys(("khong", "false", "0", "no", "n", "k", "chua", "sai"), False),
}
# A paper's day of return is kept until the offices close, every other day begins at midnight.
_CLOSING = time(17)


class Given(NamedTuple):
    """What is known of a field's column besides the mapping; `snapshot_on` is the day of the copy, in Hanoi."""

    evidence: Evidence
    lookups: Mapping[str, Mapping[str, str]]
    zone: str
    snapshot_on: date | None


def build(op: Op, field: Field, given: Given) -> Operator:
    """Return the operator; `concat` and `coalesce` join columns before any operator and have none."""
    if op.name in _PLAIN:
        return _PLAIN[op.name]
    if op.name in _NUMBERS:
        sign = op.argument if op.argument in (",", ".") else given.evidence.decimal_sign
        return _NUMBERS[op.name](str(sign) if sign else None)
    match op.name:
        case "date":
            return date_operator(_date_rule(op, field, given))
        case "period":
            return _period
        case "boolean":
            return boolean_operator(lambda word: _WORDS.get(folded(word)))
        case "split":
            return texts.split_operator(str(op.argument), int(str(op.options.get("index", 0))))
        case "regex_extract":
            return texts.extract_operator(str(op.argument))
        case "lookup":
            return texts.lookup_operator(_entries(op, given), str(op.options.get("on_missing", "quarantine")))
        case "viqr":
            return texts.viqr
        case "xml_steps":
            assert isinstance(op.argument, dict)
            return steps_operator(op.argument)
        case "xml_text":
            return xml_operator(str(op.argument), op.options.get("plain") is True)
        case _:
            raise AssertionError(op.name)


def _entries(op: Op, given: Given) -> Mapping[str, str]:
    return (
        entries_of(op.argument) if isinstance(op.argument, dict) else given.lookups.get(str(op.argument), {})
    )


def _date_rule(op: Op, field: Field, given: Given) -> DateRule:
    formats = op.argument if isinstance(op.argument, list) else [op.argument]
    declared = [str(each) for each in formats if each not in (None, "auto")]
    at = op.options.get("at")
    return DateRule(
        is_moment=field.type == "datetime",
        orders=frozenset(_order(each) for each in declared),
        evidence=given.evidence.date_order,
        two_digits=not declared or any(each.endswith("/yy") for each in declared),
        pivot=int(str(op.options.get("pivot_year", 30))),
        epoch=int(str(op.options.get("serial", 1900))),
        zone=given.zone,
        at=time.fromisoformat(str(at)) if at else _CLOSING if field.name == "due_at" else time(),
        latest=given.snapshot_on if op.options.get("max") else None,
    )


def _order(form: str) -> str:
    return "".join(sorted("dmy", key=form.index))


def _period(cell: object) -> str:
    found = read_period(as_text(cell))  # type: ignore[arg-type]
    if found is None:
        raise Wrong("date.unreadable", "không phải một tháng")
    return found
