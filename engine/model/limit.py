"""How long a procedure or a step may take: an amount and its unit, as the deciding document states them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Self

from engine.errors import Refused

HOURS_A_WORKING_DAY = 8
# Far above any legal limit, and low enough that no calculation leaves the range of dates.
LARGEST_AMOUNT = 10_000

_ISO_DURATION = re.compile(r"P(?:(?P<days>[0-9]+(?:[.,][0-9]+)?)D|T(?P<hours>[0-9]+(?:[.,][0-9]+)?)H)")


class LimitUnit(StrEnum):
    """The unit as published: `ngày` and `ngày làm việc` are different units and are never converted."""

    CALENDAR_DAY = "calendar_day"
    WORKING_DAY = "working_day"
    WORKING_HOUR = "working_hour"


_UNIT_IN_WORDS = {
    LimitUnit.CALENDAR_DAY: "ngày",
    LimitUnit.WORKING_DAY: "ngày làm việc",
    LimitUnit.WORKING_HOUR: "giờ làm việc",
}


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit. Zero working days means "within the working day of reception" (giải quyết trong ngày).

    Raises Refused `limit.out_of_range` when the amount is not a usable number.
    """

    amount: Decimal
    unit: LimitUnit

    def __post_init__(self) -> None:
        is_usable = self.amount.is_finite() and 0 <= self.amount <= LARGEST_AMOUNT
        if not is_usable or (self.amount == 0 and self.unit is not LimitUnit.WORKING_DAY):
            raise Refused("limit.out_of_range", amount=str(self.amount), unit=self.unit.value)

    @classmethod
    def parse(cls, text: str, *, calendar: bool = False) -> Self:
        """Read an ISO 8601 duration of one unit: `P5D`, `P0.5D`, `P0,25D`, `PT4H`.

        Days are working days unless `calendar` says that the procedure counts `ngày`; hours are always
        working hours. Raises Refused `limit.unreadable`.
        """
        found = _ISO_DURATION.fullmatch(text)
        if found is None:
            raise Refused("limit.unreadable", text=text)
        if found["hours"] is not None:
            return cls(_decimal(found["hours"]), LimitUnit.WORKING_HOUR)
        return cls(_decimal(found["days"]), LimitUnit.CALENDAR_DAY if calendar else LimitUnit.WORKING_DAY)

    @classmethod
    def from_json(cls, stored: Mapping[str, str]) -> Self:
        """Read the stored form back. Raises Refused `limit.unreadable`."""
        try:
            return cls(Decimal(stored["amount"]), LimitUnit(stored["unit"]))
        except (KeyError, ValueError, InvalidOperation) as error:
            raise Refused("limit.unreadable", text=dict(stored)) from error

    def as_json(self) -> dict[str, str]:
        """Return the stored form, as in `{"amount": "0.5", "unit": "working_day"}`."""
        return {"amount": _plain(self.amount), "unit": self.unit.value}

    @property
    def is_same_day(self) -> bool:
        """Tell whether the result is due within the working day of reception."""
        return self.amount == 0

    @property
    def is_whole_days(self) -> bool:
        """Tell whether the limit is a whole number of days, so that days can be counted as days."""
        return self.unit is not LimitUnit.WORKING_HOUR and self.amount == self.amount.to_integral_value()

    def working_time(self) -> timedelta:
        """Return the working time of the limit at 8 working hours a day (80 giờ làm việc = 10 ngày).

        This compares step limits with each other where no unit's calendar is at hand.
        Raises Refused `limit.not_working_time` for calendar days, which have no fixed working time.
        """
        if self.unit is LimitUnit.CALENDAR_DAY:
            raise Refused("limit.not_working_time", amount=_plain(self.amount))
        hours_each = HOURS_A_WORKING_DAY if self.unit is LimitUnit.WORKING_DAY else 1
        return share_of(timedelta(hours=hours_each), self.amount)

    def in_words(self) -> str:
        """Return the limit as an official writes it: `05 ngày làm việc`, `0,5 ngày làm việc`, `30 ngày`."""
        if self.is_same_day:
            return "trong ngày làm việc"
        number = _plain(self.amount)
        number = number.replace(".", ",") if "." in number else number.zfill(2)
        return f"{number} {_UNIT_IN_WORDS[self.unit]}"


def share_of(whole: timedelta, amount: Decimal) -> timedelta:
    """Return `amount` times `whole`, to the nearest minute: papers print minutes, so nothing finer counts."""
    minutes = Decimal(whole // timedelta(minutes=1)) * amount
    return timedelta(minutes=int(minutes.to_integral_value()))


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _plain(amount: Decimal) -> str:
    return format(amount.normalize(), "f")
