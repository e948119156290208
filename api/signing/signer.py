"""What every way of signing offers, whether the key lies in a file, on a token or with a provider."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Corner(StrEnum):
    """Where on the last page the visible signature stands: the leader's right, the unit's left."""

    LEADER = "leader"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Key:
    """Whose key signs, the name its certificate bears, and what opens it."""

    holder: str
    name: str
    passphrase: str


@dataclass(frozen=True, slots=True)
class Visible:
    """What is seen of a signature on the page: where, which lines of text, and the moment it tells."""

    corner: Corner
    lines: tuple[str, ...]
    at: datetime


class Signer(Protocol):
    """Adds a signature to a PDF, with one after the other standing side by side. Never called in a transaction."""

    def sign(self, content: bytes, key: Key, visible: Visible) -> bytes:
        """Return the file with a PAdES signature (baseline B-B) written after its last byte.

        Refused `signing.no_key`, `signing.wrong_passphrase`, `signing.not_signable`.
        """
