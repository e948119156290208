"""What a loaded dossier is: archive or waiting to be placed, with its own dates, actors and numbers."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.commands.deliver_message import DeliverMessage
from engine.errors import Refused
from engine.events import EventKind
from engine.model.derivation import sentences
from engine.model.role import Role
from engine.reports.dossier_search import Sought, dossier_search
from engine.reports.due_entries import due_entries
from engine.reports.open_tasks import open_tasks
from engine.reports.timeline import timeline
from engine.store.work import begin, reading
from migration_tools.dossier_record import moment, ordered
from migration_tools.identity import BUCKETS, bucket_of, row_id, twin_id
from processes.catalogue import package
from tests.support.batches import bring_over
from tests.support.city import COMMUNE, Town
from tests.support.hanoi import hanoi, on_the_wall
from tests.support.legacy import register


def code_of(town: Town, number: str) -> str:
    ((code,),) = town.rows("SELECT code FROM dossier WHERE data ->> 'so_ho_so_cu' = :number", number=number)
    return str(code)


def test_a_finished_dossier_is_archive_without_a_running_process(town: Town) -> None:
    bring_over(town.database, register(1))

    head = town.head(code_of(town, "HS-000000"))

    assert (head.state, head.run) == ("ended", {"format": 1, "live": []})
    assert on_the_wall(head.ended_at) == "2016-01-09 09:30"
    assert on_the_wall(head.received_at) == "2016-01-04 00:00"
    assert town.tasks(head.code) == []


def test_an_unfinished_dossier_waits_to_be_placed_and_nothing_can_be_done_with_it_until_then(
    town: Town,
) -> None:
    bring_over(town.database, register(20))

    code = code_of(town, "HS-000019")

    assert (town.head(code).state, town.head(code).ended_at) == ("to_place", None)
    with reading(town.database) as work:
        assert open_tasks(work, code) == []
    with pytest.raises(Refused) as refused:
        town.engine.handle(DeliverMessage(code, "bo_sung", {}), town.clerk)
    assert refused.value.code in ("message.not_awaited", "actor.not_allowed")


def test_the_journal_tells_the_old_history_with_its_own_times_and_names(town: Town) -> None:
    bring_over(town.database, register(1, steps=3))

    with reading(town.database) as work:
        told = timeline(work, code_of(town, "HS-000000"))

    assert [each.kind for each in told] == [
        EventKind.DOSSIER_RECEIVED,
        EventKind.DUE_SET,
        *[EventKind.LEGACY_STEP_TAKEN] * 3,
        EventKind.DOSSIER_ENDED,
        EventKind.DOSSIER_IMPORTED,
    ]
    steps = [each for each in told if each.kind is EventKind.LEGACY_STEP_TAKEN]
    assert [(each.facts["name"], each.facts["actor"], on_the_wall(each.at)) for each in steps] == [
        ("Bước 1", "canbo00", "2016-01-04 08:00"),
        ("Bước 2", "canbo00", "2016-01-05 08:01"),
        ("Bước 3", "canbo00", "2016-01-06 08:02"),
    ]
    assert all(each.facts["imported"] for each in told)
    assert town.head(code_of(town, "HS-000000")).journal_length == len(told)


def test_the_promised_date_stands_and_our_own_is_told_beside_it(town: Town) -> None:
    town.put_in_force(package("1.001193"))
    bring_over(town.database, register(2))

    with reading(town.database) as work:
        (known,) = due_entries(work, code_of(town, "HS-000001"))
        (unknown,) = due_entries(work, code_of(town, "HS-000000"))

    assert known.due_at is not None
    assert on_the_wall(known.due_at) == "2016-01-12 17:00"
    assert (
        sentences(known.derivation)[1] == "Ngày hẹn trả giữ nguyên theo hệ thống cũ: 17:00 ngày 12/01/2016."
    )
    assert sentences(known.derivation)[2].startswith("Để đối chiếu, tính lại theo thời hạn của thủ tục:")
    assert len(unknown.derivation) == 2


def test_codes_follow_the_scheme_of_the_unit_and_day_and_leave_live_numbers_alone(town: Town) -> None:
    with begin(town.database) as work:
        work.run("INSERT INTO number_series VALUES (:unit, '2016-01-04', 41)", {"unit": COMMUNE})

    bring_over(town.database, register(1))

    code = code_of(town, "HS-000000")
    assert code.endswith("-160104-0042")
    assert code.split("-160104")[0] == town.engine.city.units.at(COMMUNE, date(2016, 1, 4)).identifier
    assert town.rows("SELECT last FROM number_series WHERE day = '2016-01-04'")[0].last == 42


def test_the_old_number_stays_an_alias_and_the_desk_finds_the_dossier_by_it(town: Town) -> None:
    bring_over(town.database, register(3))

    actor = town.holder(Role.RECEPTION_CLERK)
    with reading(town.database) as work:
        found = dossier_search(work, actor, town.today, Sought("hs-000001"))

    assert [tuple(row) for row in town.rows("SELECT system, alias FROM dossier_alias ORDER BY alias")] == [
        ("so-cu", f"HS-{number:06d}") for number in range(3)
    ]
    assert len(found) <= 1
    assert "hs-000001" in town.head(code_of(town, "HS-000001")).search


def test_a_unit_that_did_not_exist_on_the_day_is_for_people(town: Town) -> None:
    rows = register(1)
    rows["HoSo"][0] = (*rows["HoSo"][0][:3], "1890-01-01", *rows["HoSo"][0][4:])
    town.rows("SELECT 1")

    bring_over(town.database, rows)

    reasons = {row.reason for row in town.rows("SELECT reason FROM outcome")}
    known = town.rows("SELECT valid_from > '-infinity' AS dated FROM unit WHERE code = :unit", unit=COMMUNE)
    assert ("unit.unknown" in reasons) is all(row.dated for row in known)


def test_a_day_alone_is_its_first_moment_in_hanoi() -> None:
    assert moment("2018-11-05") == hanoi("2018-11-05 00:00")
    assert moment("2018-11-05T03:00:00Z") == datetime.fromisoformat("2018-11-05T03:00:00+00:00")
    assert moment(None) is None


def test_an_id_depends_on_every_part_of_where_a_row_came_from() -> None:
    parts = ("so-cu", COMMUNE, "HoSo", "1")
    others = [(*parts[:place], "khác", *parts[place + 1 :]) for place in range(4)]

    ids = {row_id(*each) for each in (parts, *others)}

    assert len(ids) == 5
    assert row_id(*parts) == row_id(*parts)


def test_twins_are_told_by_letters_and_not_by_marks_or_capitals() -> None:
    day = date(2018, 11, 5)

    assert twin_id("U", "01", "P", "NGUYỄN  VĂN A", day) == twin_id("U", "01", "P", "Nguyễn Văn A", day)
    assert twin_id("U", "01", "P", "A", day) != twin_id("U", "01", "P", "A", day + timedelta(days=1))


def test_buckets_share_dossiers_out_evenly() -> None:
    counts = [0] * 8
    for number in range(8_000):
        counts[bucket_of(row_id("s", "u", "t", str(number))) * 8 // BUCKETS] += 1

    assert min(counts) > 850
    assert max(counts) < 1_150


STEPS = [
    {"seq": "2", "at": "2018-11-05T01:00:00+00:00", "step": "b"},
    {"seq": "10", "at": "2018-11-04T01:00:00+00:00", "step": "c"},
    {"seq": "1", "at": None, "step": "a"},
    {"seq": "x", "at": "2018-11-01T01:00:00+00:00", "step": "e"},
    {"seq": None, "at": None, "step": "d"},
]


@given(st.permutations(STEPS))
def test_steps_stand_by_their_numbers_as_numbers_and_those_in_letters_by_time(
    steps: list[dict[str, str]],
) -> None:
    assert [step["step"] for step in ordered(steps)] == ["a", "b", "c", "d", "e"]


@given(
    st.permutations([*STEPS, {"seq": "1", "at": None, "step": "a2"}, {"seq": "1", "at": None, "step": "a1"}])
)
def test_steps_in_one_place_stand_alike_however_they_were_read(steps: list[dict[str, str]]) -> None:
    assert [step["step"] for step in ordered(steps)] == ["a", "a1", "a2", "b", "c", "d", "e"]
