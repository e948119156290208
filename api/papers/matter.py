"""What a paper speaks of: one paper of one dossier with everything that stands on it, read once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.papers.heading import Heading, headed
from engine.model.dossier import APPLICANT_NAME, DueEntry
from engine.model.procedure import Procedure
from engine.reports.control_slip import SlipRow
from engine.reports.papers import Issued
from engine.reports.timeline import Happening


@dataclass(frozen=True, slots=True)
class Matter:
    """A paper that was issued, and its dossier.

    `heading` is of the unit that issues it, `desk` of the one that received the dossier. `due` is the first entry of
    the ledger, as told at reception, if any. `settled_by` is the unit that decides, empty where it cannot be told;
    `address` is the look-up page with its key.
    """

    issued: Issued
    code: str
    procedure: Procedure
    heading: Heading
    desk: Heading
    happenings: Sequence[Happening]
    received_at: datetime
    due: DueEntry | None
    settled_by: str
    slip: list[SlipRow]
    address: str

    @property
    def due_at(self) -> datetime | None:
        """When the result is due as told at reception."""
        return None if self.due is None else self.due.due_at

    @property
    def facts(self) -> Mapping[str, Any]:
        """What the journal keeps of what was issued."""
        return self.issued.entry.facts


def common(matter: Matter, names: Mapping[str, str]) -> dict[str, Any]:
    """Return what every paper of a dossier shows; `names` are the lines of who issues it."""
    issued = matter.issued
    return {
        "title": issued.kind.label,
        "code": matter.code,
        "heading": {
            **headed(matter.heading, names, issued.kind, issued.on),
            "desk": matter.desk.desk,
            "number": f"Số: {issued.number}",
        },
        "applicant": applicant(issued.data),
        "request": said(issued.data, "noi_dung_yeu_cau") or matter.procedure.name,
        "procedure": f"{matter.procedure.name} ({matter.procedure.code})",
        "contact": matter.heading.contact,
    }


def applicant(data: Mapping[str, Any]) -> dict[str, str]:
    """Return who handed the dossier in, as forms of reception name it; what is not known is empty."""
    return {
        "name": said(data, APPLICANT_NAME),
        "identity_no": said(data, "so_dinh_danh"),
        "address": said(data, "dia_chi"),
        "phone": said(data, "dien_thoai"),
        "email": said(data, "thu_dien_tu"),
        "representative": said(data, "nguoi_dai_dien"),
    }


def said(facts: Mapping[str, Any], name: str) -> str:
    """Return a fact as text, empty where there is none."""
    value = facts.get(name)
    return "" if value is None else str(value)
