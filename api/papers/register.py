"""06 of TT 01/2018, 07 of TT 03/2025: the register book of a unit as lines of text, for paper, page and sheet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.papers.heading import Heading, headed
from api.papers.words import counted, day, short_moment
from engine.clock import in_hanoi
from engine.model.dossier import DossierState
from engine.model.paper import PaperKind, regime_on
from engine.reports.register_book import Book, RegisterRow
from forms.papers.paper import Paper, template

COLUMNS = (
    "STT",
    "Mã hồ sơ",
    "Thủ tục",
    "Cá nhân, tổ chức",
    "Địa chỉ, điện thoại",
    "Cơ quan giải quyết",
    "Nhận hồ sơ",
    "Hẹn trả",
    "Trả kết quả",
    "Phương thức nhận",
    "Ký nhận",
)
_METHODS = {"truc_tiep": "Trực tiếp", "buu_chinh": "Qua bưu chính"}
_ENDED_OTHERWISE = {
    DossierState.CANCELLED: "Dừng do vướng mắc",
    DossierState.STOPPED: "Dừng giải quyết",
    DossierState.WITHDRAWN: "Người nộp rút",
    DossierState.VOIDED: "Hủy, tiếp nhận nhầm",
}


@dataclass(frozen=True, slots=True)
class Named:
    """What a line needs beside its row: the procedure's name, and who settles it."""

    procedure: str
    settled_by: str


def lines(rows: Sequence[RegisterRow], named: Callable[[RegisterRow], Named]) -> list[list[str]]:
    """Return the book's lines under `COLUMNS`; the last column is for the hand of who takes the result."""
    return [_line(number, row, named(row)) for number, row in enumerate(rows, start=1)]


def register_paper(book: Book, heading: Heading, of: list[list[str]], at: datetime) -> Paper:
    """Return the book as a paper printed at a moment: unlike slips it goes on, so it tells when it was printed."""
    on = in_hanoi(at).date()
    data: dict[str, Any] = {
        "title": PaperKind.REGISTER.label,
        "code": f"{PaperKind.REGISTER.label} · {heading.unit} · in lúc {short_moment(at)}",
        "heading": {
            **headed(heading, heading.of_desk(), PaperKind.REGISTER, on),
            "number": f"Quyển số: {_volume(book)}",
        },
        "period": f"Từ ngày {day(book.first_on)} đến ngày {day(book.last_on)}",
        "columns": COLUMNS,
        "rows": of,
        "total": f"Tổng số: {counted(len(of), 'hồ sơ')}.",
    }
    return Paper(template(regime_on(on).forms[PaperKind.REGISTER].template), data, at)


def _line(number: int, row: RegisterRow, named: Named) -> list[str]:
    return [
        str(number),
        row.code,
        named.procedure,
        row.applicant,
        "; ".join(each for each in (row.address, row.phone) if each),
        named.settled_by,
        short_moment(row.received_at),
        short_moment(row.due_at),
        _outcome(row),
        _METHODS.get(row.method or "", row.method or ""),
        "",
    ]


def _outcome(row: RegisterRow) -> str:
    if row.state in _ENDED_OTHERWISE:
        return f"{_ENDED_OTHERWISE[row.state]} {short_moment(row.ended_at)}"
    return short_moment(row.returned_at)


def _volume(book: Book) -> str:
    """A volume is a month, as receipts name it; a book over several names the first and the last."""
    first, last = f"{book.first_on:%m/%Y}", f"{book.last_on:%m/%Y}"
    return first if first == last else f"{first} – {last}"
