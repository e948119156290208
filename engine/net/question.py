"""What the token game asks its host while it plays; the game itself reads no data."""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple


class Asks(StrEnum):
    """The kinds of question."""

    FLOW = "f"  # does the condition of this flow hold? 0 or 1
    COUNT = "n"  # how many instances of this repeated sub-process? 0 or more
    ENOUGH = "m"  # does its completion condition hold now? 0 or 1
    AGAIN = "l"  # does this loop want another round? 0 or 1; asked before the first round outside of any


class Round(NamedTuple):
    """The instance of a repeated sub-process that a question is asked in.

    `host` is the sub-process; `turn` counts instances from 0, `total` is how many there are in all and `open`
    how many of them are.
    """

    host: int
    turn: int
    total: int
    open: int


class Question(NamedTuple):
    """One question about a flow or a node, asked in these rounds, outermost first."""

    kind: Asks
    subject: int
    rounds: tuple[Round, ...] = ()


class Answer(NamedTuple):
    """A question that was answered; the rounds are left out, so that equal situations look alike."""

    kind: Asks
    subject: int
    value: int


Ask = Callable[[Question], int]
"""Each question is asked at most once a step and instance."""
