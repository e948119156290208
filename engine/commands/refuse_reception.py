"""Refuse at the desk to take papers in, with a slip that says why (form 03); no dossier comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from engine.commands.desk import Desk
from engine.commands.guard import MAX_REASON, require_role, require_unit
from engine.commands.settle import procedure_of
from engine.errors import Refused
from engine.model.paper import PaperKind
from engine.model.refusal import Refusal
from engine.model.role import Role
from engine.store import paper_numbers, refusals

APPLICANT_NAMES = ("ho_ten", "so_dinh_danh", "dia_chi", "dien_thoai", "thu_dien_tu", "noi_dung_yeu_cau")
"""What the slip tells of the applicant, called as forms of reception call it; only the name must be given."""

MAX_TEXT, MAX_REASONS = 500, 20


@dataclass(frozen=True, slots=True)
class RefuseReception:
    """Refuse papers for a procedure in force. `id` is the caller's: the same one again changes nothing.

    Refused `unit.unknown`, `procedure.not_in_force`, `actor.not_allowed`, `refusal.no_name`,
    `refusal.no_reason`, `refusal.too_long`.
    """

    id: UUID
    procedure_code: str
    case_code: str
    unit: str
    applicant: Mapping[str, str]
    reasons: tuple[str, ...]

    def take(self, desk: Desk) -> None:
        """Decide and store; see the class."""
        require_unit(desk, self.unit)
        deployment = desk.deployments.in_force(desk.work, self.procedure_code, self.case_code, desk.now)
        procedure = procedure_of(desk, deployment.digest)
        actor = require_role(desk, self.unit, Role.RECEPTION_CLERK, procedure.field)
        applicant, reasons = self._told()
        if refusals.find(desk.work, self.id) is not None:
            return
        refusal = Refusal(
            id=self.id,
            procedure_code=procedure.code,
            case_code=procedure.case,
            procedure=procedure.name,
            applicant=applicant,
            reasons=reasons,
            paper=paper_numbers.next_number(desk.work, self.unit, PaperKind.REFUSAL, desk.today),
            refused_by=actor.person_id,
            refused_at=desk.now,
        )
        refusals.add(desk.work, refusal)

    def _told(self) -> tuple[dict[str, str], tuple[str, ...]]:
        applicant = {name: self.applicant.get(name, "").strip() for name in APPLICANT_NAMES}
        reasons = tuple(reason.strip() for reason in self.reasons if reason.strip())
        if not applicant["ho_ten"]:
            raise Refused("refusal.no_name")
        if not reasons:
            raise Refused("refusal.no_reason")
        too_long = any(len(text) > MAX_TEXT for text in applicant.values()) or len(reasons) > MAX_REASONS
        if too_long or any(len(reason) > MAX_REASON for reason in reasons):
            raise Refused("refusal.too_long", letters=MAX_TEXT, reasons=MAX_REASONS, limit=MAX_REASON)
        return applicant, reasons
