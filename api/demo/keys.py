"""Keys of the demo city's leaders and offices, made by an authority of its own when somebody first signs."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

from api.signing.local import LocalSigner
from api.signing.signer import Key, Visible
from api.signing.signing import ROOTS, Signing
from api.signing.verify import Verifier, read_roots

DEMO_PASSPHRASE = "motcua-2018"
"""Opens every key of the demo city; shown where one signs there."""

_AUTHORITY = "Chứng thực chữ ký số của thành phố thử nghiệm"
_FROM, _UNTIL = datetime(2018, 1, 1, tzinfo=UTC), datetime(2058, 1, 1, tzinfo=UTC)
_MAX_NAME = 64  # characters, as X.520 allows a common name

Pair = tuple[ec.EllipticCurvePrivateKey, x509.Certificate]


def demo_signing(folder: Path) -> Signing:
    """Return signing for the demo city; its authority is made at once, keys when they are first used."""
    keys = DemoKeys(folder)
    keys.prepare()
    return Signing(keys, Verifier(read_roots(folder / ROOTS)), DEMO_PASSPHRASE)


@cache
def fleeting_signing() -> Signing:
    """Return signing whose keys are gone when the program ends, the same for everybody in it."""
    folder = TemporaryDirectory(prefix="motcua-keys-")
    # A folder that nothing refers to is removed at once; this one shall last as long as the program.
    _KEPT.append(folder)
    return demo_signing(Path(folder.name))


_KEPT: list[TemporaryDirectory[str]] = []


@dataclass(frozen=True)
class DemoKeys:
    """A signer that makes the key of whoever has none yet. Safe to share: the first to write a key decides."""

    folder: Path

    def sign(self, content: bytes, key: Key, visible: Visible) -> bytes:
        """See `Signer`."""
        path = self.folder / f"{key.holder}.p12"
        if path.parent == self.folder and not path.exists():
            self._make(path, key.name)
        return LocalSigner(self.folder).sign(content, key, visible)

    def prepare(self) -> None:
        """Make the authority, where there is none yet, and trust it."""
        (self.folder / ROOTS).mkdir(mode=0o700, parents=True, exist_ok=True)
        _, certificate = self._authority
        _write_once(self.folder / ROOTS / "demo.pem", certificate.public_bytes(Encoding.PEM))

    @cached_property
    def _authority(self) -> Pair:
        path = self.folder / "authority.key"
        if not path.exists():
            private = ec.generate_private_key(ec.SECP256R1())
            _write_once(path, _archive(private, _certificate(private, _AUTHORITY, None)))
        return _opened(path)

    def _make(self, path: Path, name: str) -> None:
        private = ec.generate_private_key(ec.SECP256R1())
        _write_once(path, _archive(private, _certificate(private, name, self._authority)))


def _certificate(private: ec.EllipticCurvePrivateKey, name: str, by: Pair | None) -> x509.Certificate:
    """A certificate of a signer, or of the authority itself where nobody issues it."""
    subject = _named(name)
    issuer, signing = (subject, private) if by is None else (by[1].subject, by[0])
    is_authority = by is None
    usage = x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_FROM)
        .not_valid_after(_UNTIL)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False
        )
        .sign(signing, SHA256())
    )


def _named(name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.COMMON_NAME, name[:_MAX_NAME]),
        ]
    )


def _archive(private: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> bytes:
    return pkcs12.serialize_key_and_certificates(
        b"motcua", private, certificate, None, BestAvailableEncryption(DEMO_PASSPHRASE.encode())
    )


def _opened(path: Path) -> Pair:
    private, certificate, _ = pkcs12.load_key_and_certificates(path.read_bytes(), DEMO_PASSPHRASE.encode())
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    assert certificate is not None
    return private, certificate


def _write_once(path: Path, content: bytes) -> None:
    """Write a file whole, unless somebody else was first: then theirs stays."""
    with NamedTemporaryFile(dir=path.parent) as whole:
        whole.write(content)
        whole.flush()
        try:
            os.link(whole.name, path)
        except FileExistsError:
            return
