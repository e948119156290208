"""A dossier as it stands: the head, its open tasks and timers, and the entries of its due-date ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from engine.clock import in_hanoi
from engine.model.counting import AfterPause, Counting
from engine.model.derivation import Derivation
from engine.model.ledger import Ledger, Pause
from engine.model.limit import Limit
from engine.model.search_words import found_by

APPLICANT_NAME = "ho_ten"
"""Where every form of reception writes the applicant's name."""

LEGACY_NUMBER = "so_ho_so_cu"
"""Where a dossier that was brought over keeps the number it had before."""

APPLICANT_NUMBERS = ("so_dinh_danh", "dien_thoai")
"""Where every form of reception writes the applicant's identity number and telephone number."""


class DossierState(StrEnum):
    """What a dossier is doing; `paused` means that its clock stands still (tạm dừng), not that it has ended.

    `cancelled` is one that could not go on and was ended by hand, with a reason. `stopped` (dừng giải quyết) is one
    that ended without a result, as when a supplement was never handed in; `withdrawn` on the applicant's wish;
    `voided` should never have been received (a mistyped one); its number stays used.

    `to_place` is a dossier brought over unfinished from another system that has no process here yet.
    """

    PROCESSING = "processing"
    PAUSED = "paused"
    ENDED = "ended"
    CANCELLED = "cancelled"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"
    VOIDED = "voided"
    TO_PLACE = "to_place"


class Channel(StrEnum):
    """How a dossier came in: handed in at the desk, by public post, or online."""

    DESK = "desk"
    POST = "post"
    ONLINE = "online"


class Position(NamedTuple):
    """Where a task or timer stands in the dossier's run: process, scope instance and node of the net."""

    process: int
    instance: int
    node: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """The head. `unit` received it, `place` decides which units its steps go to; `run` is the stored marking.

    `placed_on` is the day on which a person chose `place` because the one before was divided, None: at reception.
    `conversation` is the code of the dossier whose message opened it, None where people received it.
    `rescheduled_due_at` is the one new date of an apology; the dossier is late by `due_at` all the same.
    """

    id: UUID
    code: str
    procedure_code: str
    case_code: str
    digest: str
    unit: str
    place: str
    state: DossierState
    version: int
    journal_length: int
    data: Mapping[str, Any]
    run: Any
    received_at: datetime
    due_at: datetime | None
    ended_at: datetime | None = None
    conversation: str | None = None
    placed_on: date | None = None
    channel: Channel = Channel.DESK
    rescheduled_due_at: datetime | None = None

    @property
    def correlation(self) -> str:
        """Return by what its messages and the answers to them find each other unless a diagram says otherwise."""
        return self.conversation or self.code

    @property
    def place_as_of(self) -> date:
        """Return a day on which the code of `place` means the unit it was given for: codes are used again."""
        return self.placed_on or in_hanoi(self.received_at).date()

    @property
    def search_text(self) -> str:
        """Return the words it is found by: its code, old number, and the applicant's name and numbers."""
        texts, numbers = (
            [str(self.data[name]) for name in names if self.data.get(name)]
            for names in ((LEGACY_NUMBER, APPLICANT_NAME), APPLICANT_NUMBERS)
        )
        return found_by(self.code, texts, numbers)


@dataclass(frozen=True, slots=True)
class Task:
    """An open step that waits for a person of `role` in `unit`; `due_at` is None for a step without budget."""

    id: UUID
    position: Position
    element: str
    name: str
    unit: str
    role: str
    field: str
    assignee: str | None
    opened_at: datetime
    due_at: datetime | None
    derivation: Derivation


@dataclass(frozen=True, slots=True)
class ArmedTimer:
    """A timer that fires at `due_at`; one that is `held` waits until its event's earlier handler has ended.

    It is timer `number` of its element; `text` is what it says, `left` how often it fires, None for ever.
    """

    id: UUID
    position: Position
    element: str
    due_at: datetime
    held: bool = False
    number: int = 0
    text: str = ""
    left: int | None = 1


class EntryKind(StrEnum):
    """Why a due date was set, or that the clock was stopped or let run again.

    `restarted` is `resumed` with the whole limit anew; `recalculated` follows a changed calendar. `rescheduled` is the
    one new date of an apology: it stands beside the due date of the law, by which lateness is judged still.
    """

    SET = "set"
    PAUSED = "paused"
    RESUMED = "resumed"
    RESTARTED = "restarted"
    RECALCULATED = "recalculated"
    RESCHEDULED = "rescheduled"


@dataclass(frozen=True, slots=True)
class DueEntry:
    """One entry of the append-only ledger; a pause has no due date until it ends (DESIGN D9)."""

    kind: EntryKind
    at: datetime
    due_at: datetime | None
    derivation: Derivation = ()


_CLOCK_RUNS_AGAIN = {EntryKind.RESUMED: None, EntryKind.RESTARTED: AfterPause.RESTART}


def ledger_of(
    received_at: datetime, entries: tuple[DueEntry, ...], limit: Limit, counting: Counting
) -> Ledger:
    """Return the clock's history that the entries tell."""
    pauses: list[Pause] = []
    for entry in entries:
        if entry.kind is EntryKind.PAUSED:
            pauses.append(Pause(entry.at))
        elif entry.kind in _CLOCK_RUNS_AGAIN:
            pauses[-1] = Pause(pauses[-1].paused_at, entry.at, _CLOCK_RUNS_AGAIN[entry.kind])
    return Ledger(received_at, limit, counting, tuple(pauses))
