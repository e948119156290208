"""A due date explains itself: the facts are plain text, and read as sentences an official would write."""

import json
from datetime import time

import pytest

from engine.model.calendar import MORNING, WorkingCalendar, week
from engine.model.counting import PLAIN_COUNTING, AfterPause, Counting, CountingMode
from engine.model.deadline import due
from engine.model.derivation import FactKind, sentences
from engine.model.holidays import national_days
from engine.model.ledger import Ledger, Pause
from engine.model.limit import Limit
from tests.support.hanoi import hanoi

CALENDAR = WorkingCalendar(national_days())
CIVIL = Counting(CountingMode.CIVIL_CODE)


def told(
    received: str, limit: Limit, counting: Counting = PLAIN_COUNTING, pauses: tuple[Pause, ...] = ()
) -> list[str]:
    return sentences(due(Ledger(hanoi(received), limit, counting, pauses), CALENDAR).derivation)


def pause(start: str, end: str) -> Pause:
    return Pause(hanoi(start), hanoi(end))


def test_a_plain_due_date_reads_from_reception_to_appointment() -> None:
    assert told("2018-11-21 09:24", Limit.parse("P5D")) == [
        "Tiếp nhận lúc 09:24 ngày 21/11/2018.",
        "Thời hạn giải quyết: 05 ngày làm việc, tính đến từng phút.",
        "Không tính 02 ngày nghỉ hằng tuần.",
        "Hẹn trả kết quả lúc 09:24 ngày 28/11/2018.",
    ]


def test_tet_is_one_sentence_with_its_document() -> None:
    after_cut_off = Counting(cut_off=time(15))

    assert told("2019-01-30 16:00", Limit.parse("P5D"), after_cut_off)[2:5] == [
        "Tính thời hạn từ 08:00 ngày 31/01/2019 vì tiếp nhận sau 15:00.",
        "Không tính ngày nghỉ: Tết Nguyên đán, 05 ngày, từ ngày 04/02/2019 đến ngày 08/02/2019 "
        "(Bộ luật Lao động 2012, Điều 115 khoản 1).",
        "Không tính 04 ngày nghỉ hằng tuần.",
    ]


def test_a_worked_saturday_is_named() -> None:
    assert (
        "Ngày 05/01/2019 được tính là ngày làm việc: Làm bù cho ngày nghỉ 31/12/2018 "
        "(Công văn 6519/VPCP-KGVX năm 2018)."
    ) in told("2019-01-04 10:00", Limit.parse("P2D"))


def test_a_saturday_morning_counts_for_its_hours_and_says_so() -> None:
    calendar = WorkingCalendar(national_days(), office=week(saturday=MORNING))
    friday = Ledger(hanoi("2018-11-09 10:00"), Limit.parse("P1D"))

    assert sentences(due(friday, calendar).derivation)[2:] == [
        "Có 01 thứ Bảy làm việc 04 giờ, chỉ tính số giờ này vào thời hạn.",
        "Hẹn trả kết quả lúc 10:00 ngày 10/11/2018.",
    ]


@pytest.mark.parametrize(
    ("received", "because"),
    [
        ("2018-11-21 12:30", "từ 13:30 ngày 21/11/2018 vì tiếp nhận ngoài giờ làm việc."),
        ("2018-11-24 09:00", "từ 08:00 ngày 26/11/2018 vì tiếp nhận vào ngày nghỉ."),
    ],
)
def test_a_start_that_is_not_the_reception_says_why(received: str, because: str) -> None:
    assert f"Tính thời hạn {because}" in told(received, Limit.parse("P1D"))


def test_the_civil_code_names_the_first_day_and_the_last_day_off() -> None:
    assert told("2018-11-21 09:24", Limit.parse("P3D", calendar=True), CIVIL)[1:4] == [
        "Thời hạn giải quyết: 03 ngày, tính theo ngày (Điều 147, Điều 148 Bộ luật Dân sự 2015).",
        "Ngày đầu tiên (21/11/2018) không tính vào thời hạn.",
        "Ngày cuối cùng của thời hạn (24/11/2018) là ngày nghỉ nên thời hạn kết thúc vào "
        "ngày làm việc tiếp theo (26/11/2018).",
    ]


def test_calendar_days_that_roll_say_from_where_to_where() -> None:
    assert told("2018-11-21 09:24", Limit.parse("P3D", calendar=True))[2] == (
        "Thời hạn kết thúc lúc 09:24 ngày 24/11/2018, ngoài thời gian làm việc, "
        "nên chuyển sang 08:00 ngày 26/11/2018."
    )


def test_a_same_day_limit_has_no_way_of_counting_to_tell() -> None:
    assert told("2018-11-21 09:24", Limit.parse("P0D")) == [
        "Tiếp nhận lúc 09:24 ngày 21/11/2018.",
        "Thời hạn giải quyết: trong ngày làm việc.",
        "Hẹn trả kết quả lúc 17:30 ngày 21/11/2018.",
    ]


@pytest.mark.parametrize(
    ("after_pause", "then"),
    [
        (AfterPause.RESUME, "sau đó tính tiếp thời gian còn lại."),
        (AfterPause.RESTART, "sau đó tính lại từ đầu toàn bộ thời hạn."),
    ],
)
def test_a_pause_is_told_between_what_ran_before_and_after_it(after_pause: AfterPause, then: str) -> None:
    pauses = (pause("2018-11-20 14:00", "2018-11-26 14:00"),)

    lines = told("2018-11-16 10:00", Limit.parse("P5D"), Counting(after_pause=after_pause), pauses)

    assert lines[2:5] == [
        "Không tính 02 ngày nghỉ hằng tuần.",
        f"Tạm dừng tính thời hạn từ 14:00 ngày 20/11/2018 đến 14:00 ngày 26/11/2018, {then}",
        "Không tính 02 ngày nghỉ hằng tuần." if after_pause is AfterPause.RESTART else lines[-1],
    ]


def test_a_pause_that_moved_nothing_is_not_told() -> None:
    too_late = (pause("2018-12-03 14:00", "2018-12-04 14:00"),)

    assert told("2018-11-21 09:24", Limit.parse("P5D"), pauses=too_late) == told(
        "2018-11-21 09:24", Limit.parse("P5D")
    )


def test_a_day_off_with_a_pause_inside_it_is_told_once() -> None:
    on_a_saturday = (pause("2018-11-24 09:00", "2018-11-24 10:00"),)

    lines = told("2018-11-23 10:00", Limit.parse("P1D"), pauses=on_a_saturday)

    assert [line for line in lines if "hằng tuần" in line] == [
        "Không tính 01 ngày nghỉ hằng tuần.",
        "Không tính 01 ngày nghỉ hằng tuần.",
    ]


def test_a_derivation_reads_the_same_after_it_was_stored() -> None:
    pauses = (pause("2018-12-28 14:00", "2019-01-03 14:00"),)
    derivation = due(
        Ledger(hanoi("2018-12-24 16:00"), Limit.parse("P8D"), Counting(cut_off=time(15)), pauses), CALENDAR
    ).derivation

    stored = json.loads(json.dumps(derivation))

    assert sentences(stored) == sentences(derivation)
    assert all(isinstance(value, str) for fact in stored for value in fact.values())


def test_every_kind_of_fact_has_a_sentence() -> None:
    example = {
        "at": "2018-11-21T09:24+07:00",
        "on": "2018-11-21",
        "to_on": "2018-11-22",
        "from_at": "2018-11-21T09:24+07:00",
        "to_at": "2018-11-21T09:24+07:00",
        "paused_at": "2018-11-21T09:24+07:00",
        "resumed_at": "2018-11-21T09:24+07:00",
        "amount": "5",
        "unit": "working_day",
        "counting": "by_minute",
        "reason": "received",
        "cut_off": "",
        "after_pause": "resume",
        "name": "Tết Dương lịch",
        "document": "Bộ luật Lao động",
        "days": "2",
        "weekday": "5",
        "hours": "04 giờ",
        "by": "Lê Thị Hoa",
        "basis": "sổ giấy",
    }

    lines = sentences([{**example, "fact": kind} for kind in FactKind])

    assert len(lines) == len(FactKind)
    assert all(line.endswith(".") for line in lines)
