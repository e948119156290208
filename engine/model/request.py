"""A request on a dossier: that its papers be completed, or that it be given back; and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class RequestKind(StrEnum):
    """Papers to be completed (yêu cầu bổ sung), or the applicant's wish to withdraw (xin rút)."""

    SUPPLEMENT = "supplement"
    WITHDRAWAL = "withdrawal"


class RequestState(StrEnum):
    """`asked` waits for who decides; `open` for the applicant's answer; `done` is one that lost its object."""

    ASKED = "asked"
    OPEN = "open"
    ANSWERED = "answered"
    DECLINED = "declined"
    EXPIRED = "expired"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `decided_at` is when it was granted or declined; `closed_at` None while it is not over."""

    id: UUID
    kind: RequestKind
    state: RequestState
    facts: Mapping[str, Any]
    asked_by: str
    asked_at: datetime
    decided_by: str | None = None
    decided_at: datetime | None = None
    expires_at: datetime | None = None
    closed_by: str | None = None
    closed_at: datetime | None = None

    @property
    def stood_still(self) -> bool:
        """Tell whether the dossier's clock stands or stood still for it."""
        return self.kind is RequestKind.SUPPLEMENT and self.expires_at is not None


def in_progress(requests: tuple[Request, ...], kind: RequestKind) -> Request | None:
    """Return the request of a kind that is not over, of which there is at most one."""
    return next((each for each in requests if each.kind is kind and each.closed_at is None), None)


def supplement_open(requests: tuple[Request, ...]) -> Request | None:
    """Return the supplement that the applicant is asked for now: while it lasts the dossier stands still."""
    found = in_progress(requests, RequestKind.SUPPLEMENT)
    return found if found is not None and found.state is RequestState.OPEN else None
