"""03: that papers were not taken in, and why (phiếu từ chối tiếp nhận, giải quyết hồ sơ); there is no dossier."""

from typing import Any

from api.papers.heading import Heading, headed
from api.papers.matter import applicant, said
from engine.clock import in_hanoi
from engine.model.paper import PaperKind, regime_on
from engine.model.refusal import Refusal
from forms.papers.paper import Paper, template


def refusal_paper(refusal: Refusal, heading: Heading) -> Paper:
    """Return the slip of a refusal at reception."""
    on, kind = in_hanoi(refusal.refused_at).date(), PaperKind.REFUSAL
    data: dict[str, Any] = {
        "title": kind.label,
        "code": refusal.paper.written,
        "heading": {
            **headed(heading, heading.of_desk(), kind, on),
            "number": f"Số: {refusal.paper.written}",
        },
        "applicant": applicant(refusal.applicant),
        "request": said(refusal.applicant, "noi_dung_yeu_cau") or refusal.procedure,
        "procedure": f"{refusal.procedure} ({refusal.procedure_code})",
        "reasons": list(refusal.reasons),
        "signed": {"clerk": refusal.refuser},
        "contact": heading.contact,
    }
    return Paper(template(regime_on(on).forms[kind].template), data, refusal.refused_at)
