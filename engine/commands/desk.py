"""What a command works with: the open transaction, the moment, who acts, and the city's dated data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from engine.bpmn.asking import stuck_at
from engine.bpmn.certify import Certifier, Verdict
from engine.bpmn.definition import Definition
from engine.bpmn.effect import Advance, World
from engine.bpmn.run import Run
from engine.bpmn.run_text import dump_run, load_run
from engine.clock import in_hanoi
from engine.errors import Stuck
from engine.events import Event
from engine.model.actor import Actor
from engine.model.calendar import WorkingCalendar
from engine.model.dossier import Dossier
from engine.model.incident import Incident, Mended
from engine.model.numbering import CodeSchemes
from engine.model.unit_tree import UnitTree
from engine.store import certificates
from engine.store.calendars import Calendars
from engine.store.deployments import Deployments
from engine.store.dossiers import Changes, Parts
from engine.store.work import Work

CLOCK_ITSELF = "clock"
"""Whose name the journal gives where no person acts."""

APPLICANT = "applicant"
"""Whose name the journal gives where the applicant acts, who is nobody's colleague and has no account."""


@dataclass(frozen=True, slots=True)
class City:
    """Units, calendars and schemes of codes as they stood when the command began."""

    units: UnitTree
    calendars: Calendars
    schemes: CodeSchemes


@dataclass(frozen=True, slots=True)
class Desk:
    """The workplace of one command. `actor` is None where the clock itself acts.

    `forced` is what a person who takes a step by hand decided in place of expressions (see `World`).
    """

    work: Work
    now: datetime
    actor: Actor | None
    city: City
    deployments: Deployments
    stored: list[tuple[Certifier, str]] = field(default_factory=list)
    """Keys of the certificates stored in this transaction."""

    forced: Mapping[str, Any] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """Return the day on Hanoi's wall clock."""
        return in_hanoi(self.now).date()

    def calendar(self, unit: str) -> WorkingCalendar:
        """Return the calendar of a unit as in force today."""
        return self.city.calendars.of(unit, self.today)

    def world(self, data: Mapping[str, Any]) -> World:
        """Return what the processes of a dossier with these data know."""
        return World(data, self.deployments.library(self.work, self.now), self.now, self.forced)

    def load_run(self, dossier: Dossier) -> Run:
        """Return a dossier's live processes."""

        def find(digest: str, process: str) -> Definition:
            return self.deployments.get(self.work, digest).processes[process]

        return load_run(dossier.run, find)

    def dump_run(self, run: Run) -> Any:
        """Return the stored form of live processes."""
        return dump_run(run, self.deployments.origin)

    def called(self, dossier: Dossier, advance: Advance) -> dict[str, Any]:
        """Return which versions of other procedures were called: later the same call would find a newer one."""
        opened = [move.definition for move in advance.moves if move.before is None]
        origins = {each.process: self.deployments.origin(each) for each in opened}
        called = {process: digest for process, digest in origins.items() if digest != dossier.digest}
        return {"called": called} if called else {}

    def certify(self, advance: Advance) -> None:
        """Let every step through that both engines take alike; a disagreement commits nothing (DESIGN D2)."""
        for move in advance.moves:
            certifier = self.deployments.certifier(self.work, move.definition)
            certificate = certifier.certify(move.before, move.token, move.step)
            if certificate.verdict is Verdict.DIFFERS:
                node = "" if move.token is None else move.definition.net.nodes[move.token.node].id
                with stuck_at(move.definition, dict, node):
                    raise Stuck("certify.differs", reason=certificate.reason)
            if certificate.key in certifier.fresh:
                certificates.add(self.work, move.definition, [certificate])
                self.stored.append((certifier, certificate.key))

    def committed(self) -> None:
        """Note that what was stored is there for good; until then each step stores its certificate anew."""
        for certifier, key in self.stored:
            certifier.fresh.pop(key, None)


@dataclass(frozen=True, slots=True)
class Case:
    """A locked dossier with everything that belongs to it."""

    dossier: Dossier
    parts: Parts


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command came to: changes to store, events to journal, the answer to give, incidents found and mended."""

    changes: Changes
    events: tuple[Event, ...]
    answer: Mapping[str, Any]
    reported: tuple[Incident, ...] = ()
    mended: tuple[Mended, ...] = ()


class Command(Protocol):
    """A request about one dossier that exists. Implementations are frozen dataclasses of plain values."""

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier and keep others off it. Raises Refused where there is none."""

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide. Raises Refused (nothing happens) or Stuck (an incident is opened, nothing else happens)."""


class Opening(Protocol):
    """A request that brings a new dossier."""

    def open(self, desk: Desk) -> Outcome:
        """Decide. Raises Refused or Stuck; nothing happens then."""


class Errand(Protocol):
    """A request about something that belongs to no dossier yet, as a message on its way."""

    def take(self, desk: Desk) -> None:
        """Decide and store. Raises Refused; nothing happens then."""
