"""Signing as the pages and REST use it: one signature added to a file, and verified before anybody relies on it."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from api.signing.local import LocalSigner
from api.signing.signer import Key, Signer, Visible
from api.signing.verify import Verified, Verifier, read_roots
from engine.errors import Refused
from engine.model.result import Evidence

ROOTS = "roots"
"""Within the folder of keys: the certificate authorities that the city trusts."""


@dataclass(frozen=True, slots=True)
class Signing:
    """How the city signs and verifies. `default_passphrase` opens every key of the demo city, None elsewhere."""

    signer: Signer | None = None
    verifier: Verifier = field(default_factory=Verifier)
    default_passphrase: str | None = None

    def sign(self, content: bytes, key: Key, visible: Visible) -> tuple[bytes, Evidence]:
        """Return the signed file and what was verified of it. Refused `signing.not_set_up` and as the signer does."""
        if self.signer is None:
            raise Refused("signing.not_set_up")
        signed = self.signer.sign(content, key, visible)
        return signed, self.evidence(signed, visible.at)

    def evidence(self, content: bytes, at: datetime) -> Evidence:
        """Return what was verified of the newest signature on a file. Refused `signing.no_signature`."""
        found = self.verify(content, at)
        if not found:
            raise Refused("signing.no_signature")
        return found[-1].evidence

    def verify(self, content: bytes, at: datetime) -> tuple[Verified, ...]:
        """Return every signature on a file, first made first."""
        return self.verifier.verify(content, at)


def local_signing(folder: Path) -> Signing:
    """Return signing with the keys and the trusted roots of a folder."""
    return Signing(LocalSigner(folder), Verifier(read_roots(folder / ROOTS)))
