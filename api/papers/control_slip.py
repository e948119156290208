"""05 of TT 01/2018, 06 of TT 03/2025: who had the dossier from when to when (phiếu kiểm soát)."""

from typing import Any

from api.papers.matter import Matter, common
from api.papers.words import moment, short_moment
from engine.reports.control_slip import SlipRow

_APPLICANT = "Người nộp hồ sơ"


def control_slip(matter: Matter) -> dict[str, Any]:
    """Return what the slip shows: every hand-over, as the journal has it."""
    return common(matter, matter.heading.of_desk()) | {
        "issuer": matter.desk.unit,
        "settled_by": matter.settled_by,
        "received": moment(matter.received_at),
        "due": moment(matter.due_at),
        "until": moment(matter.issued.entry.at),
        "rows": [_row(number, row) for number, row in enumerate(matter.slip, start=1)],
    }


def _row(number: int, row: SlipRow) -> list[str]:
    times = f"Nhận: {short_moment(row.received_at)}\nGiao: {short_moment(row.completed_at)}"
    giver = row.giver or _APPLICANT
    return [str(number), row.unit, row.step, times, giver, row.receiver, row.timeliness.label, row.note]
