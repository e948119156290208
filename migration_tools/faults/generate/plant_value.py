"""Planters of the groups `date` and `number`: days that cannot be, and figures written in more than one way."""

from datetime import date, datetime, timedelta

from migration_tools.faults.generate import facts
from migration_tools.faults.generate.draft import Draft, Plant, Planted

_EXCEL_DAY_ZERO = date(1899, 12, 30)


def _impossible(draft: Draft) -> tuple[Planted, ...]:
    year = draft.case.received_on.year
    real = draft.style.day(date(year, 2, 28), draft.case.minute)
    # The same shape as the system's own days, with a day that February does not have.
    draft.cells["received_at"] = real.replace("28/02", "30/02").replace("-02-28", "-02-30")
    return (Planted("date.impossible", "received_at", None),)


def _placeholder(draft: Draft) -> tuple[Planted, ...]:
    fake = draft.random.choice((date(1900, 1, 1), date(9999, 12, 31)))
    draft.cells["extra.submitted_at"] = draft.style.day(fake, 0)
    return (Planted("date.placeholder", "extra.submitted_at", ""),)


def _due_before_receipt(draft: Draft) -> tuple[Planted, ...]:
    draft.rewrite(due_on=draft.case.received_on - timedelta(days=draft.random.randint(1, 30)))
    return (Planted("date.due_before_receipt", "due_at", None),)


def _return_before_receipt(draft: Draft) -> tuple[Planted, ...]:
    early = draft.case.received_on - timedelta(days=draft.random.randint(1, 30))
    draft.rewrite(returned_on=early, status="done")
    return (Planted("date.return_before_receipt", "returned_at", None),)


def _future(draft: Draft) -> tuple[Planted, ...]:
    later = facts.SNAPSHOT_ON + timedelta(days=draft.random.randint(30, 20_000))
    draft.rewrite(returned_on=later, status="done")
    return (Planted("date.future", "returned_at", None),)


def _due_on_holiday(draft: Draft) -> tuple[Planted, ...]:
    days_off = facts.days_off()
    due_on = next((day for day in days_off if day > draft.case.received_on), days_off[-1])
    received_on = min(draft.case.received_on, due_on - timedelta(days=3))
    draft.rewrite(received_on=received_on, due_on=due_on)
    return (Planted("date.due_on_holiday", "due_at", draft.style.right_day(due_on, draft.case.minute)),)


def _unreadable(draft: Draft) -> tuple[Planted, ...]:
    draft.cells["received_at"] = draft.random.choice(("chưa rõ", "như trên", "ngày mai"))
    return (Planted("date.unreadable", "received_at", None),)


def _day_or_month(draft: Draft) -> tuple[Planted, ...]:
    day = draft.case.received_on.replace(day=draft.random.randint(13, 28))
    draft.cells["received_at"] = f"{day:%m/%d/%Y}"
    return (Planted("date.day_or_month", "received_at", None),)


def _two_digit_year(draft: Draft) -> tuple[Planted, ...]:
    day = draft.case.received_on
    draft.cells["received_at"] = f"{day:%d/%m/%y}"
    return (Planted("date.two_digit_year", "received_at", day.isoformat()),)


def _excel_serial(draft: Draft) -> tuple[Planted, ...]:
    day = draft.case.received_on
    draft.cells["received_at"] = str((day - _EXCEL_DAY_ZERO).days)
    return (Planted("date.excel_serial", "received_at", day.isoformat()),)


def _period(draft: Draft) -> tuple[Planted, ...]:
    day = draft.case.received_on
    draft.cells["received_at"] = f"tháng {day.month}/{day.year}"
    # A dossier is filed under some day: the first of the month, beside which the month is kept as what it is.
    return (Planted("date.period", "received_at", f"{day:%Y-%m}-01"),)


def _utc_shift(draft: Draft) -> tuple[Planted, ...]:
    day = draft.case.received_on
    # Five in the morning in Hanoi is ten in the evening of the day before in Greenwich.
    sent = datetime(day.year, day.month, day.day, 5, draft.random.randint(0, 59))
    draft.cells["extra.submitted_at"] = f"{sent - timedelta(hours=7):%Y-%m-%dT%H:%M:%SZ}"
    return (Planted("date.utc_shift", "extra.submitted_at", f"{sent:%Y-%m-%d %H:%M}"),)


def _half_past_twelve(draft: Draft) -> tuple[Planted, ...]:
    day, minute = draft.case.received_on, draft.random.randint(0, 59)
    draft.cells["extra.submitted_at"] = f"{day:%d/%m/%Y} 12:{minute:02d}"
    return (Planted("date.half_past_twelve", "extra.submitted_at", f"{day} 12:{minute:02d}"),)


def _grouped(draft: Draft) -> tuple[Planted, ...]:
    fee = draft.random.randint(1_000, 9_999_999)
    draft.cells["fee"] = f"{fee:,}".replace(",", ".")
    return (Planted("number.grouped", "fee", str(fee)),)


def _mixed(draft: Draft) -> tuple[Planted, ...]:
    draft.cells["fee"] = f"{draft.random.randint(1_000, 999_999):,}"
    return (Planted("number.mixed", "fee", None),)


def _question_pair(draft: Draft) -> tuple[Planted, ...]:
    # Two numbers become two fields; the fault is told of the first.
    return (Planted("number.question_pair", "extra.asked", str(draft.case.asked)),)


def _blank(draft: Draft) -> tuple[Planted, ...]:
    draft.cells["fee"] = ""
    return (Planted("number.blank", "fee", ""),)


def _identity(code: str, spoil: str) -> Plant:
    def plant(draft: Draft) -> tuple[Planted, ...]:
        number = int(draft.case.identity_no)
        draft.cells["identity_no"] = format(number, spoil)
        return (Planted(code, "identity_no", None),)

    return plant


def _identity_kinds(draft: Draft) -> tuple[Planted, ...]:
    number = f"0{draft.random.randint(10**7, 10**8 - 1)}"
    draft.rewrite(identity_no=number)
    return (Planted("number.identity_kinds", "identity_no", number),)


def _month_first(draft: Draft) -> tuple[Planted, ...]:
    day = draft.case.received_on
    if day.day == day.month:
        # 11/11 is the same whichever comes first: nothing to mend.
        day += timedelta(days=1)
        draft.cells["extra.entered_on"] = f"{day:%m/%d/%Y}"
    return (Planted("date.month_first", "extra.entered_on", day.isoformat()),)


TYPED: dict[str, Plant] = {
    "date.impossible": _impossible,
    "date.placeholder": _placeholder,
    "date.due_before_receipt": _due_before_receipt,
    "date.return_before_receipt": _return_before_receipt,
    "date.future": _future,
    "date.due_on_holiday": _due_on_holiday,
    "number.identity_kinds": _identity_kinds,
    "number.identity_lost_zero": _identity("number.identity_lost_zero", "d"),
}
"""Faults that a column of dates or numbers can hold too."""

WRITTEN: dict[str, Plant] = {
    "date.unreadable": _unreadable,
    "date.day_or_month": _day_or_month,
    "date.month_first": _month_first,
    "date.two_digit_year": _two_digit_year,
    "date.excel_serial": _excel_serial,
    "date.period": _period,
    "date.utc_shift": _utc_shift,
    "date.half_past_twelve": _half_past_twelve,
    "number.grouped": _grouped,
    "number.mixed": _mixed,
    "number.question_pair": _question_pair,
    "number.blank": _blank,
    "number.identity_as_float": _identity("number.identity_as_float", ".5E"),
}
"""Faults of values that a person typed as text."""
