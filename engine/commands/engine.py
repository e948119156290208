"""The one door to dossiers: a command in, its answer out, everything it means in one transaction (DESIGN D4)."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Engine as Database

from engine.clock import Clock
from engine.commands.behalf import told
from engine.commands.closing import asked, closing_overtaken
from engine.commands.desk import CLOCK_ITSELF, Case, City, Command, Desk, Errand, Opening, Outcome
from engine.commands.expire_supplement import ExpireSupplement
from engine.commands.fire_timer import FireTimer
from engine.commands.open_by_message import OpenByMessage
from engine.commands.receive_message import ReceiveMessage
from engine.commands.repeated import digest_of, first_answer
from engine.errors import Broken, EngineError, Refused, Stuck, TryAgain
from engine.events import Event, EventKind
from engine.ids import part_id
from engine.model.actor import Actor
from engine.model.dossier import Dossier
from engine.model.incident import Incident
from engine.store import (
    answers,
    calendars,
    code_schemes,
    dossiers,
    due_timers,
    expiring,
    incidents,
    journal,
    messages,
    units,
)
from engine.store.changes import write_parts
from engine.store.deployments import Deployments
from engine.store.work import begin

Answer = dict[str, Any]
TIMERS_AT_ONCE = 20
"""Due timers fired in one transaction: enough to spare commits, few enough that nobody waits long for a dossier."""

_GONE = ("timer.not_due", "message.not_awaited")
_LOG = logging.getLogger("motcua.timers")
_T = TypeVar("_T")


class Engine:
    """Handles commands on one database. Safe to share between threads; the city is read once and on `reload`."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock
        self.deployments = Deployments()
        self.city = self._read_city()

    def reload(self) -> None:
        """Read units and calendars anew after an administrator changed them."""
        self.city = self._read_city()

    def open(self, command: Opening, actor: Actor, key: str | None = None) -> Answer:
        """Bring a new dossier. With `key`, the same request again returns the first answer and opens nothing.

        Raises Refused, Stuck (nothing is stored: there is no dossier to hold an incident) or TryAgain.
        """

        def write(desk: Desk) -> Answer:
            digest = digest_of(command)
            if key is not None:
                found = answers.find_exclusively(desk.work, actor.person_id, key)
                if found is not None:
                    return first_answer(found, digest)
            outcome = command.open(desk)
            self._bring(desk, outcome)
            return self._answered(desk, outcome, key, digest)

        return self._transact(actor, write)

    def handle(self, command: Command, actor: Actor | None, key: str | None = None) -> Answer:
        """Change one dossier. With `key`, the same request again returns the first answer and changes nothing.

        Raises Refused or TryAgain (nothing happened), or Stuck (only an incident was stored).
        """
        try:
            return self._transact(actor, lambda desk: self._apply(desk, command, command.lock(desk), key))
        except Stuck as stuck:
            self._report(command, actor, stuck)
            raise

    def take(self, errand: Errand, actor: Actor) -> None:
        """Do what concerns no dossier yet. Raises Refused or TryAgain."""
        self._transact(actor, errand.take)

    def fire_due_timers(self, limit: int = 1_000) -> int:
        """Let due timers happen, earliest first, until none is left or `limit` were tried; return how many fired."""
        fired = tried = 0
        while tried < limit:
            size = min(TIMERS_AT_ONCE, limit - tried)
            outcomes = self._fire_round(size)
            if not outcomes:
                break
            tried, fired = tried + len(outcomes), fired + sum(outcomes)
        return fired

    def _fire_round(self, size: int) -> list[bool]:
        """Fire some timers in one transaction; where one of them fails all of them once more, each apart."""
        try:
            return self._transact(None, partial(self._fire_some, size=size, fire=self._fire))
        except TryAgain:
            raise
        except Exception:
            return self._transact(None, partial(self._fire_some, size=size, fire=self._fire_apart))

    def _fire_some(self, desk: Desk, size: int, fire: Callable[[Desk, Dossier, UUID], bool]) -> list[bool]:
        return [fire(desk, head, timer) for head, timer in due_timers.claim(desk.work, desk.now, size)]

    def _fire(self, desk: Desk, head: Dossier, timer: UUID) -> bool:
        try:
            self._apply(desk, FireTimer(head.code, timer), head, None)
        except Refused as refused:
            if refused.code in _GONE:
                return False
            raise
        return True

    def _fire_apart(self, desk: Desk, head: Dossier, timer: UUID) -> bool:
        command = FireTimer(head.code, timer)
        return self._happens(desk, head, command, lambda _: due_timers.hold(desk.work, timer))

    def expire_requests(self, limit: int = 1_000) -> int:
        """End dossiers whose applicants did not answer in time, each in a transaction; return how many ended."""
        return self._one_by_one(self._expire, limit)

    def _expire(self, desk: Desk) -> bool | None:
        """Tell whether a dossier ended, None where none is to end."""
        head = expiring.claim(desk.work, desk.now)
        if head is None:
            return None
        later = desk.now + timedelta(days=1)
        command = ExpireSupplement(head.code)
        return self._happens(desk, head, command, lambda _: expiring.try_later(desk.work, head.id, later))

    def relay_messages(self, limit: int = 1_000) -> int:
        """Hand messages on, oldest first, until none finds a receiver or `limit` were tried; return how many arrived.

        Each in a transaction of its own, with everything that follows from it: no crash loses or doubles one.
        """
        return self._one_by_one(self._relay, limit)

    def _one_by_one(self, happen: Callable[[Desk], bool | None], limit: int) -> int:
        happened = 0
        for _ in range(limit):
            outcome = self._transact(None, happen)
            if outcome is None:
                break
            happened += outcome
        return happened

    def _relay(self, desk: Desk) -> bool | None:
        """Tell whether a message arrived, None where none has anywhere to go."""
        found = messages.lock_arrival(desk.work)
        if found is None:
            return self._open_by_message(desk)
        message, head = found
        command = ReceiveMessage(head.code, str(message))
        return self._happens(desk, head, command, partial(messages.hold, desk.work, message))

    def _open_by_message(self, desk: Desk) -> bool | None:
        start = messages.lock_start(desk.work, desk.now)
        if start is None:
            return None
        certified = len(desk.stored)
        try:
            with desk.work.apart():
                self._bring(desk, OpenByMessage(start).open(desk))
        except TryAgain:
            raise
        except Exception as failure:
            del desk.stored[certified:]
            _LOG.exception("Expected message %s to open a dossier, but it is held", start.message.id)
            messages.hold(desk.work, start.message.id, _as_incident(failure))
            return False
        return True

    def _happens(
        self, desk: Desk, head: Dossier, command: Command, hold: Callable[[EngineError], None]
    ) -> bool:
        """Tell whether something happened to a locked dossier. What cannot is held, or it would be first for ever."""
        certified = len(desk.stored)
        try:
            with desk.work.apart():
                self._apply(desk, command, head, None)
        except TryAgain:
            raise
        except Exception as failure:
            del desk.stored[certified:]
            if isinstance(failure, Refused) and failure.code in _GONE:
                # Somebody completed the step while we looked: there is nothing to happen any more.
                return False
            _LOG.exception("Expected %s to happen, but it is held from now on", command)
            problem = _as_incident(failure)
            self._open_incident(desk, command, head, problem)
            hold(problem)
            return False
        return True

    def _bring(self, desk: Desk, outcome: Outcome) -> None:
        dossiers.insert(desk.work, outcome.changes.dossier)
        self._write(desk, outcome, known_entries=0)

    def _apply(self, desk: Desk, command: Command, head: Dossier, key: str | None) -> Answer:
        digest = digest_of(command)
        parts = dossiers.parts(desk.work, head, _name(desk.actor), key)
        if parts.answer is not None:
            return first_answer(parts.answer, digest)
        case = Case(head, parts)
        outcome = closing_overtaken(case, command.run(desk, case))
        dossiers.update(desk.work, head, outcome.changes.dossier)
        self._write(desk, outcome, known_entries=len(parts.entries))
        return self._answered(desk, outcome, key, digest)

    def _transact(self, actor: Actor | None, write: Callable[[Desk], _T]) -> _T:
        with begin(self.database) as work:
            desk = Desk(
                work, self.clock(), None if actor is None else actor.afresh(), self.city, self.deployments
            )
            result = write(desk)
        desk.committed()
        return result

    def _write(self, desk: Desk, outcome: Outcome, known_entries: int) -> None:
        changes = outcome.changes
        write_parts(desk.work, changes, known_entries, desk.now)
        if changes.sent:
            messages.send(desk.work, changes.dossier.id, changes.sent, desk.now)
        journal.append(
            desk.work, changes.dossier, told(desk.actor, outcome.events), desk.now, _name(desk.actor)
        )
        for incident in outcome.reported:
            incidents.add(desk.work, changes.dossier.id, incident)
        if outcome.mended:
            incidents.close(desk.work, outcome.mended, desk.now, _name(desk.actor))

    def _answered(self, desk: Desk, outcome: Outcome, key: str | None, digest: str) -> Answer:
        answer = dict(outcome.answer)
        if key is not None:
            answers.store(desk.work, _name(desk.actor), key, digest, (answer, desk.now))
        return answer

    def _report(self, command: Command, actor: Actor | None, stuck: Stuck) -> None:
        self._transact(actor, lambda desk: self._open_incident(desk, command, command.lock(desk), stuck))

    def _open_incident(self, desk: Desk, command: Command, before: Dossier, stuck: EngineError) -> None:
        """Store an incident of a locked dossier, once for the same code and element; the last one asked counts."""
        element = stuck.facts.get("element")
        version, length = before.version + 1, before.journal_length + 1
        facts = {**stuck.facts, "code": stuck.code, "command": type(command).__name__}
        known = incidents.find_open(desk.work, before.id, stuck.code, element)
        id_ = known or part_id(before.id, version, 0)
        incident = Incident(id_, stuck.code, element, facts, asked(command, desk.actor), desk.now)
        if known is not None:
            incidents.renew(desk.work, incident)
            return
        incidents.add(desk.work, before.id, incident)
        after = replace(before, version=version, journal_length=length)
        dossiers.update(desk.work, before, after)
        event = Event(EventKind.INCIDENT_OPENED, before.unit, facts)
        journal.append(desk.work, after, [event], desk.now, _name(desk.actor))

    def _read_city(self) -> City:
        with begin(self.database) as work:
            return City(units.load(work), calendars.load(work), code_schemes.load(work))


def _as_incident(failure: Exception) -> EngineError:
    """A fault of ours that has no name of its own stands in the incident by its kind; the log has the rest."""
    if isinstance(failure, EngineError):
        return failure
    return Broken("clock.failed", fault=type(failure).__name__)


def _name(actor: Actor | None) -> str:
    return CLOCK_ITSELF if actor is None else actor.person_id
