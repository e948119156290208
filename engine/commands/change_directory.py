"""Change entries of a list that administrators keep, all of them or none, with the document they rest on."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from engine.commands.desk import Desk
from engine.commands.guard import require_actor
from engine.errors import Refused, Stuck
from engine.model.actor import Actor
from engine.model.directory_plan import Change, Line, judged, key_of, plan
from engine.model.role import Role
from engine.model.unit import Unit, is_within
from engine.model.unit_tree import UnitTree
from engine.store import directory_changes, people
from engine.store.directories import DIRECTORIES
from engine.store.directories.base import Directory, Proposal
from engine.store.work import Work

MAX_CHANGES = 5_000
"""Entries changed at once: the staff of all units together."""

MAX_BASIS = 500


@dataclass(frozen=True, slots=True)
class ChangeDirectory:
    """Bring entries from what they are to what they shall be.

    Refused `directory.unknown`, `directory.no_basis`, `directory.too_many`, `directory.nothing`,
    `directory.changed_meanwhile` (an entry is no longer what it was when the change was prepared) and
    `directory.faults` with every fault by entry.
    """

    directory: str
    basis: str
    changes: tuple[Change, ...]

    def take(self, desk: Desk) -> None:
        """Decide and store; see the class."""
        directory, actor = require_directory(self.directory), require_actor(desk)
        basis = self.basis.strip()
        if not basis or len(basis) > MAX_BASIS:
            raise Refused("directory.no_basis", most=MAX_BASIS)
        if len(self.changes) > MAX_CHANGES:
            raise Refused("directory.too_many", most=MAX_CHANGES)
        if not self.changes:
            raise Refused("directory.nothing")
        directory_changes.lock(desk.work, directory)
        self._require_as_prepared(desk.work, directory)
        self._require_faultless(desk, directory, actor)
        for change in self.changes:
            directory.write(desk.work, change)
        directory_changes.append(desk.work, directory, self.changes, actor.person_id, (desk.now, basis))

    def _require_as_prepared(self, work: Work, directory: Directory) -> None:
        standing = {key_of(directory.key, entry): entry for entry in directory.read(work)}
        for change in self.changes:
            key = key_of(directory.key, change.entry)
            if standing.get(key) != change.before:
                raise Refused("directory.changed_meanwhile", entry=key)

    def _require_faultless(self, desk: Desk, directory: Directory, actor: Actor) -> None:
        """Columns are read again here: what a page prepared has been through the browser."""
        found: dict[str, list[str]] = {}
        offered = [change.after for change in self.changes if change.after is not None]
        for line, after in zip(plan(directory.columns, directory.key, (), offered), offered, strict=True):
            faults = list(line.faults)
            if not faults and dict(line.change.entry) != dict(after):
                faults.append(
                    "Dòng này chưa được viết đúng dạng của danh mục; hãy tải lại trang rồi làm lại."
                )
            if faults:
                found.setdefault(key_of(directory.key, line.change.entry), []).extend(faults)
        for change in () if found else self.changes:
            faults = list(
                faults_of(desk.work, directory, change, Administrator(actor, desk.city.units, desk.today))
            )
            if faults:
                found[key_of(directory.key, change.entry)] = faults
        if found:
            raise Refused("directory.faults", problems=found)


@dataclass(frozen=True, slots=True)
class Administrator:
    """Who would change a list, in the city as it stands on a day."""

    actor: Actor
    tree: UnitTree
    on: date

    def units(self) -> frozenset[str]:
        """Return the units of which the person is administrator."""
        return frozenset(
            each.unit_code
            for each in self.actor.appointments
            if each.role is Role.UNIT_ADMINISTRATOR and is_within(self.on, each.valid_from, each.valid_until)
        )

    def is_of_the_city(self) -> bool:
        """Say whether one of those units is the City itself."""
        return any(unit.parent is None for unit in self._found(self.units()))

    def may_change(self, directory: Directory, unit: str) -> bool:
        """Say whether the person may change an entry of that unit: it is theirs, or lies below."""
        if self.is_of_the_city():
            return True
        if directory.unit_column is None:
            return False
        above = {each.code for found in self._found((unit,)) for each in self.tree.chain(found, self.on)}
        return not above.isdisjoint(self.units())

    def _found(self, codes: Collection[str]) -> Iterator[Unit]:
        for code in codes:
            try:
                yield self.tree.at(code, self.on)
            except Stuck:
                continue


def require_directory(code: str) -> Directory:
    """Return a list by its code. Refused `directory.unknown`."""
    found = DIRECTORIES.get(code)
    if found is None:
        raise Refused("directory.unknown", directory=code)
    return found


def faults_of(work: Work, directory: Directory, change: Change, who: Administrator) -> Iterator[str]:
    """Yield every sentence about what is wrong with a change, rights included."""
    unit = "" if directory.unit_column is None else change.entry[directory.unit_column]
    if not who.may_change(directory, unit):
        yield "Dòng này không thuộc đơn vị do đồng chí quản trị."
    if change.after is None and not directory.removable:
        yield "Dòng của danh mục này không xóa được; hãy ghi «Đến hết ngày»."
    if "account" in change.entry and change.entry["account"] == people.account(work, who.actor.person_id):
        yield "Không ai tự thay đổi phân công của chính mình; hãy nhờ quản trị cấp trên."
    yield from directory.faults(Proposal(work, change, who.tree, who.on))


def prepared(
    work: Work, directory: Directory, offered: list[dict[str, str]], who: Administrator
) -> list[Line]:
    """Return what offered lines would do, each with its faults: what a page shows before anything is stored."""
    lines = plan(directory.columns, directory.key, directory.read(work), offered)
    return judged(lines, lambda change: faults_of(work, directory, change, who))
