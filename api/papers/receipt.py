"""01: the receipt with the day on which the result is due (giấy tiếp nhận hồ sơ và hẹn trả kết quả)."""

from collections.abc import Iterable
from typing import Any

import segno

from api.papers.matter import Matter, common, said
from api.papers.words import counted, day, moment
from engine.clock import in_hanoi
from engine.model.derivation import sentences
from engine.model.paper import PaperKind, own_number
from engine.model.procedure import Component


def receipt(matter: Matter) -> dict[str, Any]:
    """Return what the receipt shows; why the result is due then stands on it in sentences."""
    data = matter.issued.data
    shown = common(matter, matter.heading.of_desk())
    number = own_number(PaperKind.RECEIPT, matter.code).rpartition("/")[0]
    return shown | {
        "qr": segno.make(matter.address, error="m").svg_inline(border=0),
        "components": [_component(each) for each in _handed_in(matter)],
        "sets": counted(int(data.get("so_bo_ho_so") or 1), "bộ"),
        "limit": matter.procedure.limit.in_words(),
        "received": moment(matter.received_at),
        "due": moment(matter.due_at),
        "return_place": matter.desk.desk,
        "book": {"volume": f"{in_hanoi(matter.received_at):%m/%Y}", "number": number},
        "reasons": [] if matter.due is None else sentences(matter.due.derivation),
        "corrected": _corrected(matter),
        "signed": {"submitter": shown["applicant"]["name"], "clerk": matter.issued.entry.person or ""},
    }


def _handed_in(matter: Matter) -> Iterable[Component]:
    """Yield the components that the clerk ticked at reception; forms name them by their codes."""
    data = matter.issued.data
    return (each for each in matter.procedure.components if data.get(f"co_{each.code}") is True)


def _component(component: Component) -> str:
    kind = "bản chính" if component.original else "bản sao"
    return f"{component.name}: {counted(component.copies, kind)}"


def _corrected(matter: Matter) -> str:
    """Say that this receipt takes the place of an earlier one, and why."""
    if matter.issued.no == 1:
        return ""
    reason = said(matter.facts, "reason").rstrip(".")
    return f"Cấp lại ngày {day(matter.issued.on)}, thay giấy đã cấp trước. Lý do: {reason}."
