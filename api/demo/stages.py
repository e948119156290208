"""Where dossiers of a procedure stand on their way: a walk played once on the real engine, seen after each step."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Engine as Database

from api.demo.city import DEMO_STARTS_AT
from api.demo.play import Player, Received
from engine.clock import DemoClock, in_hanoi
from engine.commands.engine import Engine
from engine.commands.open_dossier import OpenDossier
from engine.model.dossier import Dossier, Task
from engine.model.procedure import Procedure
from engine.model.role import Role
from engine.store import dossiers, people
from engine.store.work import begin, reading
from processes.catalogue import package
from processes.walk import read_script


@dataclass(frozen=True, slots=True)
class Stage:
    """One place on the way: the dossier as it stood, its open tasks, and the tasks done before."""

    head: Dossier
    open: tuple[Task, ...]
    done: tuple[Task, ...]


class Way(NamedTuple):
    """A procedure and a walk of its package through all its stages, from a unit that receives it, for a place."""

    code: str
    walk: str
    unit: str
    place: str


def stages(database: Database, way: Way) -> tuple[Procedure, list[Stage]]:
    """Receive a dossier and walk it to its end; the last stage has no open task."""
    found = package(way.code)
    assert found.deployment is not None
    procedure = found.deployment.procedure
    assert procedure is not None
    clock = DemoClock(DEMO_STARTS_AT)
    player = Player(Engine(database, clock), clock)
    received = _receive(player.engine, way, procedure)
    looked = [_look(database, received.dossier)]
    for _ in player.play(received, read_script(found.walks[f"walks/{way.walk}.json"])):
        looked.append(_look(database, received.dossier))
    return procedure, list(_stages(looked))


def _receive(engine: Engine, way: Way, procedure: Procedure) -> Received:
    with reading(engine.database) as work:
        on = in_hanoi(engine.clock()).date()
        clerk = people.acting_as(work, way.unit, Role.RECEPTION_CLERK, procedure.field, on)[0]
    answer = engine.open(OpenDossier(way.code, "", way.unit, {}, way.place), clerk)
    return Received(
        dossier=answer["dossier"],
        unit=way.unit,
        unit_name=way.unit,
        field=procedure.field,
        person=clerk.name,
        received_at=engine.clock(),
        due_at=datetime.fromisoformat(answer["due_at"]),
        derivation=(),
    )


def _look(database: Database, code: str) -> tuple[Dossier, tuple[Task, ...]]:
    with begin(database) as work:
        head = dossiers.lock(work, code)
        return head, dossiers.parts(work, head, "", None).tasks


def _stages(looked: list[tuple[Dossier, tuple[Task, ...]]]) -> Iterator[Stage]:
    seen: dict[UUID, Task] = {}
    for head, tasks in looked:
        now_open = {task.id for task in tasks}
        yield Stage(head, tasks, tuple(task for id_, task in seen.items() if id_ not in now_open))
        seen |= {task.id: task for task in tasks}
