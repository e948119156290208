"""02: the slip that asks for what is missing, once and in full (phiếu yêu cầu bổ sung, hoàn thiện hồ sơ)."""

from datetime import datetime
from typing import Any

from api.papers.matter import Matter, common, said
from api.papers.words import moment
from engine.events import EventKind
from engine.model.counting import AfterPause
from engine.model.procedure import Procedure

_CLOCK = {
    AfterPause.RESUME: "Thời gian chờ bổ sung không tính vào thời hạn giải quyết; nhận đủ thì thời hạn được tính tiếp.",
    AfterPause.RESTART: "Khi nhận đủ nội dung bổ sung, thời hạn giải quyết được tính lại từ đầu.",
}


def supplement(matter: Matter) -> dict[str, Any]:
    """Return what the slip shows."""
    facts = matter.facts
    return common(matter, matter.heading.of_desk()) | {
        "items": [str(each) for each in facts["items"]],
        "reason": said(facts, "reason"),
        "answer_by": moment(datetime.fromisoformat(facts["expires_at"])),
        "clock": _CLOCK[_after(matter.procedure)],
        "ask": said(facts, "contact") or matter.heading.contact,
        "signed": {"instructor": _instructor(matter)},
    }


def _after(procedure: Procedure) -> AfterPause:
    return AfterPause.RESTART if procedure.supplement.restarts else procedure.counting.after_pause


def _instructor(matter: Matter) -> str:
    """Who found what is missing: where a leader had to approve the request, still the one who made it."""
    request = matter.facts.get("request")
    proposed = (
        each.person
        for each in matter.happenings
        if each.kind is EventKind.SUPPLEMENT_PROPOSED and each.facts.get("request") == request
    )
    return next(proposed, matter.issued.entry.person) or ""
