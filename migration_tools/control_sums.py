"""Control sums: what the same question gives when it is asked of the raw rows and of the city's own tables."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from engine.clock import in_hanoi
from migration_tools.dossier_record import moment
from migration_tools.mapping.model import Control, ControlField
from migration_tools.mapping.targets import TARGETS

BY_STATUS_AND_MONTH = Control("count_by", (ControlField("status"), ControlField("received_on", "month")))
"""Asked of every batch, whatever its mapping asks besides."""

_KINDS = {"count_by": "Số hồ sơ theo", "sum": "Tổng"}
_PARTS = {"month": "tháng", "year": "năm"}

READ, ENGINE = "read", "engine"
UNKNOWN = "?"
BETWEEN = " · "


class Key(NamedTuple):
    """One figure: which control, of which part of the rows, on which side (read, an outcome, or the engine)."""

    control: str
    part: str
    side: str


@dataclass(frozen=True, slots=True)
class ControlLine:
    """One control of one part of the rows: what was read, what became of it, and what the city's tables hold."""

    control: str
    part: str
    read: Decimal
    loaded: Decimal
    merged: Decimal
    quarantined: Decimal
    excluded: Decimal
    engine: Decimal

    @property
    def is_equal(self) -> bool:
        """Tell whether nothing was lost on the way and both sides agree."""
        without = self.read - self.loaded - self.merged - self.quarantined - self.excluded
        return without == 0 and self.loaded == self.engine


class Tally:
    """Adds up every control over the rows of one chunk."""

    def __init__(self, controls: Sequence[Control]) -> None:
        self._controls = [(_label(each), each) for each in dict.fromkeys((BY_STATUS_AND_MONTH, *controls))]
        self.sums: defaultdict[Key, Decimal] = defaultdict(Decimal)

    def add(self, fields: Mapping[str, Any], sides: Iterable[str]) -> None:
        """Count one dossier's fields on some sides."""
        for label, control in self._controls:
            for part, amount in _figures(control, fields):
                for side in sides:
                    self.sums[Key(label, part, side)] += amount


def _label(control: Control) -> str:
    asked = ", ".join(map(_field_label, control.by))
    return f"{_KINDS[control.kind]} {asked}"


def _field_label(by: ControlField) -> str:
    target = TARGETS["dossier"].get(by.field)
    name = target.label.lower() if target else by.field
    return name if by.part is None else f"{_PARTS[by.part]} của {name}"


def _figures(control: Control, fields: Mapping[str, Any]) -> list[tuple[str, Decimal]]:
    if control.kind == "count_by":
        return [(BETWEEN.join(_part(each, fields.get(each.field)) for each in control.by), Decimal(1))]
    return [
        (each.field, Decimal(str(fields[each.field])))
        for each in control.by
        if fields.get(each.field) is not None
    ]


def _part(by: ControlField, value: Any) -> str:
    if value is None:
        return UNKNOWN
    if by.part is None:
        return str(value)
    at = moment(str(value))
    assert at is not None
    return f"{in_hanoi(at):{'%Y-%m' if by.part == 'month' else '%Y'}}"


def lines(sums: Mapping[Key, Decimal]) -> list[ControlLine]:
    """Return the figures side by side, by control and part."""
    places = sorted({(key.control, key.part) for key in sums})
    sides = (READ, "loaded", "merged", "quarantined", "excluded", ENGINE)
    return [
        ControlLine(*place, *(Decimal(sums.get(Key(*place, side), 0)) for side in sides)) for place in places
    ]
