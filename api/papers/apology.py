"""04: the apology with the one new date, before the due date has passed (phiếu xin lỗi)."""

from datetime import datetime
from typing import Any

from api.papers.matter import Matter, common, said
from api.papers.words import day, moment
from engine.clock import in_hanoi


def apology(matter: Matter) -> dict[str, Any]:
    """Return what the apology shows, for either circular."""
    facts = matter.facts
    return common(matter, matter.heading.of_unit()) | {
        "issuer": matter.heading.unit,
        "received": day(in_hanoi(matter.received_at)),
        "promised": moment(datetime.fromisoformat(facts["promised_at"])),
        "reason": said(facts, "reason"),
        "new_date": moment(datetime.fromisoformat(facts["due_at"])),
        "signed": {"leader": matter.issued.entry.person or ""},
    }
