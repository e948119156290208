"""What a sheet or a form would change in a list: for each line what stands there, what would, and what is wrong."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from engine.model.directory import Column, Entry

KEY_MARK = "|"


class Effect(StrEnum):
    """What a line would do."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Change:
    """One entry before (None: it is new) and after (None: it goes)."""

    before: Entry | None
    after: Entry | None

    @property
    def entry(self) -> Entry:
        """Return the entry that says what is spoken of."""
        found = self.after if self.after is not None else self.before
        return found if found is not None else {}

    @property
    def names(self) -> list[str]:
        """Return the columns whose content differs."""
        before, after = self.before or {}, self.after or {}
        return [name for name in {**before, **after} if before.get(name, "") != after.get(name, "")]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what was offered; `number` is where it stood, `faults` are sentences for people."""

    number: int
    change: Change
    faults: tuple[str, ...] = ()

    @property
    def effect(self) -> Effect:
        """Return what taking the line over would do."""
        if self.faults:
            return Effect.REFUSED
        if self.change.after is None:
            return Effect.REMOVED
        if self.change.before is None:
            return Effect.ADDED
        return Effect.CHANGED if self.change.names else Effect.SAME


Judge = Callable[[Change], Iterable[str]]
"""Says what is wrong with a change beyond how its columns are written."""


def key_of(key: Sequence[str], entry: Entry) -> str:
    """Return what an entry is known by."""
    return KEY_MARK.join(entry.get(name, "") for name in key)


def plan(
    columns: Sequence[Column],
    key: Sequence[str],
    known: Iterable[Entry],
    offered: Iterable[Mapping[str, str]],
) -> list[Line]:
    """Compare lines, as somebody typed them, with the entries known; a line that names one twice is refused.

    Lines are numbered from 2, as under the headings of a sheet.
    """
    standing = {key_of(key, entry): entry for entry in known}
    seen: dict[str, int] = {}
    lines = []
    for number, typed in enumerate(offered, start=2):
        entry, faults = _read(columns, typed)
        name = key_of(key, entry)
        if not faults and name in seen:
            faults.append(f"Trùng với dòng {seen[name]}.")
        seen.setdefault(name, number)
        lines.append(Line(number, Change(standing.get(name), entry), tuple(faults)))
    return lines


def judged(lines: Iterable[Line], judge: Judge) -> list[Line]:
    """Return the lines with what else is wrong with those that change something."""
    return [
        line
        if line.effect in (Effect.SAME, Effect.REFUSED)
        else Line(line.number, line.change, tuple(judge(line.change)))
        for line in lines
    ]


def _read(columns: Sequence[Column], typed: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    entry, faults = {}, []
    for column in columns:
        text = typed.get(column.name, "")
        written = column.read(text)
        if written is None:
            faults.append(column.fault)
        elif column.required and not written:
            faults.append(f"Cột «{column.heading}» không được để trống.")
        entry[column.name] = text if written is None else written
    return entry, faults
