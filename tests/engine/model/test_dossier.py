"""The clock's history that the entries of a ledger tell."""

from decimal import Decimal

from engine.model.counting import PLAIN_COUNTING
from engine.model.dossier import DueEntry, EntryKind, ledger_of
from engine.model.ledger import Ledger, Pause
from engine.model.limit import Limit, LimitUnit
from tests.support.hanoi import hanoi

RECEIVED_AT = hanoi("2018-11-05 08:15")
LIMIT = Limit(Decimal(10), LimitUnit.WORKING_DAY)
SET = DueEntry(EntryKind.SET, RECEIVED_AT, hanoi("2018-11-19 08:15"))


def pause(at: str) -> DueEntry:
    return DueEntry(EntryKind.PAUSED, hanoi(at), None)


def resumption(at: str) -> DueEntry:
    return DueEntry(EntryKind.RESUMED, hanoi(at), hanoi("2018-11-30 08:15"))


def history(*entries: DueEntry) -> Ledger:
    return ledger_of(RECEIVED_AT, entries, LIMIT, PLAIN_COUNTING)


def test_a_first_due_date_alone_is_a_history_without_pauses() -> None:
    assert history(SET) == Ledger(RECEIVED_AT, LIMIT, PLAIN_COUNTING, ())


def test_a_pause_without_an_end_is_open() -> None:
    assert history(SET, pause("2018-11-06 10:00")).pauses == (Pause(hanoi("2018-11-06 10:00")),)


def test_each_resumption_ends_the_pause_before_it() -> None:
    told = history(
        SET,
        pause("2018-11-06 10:00"),
        resumption("2018-11-07 10:00"),
        pause("2018-11-08 10:00"),
        resumption("2018-11-09 10:00"),
    )

    assert told.pauses == (
        Pause(hanoi("2018-11-06 10:00"), hanoi("2018-11-07 10:00")),
        Pause(hanoi("2018-11-08 10:00"), hanoi("2018-11-09 10:00")),
    )
