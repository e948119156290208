"""Walk one real dossier through its procedure, as its people would, and tell every step."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from api.demo.deeds import Deeds
from api.demo.keys import fleeting_signing
from api.signing.signing import Signing
from engine.bpmn.iso_time import parse_duration
from engine.clock import DemoClock, in_hanoi
from engine.commands.complete_task import CompleteTask
from engine.commands.deliver_message import DeliverMessage
from engine.commands.engine import Engine
from engine.commands.open_dossier import OpenDossier
from engine.errors import Broken
from engine.model.actor import Actor
from engine.model.derivation import Derivation
from engine.model.official_name import official_name
from engine.model.role import Role
from engine.model.working_time import add_office_time, office_time_between
from engine.reports.due_entries import due_entries
from engine.reports.open_tasks import OpenTask, open_tasks
from engine.store import people
from engine.store.work import reading
from processes.walk import Script

SHORT_WORK = timedelta(hours=1)
"""How long the demo's people take for a step that has no time budget."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one step: the task as it stood, who did it and when it was done."""

    task: OpenTask
    person: str
    completed_at: datetime


@dataclass(frozen=True, slots=True)
class Received:
    """What is told of the reception."""

    dossier: str
    unit: str
    unit_name: str
    field: str
    person: str
    received_at: datetime
    due_at: datetime
    derivation: Derivation


class Player:
    """Plays a package's walk on the real engine: commands, permissions, forms, certificates, journal."""

    def __init__(self, engine: Engine, clock: DemoClock, signing: Signing | None = None) -> None:
        self.engine = engine
        self.clock = clock
        self.deeds = Deeds(engine, signing or fleeting_signing())

    def receive(self, procedure: str, unit: str, field: str, key: str = "first") -> Received:
        """Let the unit's reception clerk receive a dossier; `key` tells one of a procedure from the next."""
        clerk = self._person(unit, Role.RECEPTION_CLERK, field)
        answer = self.engine.open(OpenDossier(procedure, "", unit, {}), clerk, key=f"demo {procedure} {key}")
        receiving = self.engine.city.units.at(unit, in_hanoi(self.clock()).date())
        name = official_name(receiving.name, receiving.body, receiving.level)
        with reading(self.engine.database) as work:
            entry = due_entries(work, answer["dossier"])[-1]
        assert entry.due_at is not None
        return Received(
            dossier=answer["dossier"],
            unit=unit,
            unit_name=name,
            field=field,
            person=clerk.name,
            received_at=self.clock(),
            due_at=entry.due_at,
            derivation=entry.derivation,
        )

    def play(self, received: Received, script: Script) -> Iterator[Told]:
        """Take the script's steps one after the other; raises as the engine does."""
        for number, step in enumerate(script.steps):
            key = f"demo {received.dossier} {number}"
            if step.kind == "complete":
                yield self._complete(
                    received.dossier, self._task(received.dossier, step.subject), step.data, key
                )
            elif step.kind == "message":
                self._message(received, step.subject, step.data, key)
            elif step.kind == "advance":
                self.clock.move_to(self.clock() + parse_duration(step.subject))
                self.engine.fire_due_timers()

    def _complete(self, dossier: str, task: OpenTask, data: Any, key: str) -> Told:
        person = self._person(task.unit, task.role, task.field)
        self.clock.move_to(max(self.clock(), self._half_way(task)))
        self.engine.fire_due_timers()
        self.deeds.do(dossier, task, person, data)
        self.engine.handle(CompleteTask(task.id, data), person, key)
        return Told(task, person.name, self.clock())

    def _message(self, received: Received, message: str, data: Any, key: str) -> None:
        clerk = self._person(received.unit, Role.RECEPTION_CLERK, received.field)
        self.engine.handle(DeliverMessage(received.dossier, message, data), clerk, key)

    def _task(self, dossier: str, element: str) -> OpenTask:
        with reading(self.engine.database) as work:
            found = [task for task in open_tasks(work, dossier) if task.element == element]
        if not found:
            raise Broken("demo.task_missing", dossier=dossier, element=element)
        return found[0]

    def _person(self, unit: str, role: Role, field: str) -> Actor:
        with reading(self.engine.database) as work:
            found = people.acting_as(work, unit, role, field, in_hanoi(self.clock()).date())
        if not found:
            raise Broken("demo.nobody", unit=unit, role=role.value)
        return found[0]

    def _half_way(self, task: OpenTask) -> datetime:
        """The demo's people work steadily: each step takes half of its time budget."""
        calendar = self.engine.city.calendars.of(task.unit, in_hanoi(task.opened_at).date())
        if task.due_at is None:
            return add_office_time(calendar, task.opened_at, SHORT_WORK)
        whole = office_time_between(calendar, task.opened_at, task.due_at)
        return add_office_time(calendar, task.opened_at, whole / 2)
