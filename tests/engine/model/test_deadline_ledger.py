"""A ledger as it was known at a moment: what happened later is not in it."""

import pytest

from engine.model.ledger import Ledger, Pause
from engine.model.limit import Limit
from tests.support.hanoi import hanoi

FIRST = Pause(hanoi("2018-11-20 14:00"), hanoi("2018-11-23 14:00"))
SECOND = Pause(hanoi("2018-11-26 09:00"))
LEDGER = Ledger(hanoi("2018-11-19 10:00"), Limit.parse("P5D"), pauses=(FIRST, SECOND))


@pytest.mark.parametrize(
    ("moment", "known"),
    [
        ("2018-11-20 13:59", ()),
        ("2018-11-20 14:00", (Pause(FIRST.paused_at),)),
        ("2018-11-23 13:59", (Pause(FIRST.paused_at),)),
        ("2018-11-23 14:00", (FIRST,)),
        ("2018-11-26 08:59", (FIRST,)),
        ("2018-11-26 09:00", (FIRST, SECOND)),
    ],
)
def test_a_ledger_knows_at_a_moment_what_had_happened_by_then(moment: str, known: tuple[Pause, ...]) -> None:
    assert LEDGER.known_at(hanoi(moment)).pauses == known


def test_only_a_last_pause_that_has_not_ended_is_open() -> None:
    assert LEDGER.open_pause == SECOND
    assert LEDGER.known_at(hanoi("2018-11-24 10:00")).open_pause is None


def test_a_ledger_without_its_open_pause_keeps_the_others() -> None:
    assert LEDGER.without_open_pause().pauses == (FIRST,)
