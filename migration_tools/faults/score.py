"""How well a reading did against the ground truth: recall of every class, silent wrong values, false quarantine."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from engine.clock import in_hanoi
from migration_tools.faults.catalogue import Outcome, Scope, catalogue
from migration_tools.faults.generate.truth import PlantedFault, RightRow
from migration_tools.mapping.record import Value

_LOUD = frozenset({Outcome.QUARANTINED, Outcome.EXCLUDED, Outcome.STOPPED})
"""Outcomes that a person sees and decides: a value in such a row is not taken over, so it cannot be wrong."""

_OF_ROWS = frozenset({Scope.ROW, Scope.TABLE})

_DECODING = "decode_"
"""How the rules of the classes that are an encoding begin."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Found(NamedTuple):
    """What a reading made of one field. `code` is "" where it saw no fault; `outcome` is then `kept`.

    Outcomes of a whole row stand in the field "".
    """

    table: str
    position: int
    field: str
    code: str
    outcome: Outcome
    value: Value


class WrongValue(NamedTuple):
    """A value taken over that is not the right one; `right` is "" where a person had to say and nobody was asked."""

    table: str
    position: int
    field: str
    right: str
    value: str


@dataclass(frozen=True, slots=True)
class ClassScore:
    """One class: how many were planted, and what became of them.

    `treated` came to the outcome and the value that are right, `asked` to a person where the class allows that for
    a cell that can be read in two ways (`or_else` in the catalogue), `wrong` to a wrong value without a word.
    """

    planted: int
    treated: int
    asked: int
    wrong: int

    @property
    def recall(self) -> float:
        """Return the share treated rightly, by the rule or by a person."""
        return (self.treated + self.asked) / self.planted if self.planted else 1.0

    @property
    def missed(self) -> int:
        """Return how many came to neither."""
        return self.planted - self.treated - self.asked


@dataclass(frozen=True, slots=True)
class Score:
    """The whole reading. `false_quarantine` is a share of all rows with a truth in which nothing was planted."""

    classes: Mapping[str, ClassScore]
    wrong_values: tuple[WrongValue, ...]
    clean_rows: int
    falsely_quarantined: tuple[tuple[str, int], ...]

    @property
    def false_quarantine(self) -> float:
        """Return the share of clean rows that were put in quarantine."""
        return len(self.falsely_quarantined) / self.clean_rows if self.clean_rows else 0.0

    @property
    def total(self) -> ClassScore:
        """Return all classes together."""
        every = self.classes.values()
        return ClassScore(
            sum(each.planted for each in every),
            sum(each.treated for each in every),
            sum(each.asked for each in every),
            sum(each.wrong for each in every),
        )

    @property
    def missed(self) -> tuple[str, ...]:
        """Return the classes with a recall below one."""
        return tuple(code for code, each in self.classes.items() if each.missed)


Place = tuple[str, int]


def score(planted: Iterable[PlantedFault], right: Iterable[RightRow], found: Iterable[Found]) -> Score:
    """Compare what was found with the truth; `found` may come in any order.

    A planted fault is treated when its row shows the right outcome under its code, and the right value where
    there is one. One that a right reading keeps is treated when the value is right and its row not quarantined.
    A row that waits for its dossier (scope `batch`), and a scan that nobody speaks of (scope `file`), is not in
    quarantine for a fault of its own.
    """
    faults: defaultdict[Place, list[PlantedFault]] = defaultdict(list)
    for fault in planted:
        faults[fault.table, fault.position].append(fault)
    rights = {(row.table, row.position): row.values for row in right}
    rows: defaultdict[Place, list[Found]] = defaultdict(list)
    quarantined: set[Place] = set()
    wrong: list[WrongValue] = []
    for each in found:
        place = each.table, each.position
        if place in faults:
            rows[place].append(each)
        elif each.outcome is Outcome.QUARANTINED and catalogue()[each.code].scope in _OF_ROWS:
            quarantined.add(place)
        wrong += _wrong(each, _right_value(each, faults.get(place, []), rights.get(place, {})))
    loud = {
        place for place, seen in rows.items() if any(each.outcome in _LOUD for each in seen)
    } | quarantined
    wrong = [each for each in wrong if (each.table, each.position) not in loud] + _unasked(faults, rows, loud)
    return Score(
        classes=_classes(faults, rows, wrong),
        wrong_values=tuple(wrong),
        clean_rows=len(rights.keys() - faults.keys()),
        falsely_quarantined=tuple(sorted(quarantined)),
    )


def as_text(value: Value) -> str:
    """Return a value as the truth writes it: times in Hanoi to the minute, days as ISO, "" for none."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{in_hanoi(value):%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _unasked(
    faults: Mapping[Place, list[PlantedFault]], rows: Mapping[Place, list[Found]], loud: set[Place]
) -> list[WrongValue]:
    """Return the faults of which a person had to say what is right, and whose row was taken over all the same."""
    return [
        WrongValue(
            *place,
            fault.field,
            "",
            next((as_text(f.value) for f in rows[place] if f.field == fault.field), ""),
        )
        for place, each in faults.items()
        for fault in each
        if fault.outcome in _LOUD and place in rows and place not in loud
    ]


def _classes(
    faults: Mapping[Place, list[PlantedFault]], rows: Mapping[Place, list[Found]], wrong: Iterable[WrongValue]
) -> dict[str, ClassScore]:
    planted, treated, asked = Counter[str](), Counter[str](), Counter[str]()
    wrong_at = {(each.table, each.position) for each in wrong}
    wrongs = Counter(fault.code for place in wrong_at for fault in faults.get(place, ()))
    for place, each in faults.items():
        seen = rows.get(place, [])
        for fault in each:
            planted[fault.code] += 1
            is_treated = _is_treated(fault, seen)
            treated[fault.code] += is_treated
            asked[fault.code] += not is_treated and _is_asked(fault, seen)
    return {
        code: ClassScore(planted[code], treated[code], asked[code], wrongs[code]) for code in sorted(planted)
    }


def _is_treated(fault: PlantedFault, seen: list[Found]) -> bool:
    if fault.outcome is Outcome.KEPT:
        has_right = any(each.field == fault.field and as_text(each.value) == fault.value for each in seen)
        return has_right and not any(each.outcome in _LOUD for each in seen)
    return any(
        _is_this(each.code, fault.code)
        and each.outcome is fault.outcome
        and (fault.outcome is not Outcome.FIXED or as_text(each.value) == fault.value)
        for each in seen
    )


def _is_this(found: str, planted: str) -> bool:
    # A cell that two encodings write with the same bytes is in both of them; which one is named tells nothing.
    return found == planted or (_is_encoding(found) and _is_encoding(planted))


def _is_encoding(code: str) -> bool:
    return code in catalogue() and catalogue()[code].rule.startswith(_DECODING)


def _is_asked(fault: PlantedFault, seen: list[Found]) -> bool:
    or_else = catalogue()[fault.code].or_else
    return any(each.code == or_else and each.outcome is Outcome.QUARANTINED for each in seen)


def _right_value(each: Found, faults: Iterable[PlantedFault], rights: Mapping[str, str]) -> str | None:
    return next((fault.value for fault in faults if fault.field == each.field), rights.get(each.field))


def _wrong(each: Found, right: str | None) -> list[WrongValue]:
    value = as_text(each.value)
    # A right value that says nothing of minutes (a day) is met by any minute of it.
    if right is None or value == right or (_DAY.fullmatch(right) and value.startswith(f"{right} ")):
        return []
    return [WrongValue(each.table, each.position, each.field, right, value)]
