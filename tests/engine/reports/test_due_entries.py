"""The due-date ledger of one dossier, as a citizen is told of it."""

from engine.model.derivation import sentences
from engine.model.dossier import EntryKind
from engine.reports.due_entries import due_entries
from engine.store.work import reading
from tests.support.city import STARTS_AT, Town
from tests.support.hanoi import hanoi
from tests.support.packages import package


def test_every_entry_stands_in_the_order_it_was_made(town: Town) -> None:
    town.put_in_force(package("s -> A -> c1 -> B -> e", messages={"c1": "bo_sung"}, pauses={"c1"}))
    dossier = town.open()
    town.move_to("2018-11-06 10:00")
    town.complete(dossier, "A")
    town.move_to("2018-11-09 10:00")
    town.deliver(dossier, "bo_sung")

    with reading(town.database) as work:
        entries = due_entries(work, dossier)

    assert [(entry.kind, entry.at) for entry in entries] == [
        (EntryKind.SET, STARTS_AT),
        (EntryKind.PAUSED, hanoi("2018-11-06 10:00")),
        (EntryKind.RESUMED, hanoi("2018-11-09 10:00")),
    ]
    assert [entry.due_at for entry in entries] == [
        hanoi("2018-11-19 08:15"),
        None,
        hanoi("2018-11-22 08:15"),
    ]
    assert "Hẹn trả kết quả lúc 08:15 ngày 22/11/2018." in list(sentences(entries[-1].derivation))


def test_a_dossier_that_does_not_exist_has_no_entries(town: Town) -> None:
    with reading(town.database) as work:
        assert due_entries(work, "khong-co") == []
