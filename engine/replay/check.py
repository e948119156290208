"""Every stored dossier checked against its journal, one after the other: memory does not grow with the city."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Engine as Database

from engine.clock import in_hanoi
from engine.commands.desk import CLOCK_ITSELF
from engine.errors import EngineError
from engine.events import EventKind
from engine.model.dossier import Dossier
from engine.replay.compare import Difference, differences
from engine.replay.rebuild import Player
from engine.store import calendars, dossiers, journal
from engine.store.calendars import Calendars
from engine.store.deployments import Deployments
from engine.store.dossier_pages import page
from engine.store.work import Work, reading, standing_still

PAGE = 100
"""Dossiers read in one unchanging view of the database; none of them is locked."""


class Checked(NamedTuple):
    """A dossier and what differs; `is_skipped` where another system's history stands in its journal."""

    dossier: str
    differences: tuple[Difference, ...] = ()
    is_skipped: bool = False


def check_all(database: Database, deployments: Deployments) -> Iterator[Checked]:
    """Yield every dossier in the order of their codes, each as it stood at one moment."""
    with reading(database) as work:
        known = calendars.load(work)
    last = ""
    while True:
        with standing_still(database) as work:
            found = page(work, last, PAGE)
            for dossier in found:
                yield check(work, dossier, deployments, known)
        if not found:
            return
        last = found[-1].code


def check(work: Work, dossier: Dossier, deployments: Deployments, known: Calendars) -> Checked:
    """Compare one dossier with its journal; what keeps the journal from being played is a difference too."""
    entries = journal.read(work, dossier.id)
    if any(entry.kind == EventKind.DOSSIER_IMPORTED for entry in entries):
        # Its steps before the cut-over were taken in a system of which no process is known here.
        return Checked(dossier.code, is_skipped=True)
    calendar = known.of(dossier.unit, in_hanoi(dossier.received_at).date())
    player = Player(work, deployments, calendar)
    try:
        parts = dossiers.parts(work, dossier, CLOCK_ITSELF, None)
        return Checked(dossier.code, tuple(differences(player, dossier, parts, entries)))
    except (EngineError, LookupError, TypeError, ValueError) as error:
        return Checked(dossier.code, (Difference("replay", "", repr(error)),))
