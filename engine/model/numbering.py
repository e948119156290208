"""Dossier codes: one scheme a period, as circulars decide them (TT 01/2018/TT-VPCP Điều 19; TT 04/2025)."""

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


_SCHEMES = (
    CodeScheme(date(2018, 1, 1), 4, 9_999, "Thông tư 01/2018/TT-VPCP, Điều 19"),
    # At least four digits; the number column holds up to nine of them.
    CodeScheme(date(2025, 7, 1), 4, 999_999_999, "Thông tư 04/2025"),
)


def scheme_on(day: date) -> CodeScheme:
    """Return the scheme in force on a day; the first one also serves days before it."""
    return max((s for s in _SCHEMES if s.valid_from <= day), key=lambda s: s.valid_from, default=_SCHEMES[0])
