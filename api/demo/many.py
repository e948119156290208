"""A city with very many dossiers, for benches: copies of real stages, spread over units, procedures and days.

Everything is drawn from a fixed seed, so that two machines measure the same city. Some units have twenty times as
much to do as others, some procedures twenty times as many dossiers, and about one open task in seven is late.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from random import Random

from sqlalchemy import Engine as Database

from api.demo.city import DEMO_STARTS_AT
from api.demo.people import invented_name
from api.demo.stages import Stage, Way, stages
from engine.bpmn.definition import PROCEDURE_FIELD, Element
from engine.clock import in_hanoi
from engine.commands.desk import City
from engine.commands.engine import Engine
from engine.events import EventKind
from engine.ids import dossier_id, part_id
from engine.model.deadline import Due, due_at
from engine.model.dossier import APPLICANT_NAME, Dossier, DossierState, DueEntry, EntryKind, Task
from engine.model.limit import HOURS_A_WORKING_DAY, Limit, LimitUnit
from engine.model.procedure import Procedure
from engine.model.role import Seat
from engine.model.unit import Level, Unit
from engine.store import bulk
from engine.store.bulk import Entry, Happened
from engine.store.bulk_tasks import BulkTask, add_tasks, learn_kinds
from engine.store.vacuum import vacuum
from engine.store.work import begin
from processes.catalogue import package

OPEN_SHARE = 0.58
"""How many of the dossiers are open: 1,000,000 of them have about 600,000 open tasks, as some wait for several."""

DAYS, SLOTS_A_DAY = 300, 16
"""How far back receptions go, and at how many moments of a day, half an hour apart."""

DONE_KEPT = 2
"""How many of the tasks done before are stored with a dossier: the table is as long as it matters to measure."""

CHUNK = 5_000
_SEED = 2018


WAYS = {
    Way("2.000815", "thuan_loi", "00295", "00295"): 0.40,
    Way("1.001193", "thuan_loi", "00295", "00295"): 0.20,
    Way("L.249197", "thuan_loi", "00295", "00295"): 0.12,
    Way("1.001776", "thuan_loi", "00295", "00295"): 0.09,
    Way("L.TN13", "thuan_loi", "007", "00295"): 0.08,
    Way("2.000286", "thuan_loi", "00295", "00295"): 0.05,
    Way("1.009994", "thuan_loi_hoi_ba_co_quan", "007", "007"): 0.04,
    Way("1.009645", "thuan_loi_hoi_bon_so", "SKHDT", "SKHDT"): 0.02,
}
"""The procedures of the city, and the share of all dossiers that each has."""


@dataclass(frozen=True, slots=True)
class Made:
    """One dossier with everything that belongs to it."""

    head: Dossier
    entry: Entry
    journal: tuple[Happened, ...]
    tasks: tuple[BulkTask, ...]


def load_many(database: Database, count: int, progress: Callable[[int], None]) -> None:
    """Store so many dossiers in a loaded demo city; takes minutes for a million."""
    engine = Engine(database, lambda: DEMO_STARTS_AT)
    drawn = iter(_Draw(database, engine.city).dossiers(count))
    done = 0
    while chunk := list(islice(drawn, CHUNK)):
        with begin(database) as work:
            bulk.add_dossiers(work, (made.head for made in chunk))
            bulk.add_entries(work, (made.entry for made in chunk))
            bulk.add_journal(work, (each for made in chunk for each in made.journal))
            add_tasks(work, (task for made in chunk for task in made.tasks))
        done += len(chunk)
        progress(done)
    with begin(database) as work:
        learn_kinds(work)
    vacuum(database)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A procedure as dossiers of it are drawn: its stages, and the units that receive it, busiest first.

    `places` are the communes of a unit that receives dossiers for them, None where a unit is the place itself.
    """

    procedure: Procedure
    stages: list[Stage]
    elements: dict[str, Element]
    units: list[Unit]
    weights: list[float]
    places: dict[str, list[str]] | None


class _Draw:
    def __init__(self, database: Database, city: City) -> None:
        self.city, self.random = city, Random(_SEED)
        self.on = in_hanoi(DEMO_STARTS_AT).date()
        self.kinds = [self._kind(database, way) for way in WAYS]
        self.moments = list(_moments())
        self.numbers: dict[tuple[str, str], int] = {}
        self.dues: dict[tuple[Limit, datetime], Due] = {}
        self.seats: dict[tuple[Seat, str], str] = {}

    def dossiers(self, count: int) -> Iterator[Made]:
        kinds = self.random.choices(self.kinds, list(WAYS.values()), k=count)
        return (self._dossier(kind) for kind in kinds)

    def _kind(self, database: Database, way: Way) -> _Kind:
        procedure, found = stages(database, way)
        deployment = package(way.code).deployment
        assert deployment is not None
        elements = {
            id_: each for process in deployment.processes.values() for id_, each in process.elements.items()
        }
        units = self._receiving(procedure, way.unit)
        weights = [1 / (rank + 5) for rank in range(len(units))]
        places = None if way.place == way.unit else self._communes()
        return _Kind(procedure, found, elements, units, weights, places)

    def _communes(self) -> dict[str, list[str]]:
        communes: dict[str, list[str]] = {}
        for unit in self.city.units.valid_on(self.on):
            if unit.level is Level.COMMUNE and unit.parent is not None:
                communes.setdefault(unit.parent, []).append(unit.code)
        return communes

    def _receiving(self, procedure: Procedure, known: str) -> list[Unit]:
        """The units a procedure is received at; which of them are busy is another matter for each procedure."""
        if procedure.receiving_level is Level.CITY:
            return [self.city.units.at(known, self.on)]
        body = self.city.units.at(known, self.on).body
        units = [
            unit
            for unit in self.city.units.valid_on(self.on)
            if (unit.level, unit.body) == (procedure.receiving_level, body)
        ]
        return sorted(
            units, key=lambda unit: (unit.code != known, Random(f"{procedure.code} {unit.code}").random())
        )

    def _dossier(self, kind: _Kind) -> Made:
        is_open = self.random.random() < OPEN_SHARE
        stage = self.random.choice(kind.stages[:-1]) if is_open else kind.stages[-1]
        (unit,) = self.random.choices(kind.units, kind.weights)
        oldest = len(self.moments) - 1
        age = min(int(self.random.expovariate(1 / (160 if is_open else 1_600))), oldest)
        received_at = self.moments[-1 - age]
        head, due = self._head(kind, stage, unit, received_at)
        opened_at = self._opened_at(kind, stage, age)
        opened = [self._task(kind, head, task, (number, opened_at)) for number, task in enumerate(stage.open)]
        done = [
            self._task(kind, head, task, (number, received_at))
            for number, task in enumerate(stage.done[-DONE_KEPT:], start=len(stage.open))
        ]
        tasks = (
            *(BulkTask(head.id, head.procedure_code, task) for task in opened),
            *(BulkTask(head.id, head.procedure_code, task, opened_at, self._somebody(task)) for task in done),
        )
        entry = Entry(head.id, 1, DueEntry(EntryKind.SET, received_at, due.at, due.derivation))
        return Made(head, entry, self._journal(head, due), tasks)

    def _opened_at(self, kind: _Kind, stage: Stage, age: int) -> datetime:
        """When the open tasks came: most of them have some of their time left, about one in eight has none."""
        limits = [limit for task in stage.open if (limit := kind.elements[task.element].limit) is not None]
        slots = max((_hours(limit) for limit in limits), default=8) * 2
        return self.moments[-1 - min(age, int(self.random.random() * slots * 1.15))]

    def _head(self, kind: _Kind, stage: Stage, unit: Unit, received_at: datetime) -> tuple[Dossier, Due]:
        day = in_hanoi(received_at).date()
        key = (unit.code, day.isoformat())
        number = self.numbers[key] = self.numbers.get(key, 0) + 1
        code = self.city.schemes.on(day).write(unit.identifier, day, number)
        due = self._due(kind.procedure.limit, received_at)
        has_ended = stage.head.state is DossierState.ENDED
        head = replace(
            stage.head,
            id=dossier_id(code),
            code=code,
            unit=unit.code,
            place=unit.code if kind.places is None else self.random.choice(kind.places[unit.code]),
            version=1,
            journal_length=2,
            data={**stage.head.data, APPLICANT_NAME: invented_name(code)},
            received_at=received_at,
            due_at=None if stage.head.state is DossierState.PAUSED else due.at,
            ended_at=min(received_at + timedelta(days=self.random.randint(1, 20)), DEMO_STARTS_AT)
            if has_ended
            else None,
        )
        return head, due

    def _task(self, kind: _Kind, head: Dossier, task: Task, when: tuple[int, datetime]) -> Task:
        number, opened_at = when
        limit = kind.elements[task.element].limit
        due = None if limit is None else self._due(limit, opened_at)
        unit = self._unit(kind, head, task)
        is_held = task.role == "handler" and self.random.random() < 0.3
        return replace(
            task,
            id=part_id(head.id, 1, number),
            unit=unit,
            assignee=f"thuly.{unit.lower()}" if is_held else None,
            opened_at=opened_at,
            due_at=None if due is None else due.at,
            derivation=() if due is None else due.derivation,
        )

    def _unit(self, kind: _Kind, head: Dossier, task: Task) -> str:
        """Where the step goes for a dossier of this place; a unit that its data name stays what it was."""
        element = kind.elements[task.element]
        if element.seat is None or element.unit is not None:
            return task.unit
        field = kind.procedure.field if element.seat.field == PROCEDURE_FIELD else element.seat.field
        seat = replace(element.seat, field=field)
        key = (seat, head.place)
        if key not in self.seats:
            units = self.city.units
            self.seats[key] = units.resolve(seat, units.at(head.place, self.on), self.on).code
        return self.seats[key]

    def _due(self, limit: Limit, moment: datetime) -> Due:
        key = (limit, moment)
        if key not in self.dues:
            self.dues[key] = due_at(moment, limit, self.city.calendars.usual)
        return self.dues[key]

    def _somebody(self, task: Task) -> str:
        return task.assignee or f"thuly.{task.unit.lower()}"

    def _journal(self, head: Dossier, due: Due) -> tuple[Happened, ...]:
        clerk = f"tiepnhan.{head.unit.lower()}"
        facts = {"code": head.code, "place": head.place, "data": {APPLICANT_NAME: head.data[APPLICANT_NAME]}}
        at = (head.received_at, clerk, head.unit, head.digest)
        return (
            Happened(head.id, 1, EventKind.DOSSIER_RECEIVED, *at, facts),
            Happened(head.id, 2, EventKind.DUE_SET, *at, {"due_at": due.at}),
        )


def _hours(limit: Limit) -> int:
    """About how many working hours a limit is; enough to spread tasks by."""
    return int(limit.amount if limit.unit is LimitUnit.WORKING_HOUR else limit.amount * HOURS_A_WORKING_DAY)


def _moments() -> Iterator[datetime]:
    """Every moment at which a desk received before the demo city's day, whose numbers are for those who play in it."""
    first = DEMO_STARTS_AT - timedelta(days=DAYS)
    for day in range(DAYS):
        opens = (first + timedelta(days=day)).replace(hour=8, minute=0)
        if opens.weekday() < 5:
            for slot in range(SLOTS_A_DAY):
                yield opens + timedelta(minutes=30 * slot + (90 if slot >= 8 else 0))
