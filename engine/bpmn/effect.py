"""What acting on a token needs to know, and what it does: values only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from engine.bpmn.definition import Definition
from engine.bpmn.run import Place, Run
from engine.bpmn.seen import Data
from engine.net.marking import Marking, Token
from engine.net.step import Step


@dataclass(frozen=True, slots=True)
class Move:
    """One step of one process within an advance, as certification wants it."""

    definition: Definition
    before: Marking | None
    token: Token | None
    step: Step


_NOTHING: Data = {}


class Sent(NamedTuple):
    """What leaves for other dossiers: a message that nothing in this run was waiting for, or a signal.

    `key` is as `run.key_at` says; `data` are all that the element lets leave.
    """

    kind: str
    name: str
    element: str = ""
    key: str | None = None
    data: Data = _NOTHING


@dataclass(frozen=True, slots=True)
class Advance:
    """What acting on one token did.

    `passed` are element ids in order of completion; `data` are the dossier's data with what decisions gave;
    `error` is the code of an error that nothing caught, which ended everything.
    """

    run: Run
    opened: tuple[Place, ...]
    closed: tuple[Place, ...]
    passed: tuple[str, ...]
    sent: tuple[Sent, ...]
    moves: tuple[Move, ...]
    data: Data
    error: str | None = None


Library = Callable[[Definition, str], Definition]
"""Finds the process that a call activity of a definition names; raises Stuck where none is in force."""


@dataclass(frozen=True, slots=True)
class World:
    """What a run knows besides itself: the dossier's data, where called processes are found, and the moment.

    `forced` is what a person decided in place of an expression, for this one action: by flow whether it is taken
    (0 or 1), by business rule task the data that its table would give.
    """

    data: Data
    library: Library
    now: datetime | None = None
    forced: Mapping[str, Any] = field(default_factory=dict)
