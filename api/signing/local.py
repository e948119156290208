"""Keys in files: one PKCS#12 archive a holder in a folder, opened by the passphrase typed at signing."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.stamp import StaticStampStyle

from api.signing.apart import apart
from api.signing.signer import Key, Visible
from api.signing.stamp import box, stamp
from engine.errors import Refused


@dataclass(frozen=True, slots=True)
class LocalSigner:
    """Signs with the keys of a folder, `<holder>.p12`."""

    folder: Path

    def sign(self, content: bytes, key: Key, visible: Visible) -> bytes:
        """See `Signer`."""
        opened = self._opened(key)
        with TemporaryDirectory() as folder:
            picture = Path(folder, "stamp.pdf")
            picture.write_bytes(stamp(visible))
            try:
                return apart(_signed, content, opened, (visible, picture))
            except (PdfError, SigningError, ValueError, KeyError, TypeError, IndexError) as error:
                raise Refused("signing.not_signable") from error

    def _opened(self, key: Key) -> signers.SimpleSigner:
        path = self.folder / f"{key.holder}.p12"
        if path.parent != self.folder or not path.is_file():
            raise Refused("signing.no_key", name=key.name)
        try:
            opened: signers.SimpleSigner = signers.SimpleSigner.load_pkcs12_data(
                path.read_bytes(), (), key.passphrase.encode()
            )
        except ValueError as error:
            raise Refused("signing.wrong_passphrase", name=key.name) from error
        return opened


class _AtMoment(signers.PdfSigner):
    """The moment that a signature tells comes from the city's clock, never from the machine's."""

    at: datetime

    def init_signing_session(self, *values: Any, **named: Any) -> Any:
        session = super().init_signing_session(*values, **named)
        session.system_time = self.at
        return session


def _signed(content: bytes, opened: signers.SimpleSigner, seen: tuple[Visible, Path]) -> bytes:
    visible, picture = seen
    writer = IncrementalPdfFileWriter(BytesIO(content))
    name = f"ChuKy{len(list(fields.enumerate_sig_fields(writer.prev))) + 1}"
    signer = _AtMoment(
        signers.PdfSignatureMetadata(
            field_name=name, subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256"
        ),
        opened,
        stamp_style=StaticStampStyle.from_pdf_file(str(picture), border_width=0),
        new_field_spec=fields.SigFieldSpec(name, on_page=-1, box=box(visible.corner, _width(writer))),
    )
    signer.at = visible.at
    signed = signer.sign_pdf(writer)
    return bytes(signed.getvalue())


def _width(writer: IncrementalPdfFileWriter) -> float:
    """The width of the last page; the media box may be written on a node above it."""
    reader: Any = writer.prev
    found = reader.find_page_for_modification(-1)[0].get_object()
    while "/MediaBox" not in found:
        found = found["/Parent"]
    left, _, right, _ = found["/MediaBox"]
    return float(right) - float(left)
