"""05 of TT 03/2025, a plain notice before it: that a dossier is no longer dealt with (dừng giải quyết)."""

from typing import Any

from api.papers.matter import Matter, common, said
from api.papers.words import day, moment
from engine.clock import in_hanoi


def stop(matter: Matter) -> dict[str, Any]:
    """Return what the notice shows."""
    facts = matter.facts
    return common(matter, matter.heading.of_unit()) | {
        "issuer": matter.heading.unit,
        "received": day(in_hanoi(matter.received_at)),
        "stopped": moment(matter.issued.entry.at),
        "reason": said(facts, "reason"),
        "basis": said(facts, "legal_basis"),
        "return_place": matter.desk.desk,
        "signed": {"leader": matter.issued.entry.person or ""},
    }
