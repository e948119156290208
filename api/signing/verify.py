"""What anybody can verify of the signatures on a PDF: who signed, nothing changed since, nothing left out, trusted."""

import logging
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from api.signing.apart import apart
from engine.model.result import Evidence

# What is wrong with a signature is told by what we return; the library's own account of it would only fill the log.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Verified:
    """One signature on a file; `at` is when its signer says it was made."""

    evidence: Evidence
    at: datetime | None

    @property
    def is_valid(self) -> bool:
        """Say whether the signature holds in every respect."""
        return self.evidence.is_valid


@dataclass(frozen=True, slots=True)
class Verifier:
    """Verifies against the certificate authorities that the city trusts."""

    roots: tuple[Any, ...] = ()
    """As the verifying library holds certificates."""

    def verify(self, content: bytes, at: datetime) -> tuple[Verified, ...]:
        """Return every signature on a file, first made first; a file that cannot be read has none."""
        try:
            found = PdfFileReader(BytesIO(content)).embedded_regular_signatures
            return tuple(self._verified(each, at, is_last=each is found[-1]) for each in found)
        except (PdfError, ValueError, KeyError, TypeError, IndexError):
            return ()

    def _verified(self, signature: EmbeddedPdfSignature, at: datetime, *, is_last: bool) -> Verified:
        context = ValidationContext(trust_roots=list(self.roots), allow_fetching=False, moment=at)
        certificate = signature.signer_cert
        name = str(certificate.subject.native.get("common_name", certificate.subject.human_friendly))
        digest = sha256(certificate.dump()).hexdigest()
        try:
            status = apart(validate_pdf_signature, signature, context)
        except (PdfError, ValueError, KeyError, TypeError, IndexError):
            return Verified(Evidence(name, digest, False, False, False), None)
        is_intact = status.intact and status.valid
        evidence = Evidence(name, digest, is_intact, _covers_whole(status, is_last), status.trusted)
        return Verified(evidence, status.signer_reported_dt)


def _covers_whole(status: PdfSignatureStatus, is_last: bool) -> bool:
    """The newest signature covers the file; after an older one nothing but signatures may have been added."""
    if is_last:
        return status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return (
        status.coverage is not None
        and status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION
        and isinstance(status.modification_level, ModificationLevel)
        and status.modification_level <= ModificationLevel.FORM_FILLING
        and bool(status.docmdp_ok)
    )


def read_roots(folder: Path) -> tuple[Any, ...]:
    """Return the certificates in the PEM files of a folder; none where there is no such folder."""
    files = (path.read_bytes() for path in sorted(folder.glob("*.pem")))
    return tuple(each for content in files for each in load_certs_from_pemder_data(content))
