"""Tax office and payer have their own time: the land dossier's clock stands still for both, to the minute."""

from datetime import datetime, timedelta
from itertools import takewhile

from engine.commands.deliver_message import DeliverMessage
from engine.commands.open_dossier import OpenDossier
from engine.model.calendar import WorkingCalendar
from engine.model.role import Role
from engine.model.working_time import add_office_time, office_time_between
from processes.catalogue import package
from tests.support.city import COMMUNE, DISTRICT, Town
from tests.support.dossier_life import ledger
from tests.support.reception import script
from tests.support.replay import assert_journal_tells_all

NOTICE, RECEIPT = "thong_bao_thue", "bien_lai_nop_thue"


def stood_still(town: Town, until: str) -> timedelta:
    """Let time pass in office hours and without; the office time that passed."""
    since: datetime = town.clock()
    town.move_to(until)
    return office_time_between(calendar(town), since, town.clock())


def calendar(town: Town) -> WorkingCalendar:
    return town.engine.city.calendars.of(DISTRICT, town.today)


def test_the_due_date_moves_by_exactly_the_time_of_the_tax_office_and_the_payer(town: Town) -> None:
    town.put_in_force(package("L.TN13"))
    clerk = town.holder(Role.RECEPTION_CLERK, DISTRICT, "dat-dai")
    opened = town.engine.open(OpenDossier("L.TN13", "", DISTRICT, {}, place=COMMUNE), clerk)
    dossier, promised_at = str(opened["dossier"]), datetime.fromisoformat(opened["due_at"])
    steps = list(script("L.TN13").steps)
    before = list(takewhile(lambda step: step.kind != "message", steps))
    for step in before:
        if step.kind == "complete":
            town.complete(dossier, step.subject, **step.data)

    assert town.head(dossier).state == "paused"
    waited = stood_still(town, "2018-11-14 10:30")
    town.engine.handle(DeliverMessage(dossier, NOTICE, {}), clerk)
    assert town.head(dossier).due_at == add_office_time(calendar(town), promised_at, waited)

    told = next(step for step in steps if step.subject == "Task_ChuyenThongBao")
    town.complete(dossier, told.subject, **told.data)
    town.complete(dossier, "Task_TraThongBao")
    assert town.head(dossier).state == "paused"
    waited += stood_still(town, "2018-12-03 14:45")
    town.engine.handle(DeliverMessage(dossier, RECEIPT, {}), clerk)

    assert town.head(dossier).due_at == add_office_time(calendar(town), promised_at, waited)
    assert [kind for kind, _ in ledger(town, dossier)] == ["set", "paused", "resumed", "paused", "resumed"]
    assert_journal_tells_all(town, dossier)
