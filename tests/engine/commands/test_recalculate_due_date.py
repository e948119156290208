"""A changed calendar: exactly the dossiers it moves are listed, and each is entered anew with the document."""

from datetime import UTC, date, datetime

import pytest

from engine.commands.recalculate_due_date import RecalculateDueDate, administered
from engine.errors import Refused
from engine.model.actor import Actor, Appointment
from engine.model.calendar import MORNING, DayKind, SpecialDay, WorkingCalendar, week
from engine.model.derivation import sentences
from engine.model.recalculation import recalculated
from engine.model.role import Role
from engine.reports.affected_dossiers import Affected, Changed, affected
from engine.reports.due_entries import due_entries
from engine.store import calendars
from engine.store.work import begin, reading
from tests.support.city import COMMUNE, Town
from tests.support.hanoi import hanoi
from tests.support.packages import package
from tests.support.replay import assert_journal_tells_all

DOCUMENT = "Công văn 1234/UBND-NC ngày 12/11/2018 của UBND Thành phố"
FLOOD = SpecialDay(date(2018, 11, 14), DayKind.OFF, "Nghỉ tránh bão", DOCUMENT)
THREE_DAYS = package("s -> A -> B -> e", procedure={"limit": {"amount": "3", "unit": "working_day"}})
PAUSES = package("s -> A -> c1 -> B -> e", messages={"c1": "bo_sung"}, pauses={"c1"})


def keep_off(town: Town, *days: SpecialDay) -> None:
    with begin(town.database) as work:
        calendars.add_special_days(work, days)
    town.engine.reload()


def listed(town: Town, day: date | None = FLOOD.on, units: tuple[str, ...] | None = None) -> list[Affected]:
    with reading(town.database) as work:
        changed = Changed(day, units, town.today)
        return list(affected(work, town.engine.city, town.engine.deployments, changed))


def administrator(town: Town) -> Actor:
    return town.holder(Role.UNIT_ADMINISTRATOR)


def recalculate(town: Town, dossier: str, document: str = DOCUMENT, actor: Actor | None = None) -> None:
    town.engine.handle(RecalculateDueDate(dossier, document), actor or administrator(town))


def due(town: Town, dossier: str) -> datetime:
    at: datetime = town.head(dossier).due_at
    return at


@pytest.fixture
def five(town: Town) -> list[str]:
    """Dossiers of three working days, received on five mornings around the day that will be off."""
    town.put_in_force(THREE_DAYS)
    found = []
    for day in ("08", "09", "12", "13", "15"):
        town.move_to(f"2018-11-{day} 09:00")
        found.append(town.open())
    return found


def test_exactly_the_dossiers_whose_date_moves_are_listed(town: Town, five: list[str]) -> None:
    """From 08/11 the three days end on 13/11, before the storm; from 15/11 they begin after it."""
    before = {code: due(town, code) for code in five}

    keep_off(town, FLOOD)
    rows = listed(town)

    assert [row.code for row in rows] == five[1:4]
    assert [row.due_at for row in rows] == [before[code] for code in five[1:4]]
    assert [row.new_due_at for row in rows] == [
        hanoi("2018-11-15 09:00").astimezone(UTC),
        hanoi("2018-11-16 09:00").astimezone(UTC),
        hanoi("2018-11-19 09:00").astimezone(UTC),
    ]


def test_the_list_is_what_counting_every_dossier_anew_gives(town: Town) -> None:
    town.put_in_force(THREE_DAYS)
    codes = []
    for day in range(6, 21):
        for time in ("07:10", "11:59", "12:30", "17:29", "23:00"):
            town.move_to(f"2018-11-{day:02} {time}")
            codes.append(town.open())
    keep_off(town, FLOOD)
    calendar = town.engine.city.calendars.of(COMMUNE, town.today)
    expected = {}
    with reading(town.database) as work:
        for code in codes:
            head = town.head(code)
            procedure = town.engine.deployments.get(work, head.digest).procedure
            assert procedure is not None
            anew = recalculated(head.received_at, tuple(due_entries(work, code)), procedure, calendar)
            if anew is not None and anew.at != head.due_at:
                expected[code] = anew.at

    assert {row.code: row.new_due_at for row in listed(town)} == expected
    assert 0 < len(expected) < len(codes)


def test_looking_changes_nothing(town: Town, five: list[str]) -> None:
    keep_off(town, FLOOD)
    before = town.everything()

    listed(town)

    assert town.everything() == before


def test_the_new_date_is_entered_beside_the_old_one_with_the_document(town: Town, five: list[str]) -> None:
    keep_off(town, FLOOD)
    first = town.rows("SELECT l::text FROM due_ledger l")

    recalculate(town, five[1])

    assert due(town, five[1]) == hanoi("2018-11-15 09:00")
    assert set(first) < set(town.rows("SELECT l::text FROM due_ledger l"))
    with reading(town.database) as work:
        entry = due_entries(work, five[1])[-1]
    assert entry.kind == "recalculated"
    assert sentences(entry.derivation)[0] == (
        f"Tính lại do lịch làm việc thay đổi theo {DOCUMENT}; "
        "ngày hẹn trả đã báo trước đây là 09:00 ngày 14/11/2018."
    )
    assert f"Không tính ngày nghỉ: Nghỉ tránh bão, ngày 14/11/2018 ({DOCUMENT})." in sentences(
        entry.derivation
    )


def test_the_journal_tells_it_and_rebuilds_the_dossier(town: Town, five: list[str]) -> None:
    keep_off(town, FLOOD)
    recalculate(town, five[2])
    town.complete(five[2], "A")

    told = next(row for row in town.journal(five[2]) if row.kind == "due_recalculated")

    assert told.facts["reason"] == DOCUMENT
    assert_journal_tells_all(town, five[2])


def test_open_steps_move_with_it(town: Town, five: list[str]) -> None:
    before = town.task(five[3], "A").due_at
    keep_off(town, FLOOD)

    recalculate(town, five[3])

    assert before == hanoi("2018-11-14 09:00")
    assert town.task(five[3], "A").due_at == hanoi("2018-11-15 09:00")


def test_the_others_stay_as_they_are_and_are_refused(town: Town, five: list[str]) -> None:
    keep_off(town, FLOOD)
    before = town.everything()

    for code in (five[0], five[4]):
        with pytest.raises(Refused, match=r"due\.unchanged"):
            recalculate(town, code)

    assert town.everything() == before


def test_what_was_recalculated_is_no_longer_listed(town: Town, five: list[str]) -> None:
    keep_off(town, FLOOD)
    for row in listed(town):
        recalculate(town, row.code)

    assert listed(town) == []
    with pytest.raises(Refused, match=r"due\.unchanged"):
        recalculate(town, five[1])


def test_a_day_taken_away_again_brings_the_first_date_back(town: Town, five: list[str]) -> None:
    before = due(town, five[1])
    keep_off(town, FLOOD)
    recalculate(town, five[1])
    with begin(town.database) as work:
        work.run('DELETE FROM special_day WHERE "on" = :on', {"on": FLOOD.on})
    town.engine.reload()

    assert [(row.code, row.new_due_at) for row in listed(town)] == [(five[1], before)]
    recalculate(town, five[1], "Công văn bãi bỏ")
    assert due(town, five[1]) == before


def test_a_dossier_that_stands_still_or_is_over_is_not_listed_and_resumes_on_the_new_calendar(
    town: Town,
) -> None:
    town.put_in_force(PAUSES)
    town.move_to("2018-11-12 09:00")
    paused, over = town.open(), town.open()
    for code in (paused, over):
        town.complete(code, "A")
    town.deliver(over, "bo_sung")
    town.complete(over, "B")

    keep_off(town, FLOOD)

    assert listed(town) == []
    with pytest.raises(Refused, match=r"due\.not_running"):
        recalculate(town, paused)
    town.deliver(paused, "bo_sung")
    assert due(town, paused) == hanoi("2018-11-27 09:00")


def test_a_date_promised_by_another_system_stands(town: Town, five: list[str]) -> None:
    keep_off(town, FLOOD)
    with begin(town.database) as work:
        work.run("SET LOCAL session_replication_role = replica")
        work.run(
            """
            UPDATE due_ledger SET derivation = '[{"fact": "carried_over", "at": "2018-11-14T09:00+07:00"}]'
            WHERE dossier_id = (SELECT id FROM dossier WHERE code = :code)
            """,
            {"code": five[1]},
        )

    assert [row.code for row in listed(town)] == five[2:4]


def test_changed_hours_list_the_dossiers_of_that_unit(town: Town, five: list[str]) -> None:
    saturdays = WorkingCalendar(office=week(saturday=MORNING))
    with begin(town.database) as work:
        calendars.set_hours(work, COMMUNE, saturdays, date(2018, 11, 1), "Quyết định 5/QĐ-UBND")
    town.engine.reload()

    over_a_saturday = [five[0], five[1], five[4]]
    assert [row.code for row in listed(town, None, (COMMUNE,))] == over_a_saturday
    assert listed(town, None, ("00298",)) == []


@pytest.mark.parametrize("document", ["", "   ", "x" * 501])
def test_no_date_moves_without_a_document(town: Town, five: list[str], document: str) -> None:
    keep_off(town, FLOOD)

    with pytest.raises(Refused, match=r"due\.no_document"):
        recalculate(town, five[1], document)


@pytest.mark.parametrize("account", ["quantri", "quantri.tp"])
def test_the_unit_s_and_the_city_s_administrator_may(town: Town, five: list[str], account: str) -> None:
    keep_off(town, FLOOD)

    recalculate(town, five[1], actor=town.signed_in(account))

    assert due(town, five[1]) == hanoi("2018-11-15 09:00")


@pytest.mark.parametrize("account", ["tiepnhan", "lanhdao", "congbo", "theodoi", "truongphong"])
def test_nobody_else_may(town: Town, five: list[str], account: str) -> None:
    keep_off(town, FLOOD)

    with pytest.raises(Refused, match=r"due\.may_not_recalculate"):
        recalculate(town, five[1], actor=town.signed_in(account))


def test_an_administrator_of_a_district_answers_for_its_communes(town: Town) -> None:
    units, on = town.engine.city.units, town.today
    district = Actor("d", "Quận", (Appointment("d", "007", Role.UNIT_ADMINISTRATOR),))

    found = administered(district, units, on)

    assert found is not None
    assert {"007", COMMUNE} <= set(found)
    assert "001" not in found
    assert administered(town.signed_in("quantri.tp"), units, on) is None
    assert administered(town.signed_in("tiepnhan"), units, on) == ()
