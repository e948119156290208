"""The document that answers a dossier: drafted, initialled, signed, numbered, sealed, returned; or revoked.

A dossier has at most one document in progress; one that is sealed or revoked may be followed by another, as where a
commune's certificate goes to a department that then decides.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from engine.model.paper import PaperNumber


class ResultKind(StrEnum):
    """What the document says: the result asked for, or that the conditions are not met (văn bản trả lời)."""

    RESULT = "result"
    CONDITIONS_NOT_MET = "conditions_not_met"


class ResultState(StrEnum):
    """How far the document has come; `sent_back` waits for a new draft."""

    DRAFTED = "drafted"
    INITIALLED = "initialled"
    SENT_BACK = "sent_back"
    SIGNED = "signed"
    NUMBERED = "numbered"
    SEALED = "sealed"
    RETURNED = "returned"
    REVOKED = "revoked"


DRAFTING = frozenset({ResultState.DRAFTED, ResultState.INITIALLED, ResultState.SENT_BACK})
"""States in which a new draft takes the place of the old one."""

SIGNABLE = frozenset({ResultState.DRAFTED, ResultState.INITIALLED})
ISSUED = frozenset({ResultState.SIGNED, ResultState.NUMBERED, ResultState.SEALED, ResultState.RETURNED})


class Capacity(StrEnum):
    """As whom a leader signs: as oneself, for (KT.), by order of (TL.), or authorised by somebody (TUQ.)."""

    OWN = "own"
    FOR = "KT."
    BY_ORDER = "TL."
    AUTHORISED = "TUQ."


@dataclass(frozen=True, slots=True)
class Hand:
    """Who did something to the document, and when."""

    by: str
    at: datetime

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read a stored hand."""
        return cls(stored["by"], datetime.fromisoformat(stored["at"]))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was verified of the newest signature on a file before a command was sent."""

    signer: str
    """The name in the certificate."""

    certificate: str
    """SHA-256 of the certificate, hexadecimal."""

    is_intact: bool
    covers_whole: bool
    is_trusted: bool

    @property
    def is_valid(self) -> bool:
        """Say whether the signature holds in every respect."""
        return self.is_intact and self.covers_whole and self.is_trusted


@dataclass(frozen=True, slots=True)
class Signature:
    """The file with the signature in it, who signed it when, and in which capacity for whom."""

    by: str
    at: datetime
    file: str
    evidence: Evidence
    capacity: Capacity = Capacity.OWN
    on_behalf_of: str = ""

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read a stored signature."""
        return cls(
            stored["by"],
            datetime.fromisoformat(stored["at"]),
            stored["file"],
            Evidence(**stored["evidence"]),
            Capacity(stored["capacity"]),
            stored["on_behalf_of"],
        )


@dataclass(frozen=True, slots=True)
class Result:
    """One document. `unit` is where it was drafted, `draft` refers to the file as attached; what has not happened yet
    is None. `symbol` follows the number, as in 12/QĐ-UBND."""

    id: UUID
    unit: str
    kind: ResultKind
    title: str
    state: ResultState
    draft: str
    drafted: Hand
    initials: tuple[Hand, ...] = ()
    signed: Signature | None = None
    number: PaperNumber | None = None
    symbol: str = ""
    numbered: Hand | None = None
    sealed: Signature | None = None
    returned: Hand | None = None
    revoked: Hand | None = None

    @property
    def file(self) -> str:
        """Return the reference of the file as it stands now: sealed, else signed, else the draft."""
        last = self.sealed or self.signed
        return self.draft if last is None else last.file

    @property
    def written_number(self) -> str:
        """Return number and symbol as the document shows them, empty before it has a number."""
        if self.number is None:
            return ""
        return f"{self.number.number:02d}/{self.symbol}" if self.symbol else f"{self.number.number:02d}"

    def sent_back(self) -> Self:
        """Return it waiting for a new draft; whoever initialled it initialled that text, not the next."""
        return replace(self, state=ResultState.SENT_BACK, initials=())


def current(results: Sequence[Result]) -> Result | None:
    """Return the document that steps are about now: the latest that is not revoked."""
    kept = [each for each in results if each.state is not ResultState.REVOKED]
    return kept[-1] if kept else None


class Deed(StrEnum):
    """What a step of a diagram must do to the document before it can be completed (motcua:deed)."""

    DRAFT = "draft"
    INITIAL = "initial"
    SIGN = "sign"
    NUMBER = "number"
    SEAL = "seal"
    RETURN = "return"


SENDS_BACK = "tra_lai"
"""The choice by which forms send a dossier back; such forms ask for the reason themselves."""


def is_done(deed: Deed, result: Result | None, since: datetime) -> bool:
    """Say whether a deed was done to the document since its step was opened; what is returned must be sealed."""
    if result is None or result.state is ResultState.SENT_BACK:
        return False
    if deed is Deed.RETURN:
        return result.state in (ResultState.SEALED, ResultState.RETURNED)
    return any(hand is not None and hand.at >= since for hand in _hands(deed, result))


def _hands(deed: Deed, result: Result) -> Iterable[Hand | Signature | None]:
    return {
        Deed.DRAFT: (result.drafted,),
        Deed.INITIAL: result.initials,
        Deed.SIGN: (result.signed,),
        Deed.NUMBER: (result.numbered,),
        Deed.SEAL: (result.sealed,),
    }[deed]
