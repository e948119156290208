"""The papers that the law gives a dossier: their kinds, their numbers, and which circular's forms hold on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class PaperKind(StrEnum):
    """One paper; its form number belongs to the circular in force (`Regime`), its symbol to its own number."""

    RECEIPT = "receipt"
    SUPPLEMENT = "supplement"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    STOP = "stop"
    CONTROL_SLIP = "control_slip"
    REGISTER = "register"
    RESULT = "result"

    @property
    def symbol(self) -> str:
        """What follows the number, as in `05/PBS`; empty where the number stands alone or its document gives it."""
        return _SYMBOLS.get(self, "")

    @property
    def label(self) -> str:
        """What the paper is called."""
        return _LABELS[self]


_SYMBOLS = {
    PaperKind.RECEIPT: "TTPVHCC",
    PaperKind.SUPPLEMENT: "PBS",
    PaperKind.REFUSAL: "PTC",
    PaperKind.APOLOGY: "PXL",
    PaperKind.STOP: "TBD",
    PaperKind.CONTROL_SLIP: "PKS",
}
_LABELS = {
    PaperKind.RECEIPT: "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    PaperKind.SUPPLEMENT: "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
    PaperKind.REFUSAL: "Phiếu từ chối tiếp nhận, giải quyết hồ sơ",
    PaperKind.APOLOGY: "Phiếu xin lỗi",
    PaperKind.STOP: "Thông báo dừng giải quyết hồ sơ",
    PaperKind.CONTROL_SLIP: "Phiếu kiểm soát quá trình giải quyết hồ sơ",
    PaperKind.REGISTER: "Sổ theo dõi hồ sơ",
    PaperKind.RESULT: "Kết quả giải quyết",
}


@dataclass(frozen=True, slots=True)
class PaperNumber:
    """The number of an issued paper: one series a unit, kind and year, never given twice."""

    kind: PaperKind
    unit: str
    year: int
    number: int

    @property
    def written(self) -> str:
        """Write it as papers do: at least two digits, then the symbol (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
        return f"{self.number:02d}/{self.kind.symbol}" if self.kind.symbol else f"{self.number:02d}"

    @property
    def facts(self) -> dict[str, Any]:
        """What the event that issues the paper keeps under `paper`."""
        return {"kind": self.kind.value, "unit": self.unit, "year": self.year, "number": self.number}

    @staticmethod
    def of(facts: Mapping[str, Any]) -> "PaperNumber":
        """Read what `facts` wrote."""
        return PaperNumber(PaperKind(facts["kind"]), facts["unit"], facts["year"], facts["number"])


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a paper under one circular: its number there, and the template that it is printed by.

    `number` is empty where the circular has no such form and the paper is a plain notice.
    """

    number: str
    template: str


@dataclass(frozen=True, slots=True)
class Regime:
    """The forms of one circular, in force from a day until the next."""

    valid_from: date
    document: str
    forms: Mapping[PaperKind, Form]

    def heading(self, kind: PaperKind) -> str:
        """Return what stands in the corner of a paper, empty where the circular has no form for it."""
        number = self.forms[kind].number
        return f"Mẫu số {number} – {self.document}" if number else ""


_OF_THE_DESK = {
    PaperKind.RECEIPT: Form("01", "receipt"),
    PaperKind.SUPPLEMENT: Form("02", "supplement"),
    PaperKind.REFUSAL: Form("03", "refusal"),
}
_REGIMES = (
    Regime(
        date(2018, 6, 25),
        "Thông tư số 01/2018/TT-VPCP",
        {
            **_OF_THE_DESK,
            PaperKind.APOLOGY: Form("04", "apology_2018"),
            PaperKind.STOP: Form("", "stop"),
            PaperKind.CONTROL_SLIP: Form("05", "control_slip"),
            PaperKind.REGISTER: Form("06", "register"),
        },
    ),
    Regime(
        date(2025, 9, 15),
        "Thông tư số 03/2025/TT-VPCP",
        {
            **_OF_THE_DESK,
            PaperKind.APOLOGY: Form("04", "apology_2025"),
            PaperKind.STOP: Form("05", "stop"),
            PaperKind.CONTROL_SLIP: Form("06", "control_slip"),
            PaperKind.REGISTER: Form("07", "register"),
        },
    ),
)
PRINTED = tuple(_REGIMES[0].forms)
"""The kinds that are printed here; a result is a document of its own."""


def regime_on(day: date) -> Regime:
    """Return the regime in force on a day; the first one also serves days before it."""
    return max((r for r in _REGIMES if r.valid_from <= day), key=lambda r: r.valid_from, default=_REGIMES[0])


def own_number(kind: PaperKind, code: str) -> str:
    """Return the number of a paper that every dossier has: its own number of the day, so that none is taken for it."""
    return f"{code.partition('-')[2] or code}/{kind.symbol}"
