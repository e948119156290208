"""A refusal at reception (từ chối tiếp nhận): papers looked at and not taken in, so that no dossier came of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from engine.model.paper import PaperNumber


@dataclass(frozen=True, slots=True)
class Refusal:
    """Who wanted what and why it was not taken in; `applicant` holds the names that forms of reception use."""

    id: UUID
    procedure_code: str
    case_code: str
    procedure: str
    applicant: Mapping[str, str]
    reasons: tuple[str, ...]
    paper: PaperNumber
    refused_by: str
    refused_at: datetime
    refuser: str = ""
    """The name of who refused, where it is read back."""

    @property
    def unit(self) -> str:
        """The unit that refused."""
        return self.paper.unit
