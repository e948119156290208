"""Dossier codes: one scheme a period, as circulars decide them (TT 01/2018/TT-VPCP Điều 19; TT 04/2025)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from engine.errors import Refused


@dataclass(frozen=True, slots=True)
class CodeScheme:
    """How a code is written from a day on: `{unit identifier}-{yymmdd}-{number of at least digits}`."""

    valid_from: date
    digits: int
    largest: int
    document: str

    def write(self, identifier: str, received_on: date, number: int) -> str:
        """Return the code; Refused `number.series_used_up` past the scheme's end, as numbers never repeat."""
        if number > self.largest:
            raise Refused(
                "number.series_used_up", unit=identifier, on=received_on.isoformat(), largest=self.largest
            )
        return f"{identifier}-{received_on:%y%m%d}-{number:0{self.digits}d}"


class CodeSchemes:
    """The schemes of the city through the years; there is at least one."""

    def __init__(self, schemes: Iterable[CodeScheme]) -> None:
        self._newest_first = sorted(schemes, key=lambda scheme: scheme.valid_from, reverse=True)

    def on(self, day: date) -> CodeScheme:
        """Return the scheme in force on a day; the first one also serves days before it."""
        return next((each for each in self._newest_first if each.valid_from <= day), self._newest_first[-1])
