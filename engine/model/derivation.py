"""Why a due date is that date: small facts that are stored with it, and the sentences they read as.

A stored derivation is never rewritten: a kind of fact may be added, but none renamed or taken away.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

from engine.model.counting import AfterPause, CountingMode, StartReason
from engine.model.limit import Limit

# A fact is flat and holds text only; moments and days are ISO 8601 on Hanoi's wall clock.
Fact = dict[str, str]
Derivation = tuple[Fact, ...]


class FactKind(StrEnum):
    """The value under `fact`; the comment names what else such a fact holds."""

    RECEIVED = "received"  # at
    LIMIT = "limit"  # amount, unit, counting
    COUNTS_FROM = "counts_from"  # at, reason, cut_off (empty where the procedure has none)
    FIRST_DAY = "first_day_not_counted"  # on
    DAY_OFF = "day_off"  # on, name, document
    WORKED_DAY = "worked_day"  # on, name, document
    WEEKEND_DAYS = "weekend_days"  # days
    PART_DAYS = "part_days"  # days, weekday, hours (how long the office works on each)
    PAUSE = "pause"  # paused_at, resumed_at, after_pause
    ROLLED = "rolled"  # from_at, to_at
    LAST_DAY_OFF = "last_day_off"  # on, to_on
    DUE = "due"  # at
    RECALCULATED = "recalculated"  # from_at, document
    RESCHEDULED = "rescheduled"  # from_at, to_at, reason
    CARRIED_OVER = "carried_over"  # at
    RECOMPUTED = "recomputed"  # at
    CORRECTED = "corrected"  # at, by, basis


_COUNTED = {
    CountingMode.BY_MINUTE: "tính đến từng phút",
    CountingMode.CIVIL_CODE: "tính theo ngày (Điều 147, Điều 148 Bộ luật Dân sự 2015)",
}
_BECAUSE = {
    StartReason.RECEIVED: "tiếp nhận trong giờ làm việc",
    StartReason.OUTSIDE_OFFICE_HOURS: "tiếp nhận ngoài giờ làm việc",
    StartReason.DAY_OFF: "tiếp nhận vào ngày nghỉ",
    StartReason.AFTER_CUT_OFF: "tiếp nhận sau {cut_off}",
}
_AFTER_PAUSE = {
    AfterPause.RESUME: "sau đó tính tiếp thời gian còn lại",
    AfterPause.RESTART: "sau đó tính lại từ đầu toàn bộ thời hạn",
}

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def sentences(derivation: Sequence[Fact]) -> list[str]:
    """Return the derivation as Vietnamese sentences; consecutive days off of one holiday share a sentence."""
    groups = (list(group) for _, group in groupby(derivation, key=_one_sentence))
    return [_SENTENCE[FactKind(group[0]["fact"])](group) for group in groups]


def _one_sentence(fact: Fact) -> tuple[str, ...]:
    if fact["fact"] == FactKind.DAY_OFF:
        return fact["name"], fact["document"]
    return tuple(fact.values())


def _received(facts: list[Fact]) -> str:
    return f"Tiếp nhận lúc {_moment(facts[0]['at'])}."


def _limit(facts: list[Fact]) -> str:
    limit = Limit.from_json(facts[0])
    if limit.is_same_day:
        return f"Thời hạn giải quyết: {limit.in_words()}."
    return f"Thời hạn giải quyết: {limit.in_words()}, {_COUNTED[CountingMode(facts[0]['counting'])]}."


def _counts_from(facts: list[Fact]) -> str:
    fact = facts[0]
    because = _BECAUSE[StartReason(fact["reason"])].format(cut_off=fact["cut_off"])
    return f"Tính thời hạn từ {_moment(fact['at'])} vì {because}."


def _first_day(facts: list[Fact]) -> str:
    return f"Ngày đầu tiên ({_day(facts[0]['on'])}) không tính vào thời hạn."


def _day_off(facts: list[Fact]) -> str:
    first, last = facts[0], facts[-1]
    days = f"ngày {_day(first['on'])}"
    if first is not last:
        days = f"{len(facts):02d} ngày, từ {days} đến ngày {_day(last['on'])}"
    return f"Không tính ngày nghỉ: {first['name']}, {days} ({first['document']})."


def _worked_day(facts: list[Fact]) -> str:
    fact = facts[0]
    return f"Ngày {_day(fact['on'])} được tính là ngày làm việc: {fact['name']} ({fact['document']})."


def _weekend_days(facts: list[Fact]) -> str:
    return f"Không tính {facts[0]['days'].zfill(2)} ngày nghỉ hằng tuần."


def _part_days(facts: list[Fact]) -> str:
    fact = facts[0]
    weekday = _WEEKDAYS[int(fact["weekday"])]
    return f"Có {fact['days'].zfill(2)} {weekday} làm việc {fact['hours']}, chỉ tính số giờ này vào thời hạn."


def _pause(facts: list[Fact]) -> str:
    fact = facts[0]
    pause = f"Tạm dừng tính thời hạn từ {_moment(fact['paused_at'])} đến {_moment(fact['resumed_at'])}"
    return f"{pause}, {_AFTER_PAUSE[AfterPause(fact['after_pause'])]}."


def _rolled(facts: list[Fact]) -> str:
    fact = facts[0]
    return (
        f"Thời hạn kết thúc lúc {_moment(fact['from_at'])}, ngoài thời gian làm việc, "
        f"nên chuyển sang {_moment(fact['to_at'])}."
    )


def _last_day_off(facts: list[Fact]) -> str:
    fact = facts[0]
    return (
        f"Ngày cuối cùng của thời hạn ({_day(fact['on'])}) là ngày nghỉ nên thời hạn kết thúc vào "
        f"ngày làm việc tiếp theo ({_day(fact['to_on'])})."
    )


def _due(facts: list[Fact]) -> str:
    return f"Hẹn trả kết quả lúc {_moment(facts[0]['at'])}."


def _recalculated(facts: list[Fact]) -> str:
    fact = facts[0]
    return (
        f"Tính lại do lịch làm việc thay đổi theo {fact['document']}; "
        f"ngày hẹn trả đã báo trước đây là {_moment(fact['from_at'])}."
    )


def _rescheduled(facts: list[Fact]) -> str:
    fact = facts[0]
    return (
        f"Xin lỗi và hẹn lại đến {_moment(fact['to_at'])} vì: {fact['reason'].rstrip('.')}. "
        f"Hạn theo quy định vẫn là {_moment(fact['from_at'])}."
    )


def _carried_over(facts: list[Fact]) -> str:
    return f"Ngày hẹn trả giữ nguyên theo hệ thống cũ: {_moment(facts[0]['at'])}."


def _recomputed(facts: list[Fact]) -> str:
    return f"Để đối chiếu, tính lại theo thời hạn của thủ tục: {_moment(facts[0]['at'])}."


def _corrected(facts: list[Fact]) -> str:
    fact = facts[0]
    return (
        f"Sửa dữ liệu của hệ thống cũ, ghi lúc {_moment(fact['at'])}: {fact['by']}, căn cứ {fact['basis']}."
    )


_SENTENCE: dict[FactKind, Callable[[list[Fact]], str]] = {
    FactKind.RECEIVED: _received,
    FactKind.LIMIT: _limit,
    FactKind.COUNTS_FROM: _counts_from,
    FactKind.FIRST_DAY: _first_day,
    FactKind.DAY_OFF: _day_off,
    FactKind.WORKED_DAY: _worked_day,
    FactKind.WEEKEND_DAYS: _weekend_days,
    FactKind.PART_DAYS: _part_days,
    FactKind.PAUSE: _pause,
    FactKind.ROLLED: _rolled,
    FactKind.LAST_DAY_OFF: _last_day_off,
    FactKind.DUE: _due,
    FactKind.RECALCULATED: _recalculated,
    FactKind.RESCHEDULED: _rescheduled,
    FactKind.CARRIED_OVER: _carried_over,
    FactKind.RECOMPUTED: _recomputed,
    FactKind.CORRECTED: _corrected,
}


def _moment(text: str) -> str:
    return f"{datetime.fromisoformat(text):%H:%M ngày %d/%m/%Y}"


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"
