"""Signatures: what is signed verifies, and whatever was done to it afterwards shows."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.demo.keys import DEMO_PASSPHRASE, demo_signing, fleeting_signing
from api.signing.local import LocalSigner
from api.signing.signer import Corner, Key, Visible
from api.signing.signing import Signing, local_signing
from engine.errors import Refused
from tests.support.city import STARTS_AT
from tests.support.documents import pdf

LEADER = Key("lanhdao.00295", "Lại Thị Phương My", DEMO_PASSPHRASE)
UNIT = Key("unit.00295", "UBND phường Minh Khai", DEMO_PASSPHRASE)
SEEN = Visible(Corner.LEADER, ("KT. CHỦ TỊCH", "Người ký: Lại Thị Phương My"), STARTS_AT)
SEALED = Visible(Corner.UNIT, ("Số: 12/QĐ-UBND",), STARTS_AT)


@pytest.fixture(scope="module")
def signing() -> Signing:
    return fleeting_signing()


@cache
def signed_once() -> bytes:
    return fleeting_signing().sign(pdf(), LEADER, SEEN)[0]


@pytest.fixture
def signed() -> bytes:
    return signed_once()


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as error:
        act()
    return error.value.code


def test_a_signed_file_tells_who_signed_when_and_that_it_holds(signing: Signing, signed: bytes) -> None:
    (found,) = signing.verify(signed, STARTS_AT)

    assert found.evidence.signer == "Lại Thị Phương My"
    assert found.at == STARTS_AT
    assert found.is_valid


def test_the_signature_is_written_after_the_last_byte_of_the_file(signed: bytes) -> None:
    assert signed.startswith(pdf())
    assert b"/ETSI.CAdES.detached" in signed  # PAdES, not the older way


def test_a_seal_beside_a_signature_leaves_both_valid(signing: Signing, signed: bytes) -> None:
    sealed, evidence = signing.sign(signed, UNIT, SEALED)

    assert [each.evidence.signer for each in signing.verify(sealed, STARTS_AT)] == [LEADER.name, UNIT.name]
    assert all(each.is_valid for each in signing.verify(sealed, STARTS_AT))
    assert evidence.signer == UNIT.name


@settings(max_examples=25, deadline=None)
@given(st.integers(min_value=0, max_value=len(pdf()) - 1), st.integers(min_value=1, max_value=255))
def test_a_changed_byte_of_the_document_is_seen(position: int, change: int) -> None:
    signing = fleeting_signing()
    damaged = bytearray(signed_once())
    damaged[position] ^= change

    assert not any(each.is_valid for each in signing.verify(bytes(damaged), STARTS_AT))


def test_something_written_after_the_last_signature_is_not_covered(signing: Signing, signed: bytes) -> None:
    (found,) = signing.verify(signed + b"\n% more", STARTS_AT)

    assert not found.evidence.covers_whole
    assert not found.is_valid


def test_a_signature_of_an_unknown_authority_is_not_trusted(tmp_path: Path, signing: Signing) -> None:
    stranger = demo_signing(tmp_path)
    foreign, _ = stranger.sign(pdf(), LEADER, SEEN)

    (found,) = signing.verify(foreign, STARTS_AT)

    assert (found.evidence.is_intact, found.evidence.is_trusted, found.is_valid) == (True, False, False)


def test_a_certificate_that_has_run_out_is_not_trusted(signing: Signing, signed: bytes) -> None:
    (found,) = signing.verify(signed, STARTS_AT + timedelta(days=365 * 60))

    assert not found.evidence.is_trusted


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nothing", pdf()])
def test_a_file_without_a_signature_has_none(signing: Signing, content: bytes) -> None:
    assert signing.verify(content, STARTS_AT) == ()
    assert refused(lambda: signing.evidence(content, STARTS_AT)) == "signing.no_signature"


class TestLocalKeys:
    def test_a_wrong_passphrase_opens_nothing(self, signing: Signing) -> None:
        signing.sign(pdf(), LEADER, SEEN)
        wrong = Key(LEADER.holder, LEADER.name, "sai")

        assert refused(lambda: signing.sign(pdf(), wrong, SEEN)) == "signing.wrong_passphrase"

    def test_who_has_no_key_cannot_sign(self, tmp_path: Path) -> None:
        nobody = local_signing(tmp_path)

        assert refused(lambda: nobody.sign(pdf(), LEADER, SEEN)) == "signing.no_key"

    @pytest.mark.parametrize("holder", ["../authority", "/etc/passwd", "a/b"])
    def test_a_name_never_leads_out_of_the_folder(self, tmp_path: Path, holder: str) -> None:
        (tmp_path / "keys").mkdir()
        (tmp_path / "authority.p12").write_bytes(b"x")
        signer = LocalSigner(tmp_path / "keys")

        assert refused(lambda: signer.sign(pdf(), Key(holder, "", ""), SEEN)) == "signing.no_key"

    @pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken", b"not a pdf"])
    def test_what_is_no_pdf_cannot_be_signed(self, signing: Signing, content: bytes) -> None:
        assert refused(lambda: signing.sign(content, LEADER, SEEN)) == "signing.not_signable"

    def test_a_city_without_keys_says_so(self) -> None:
        assert refused(lambda: Signing().sign(pdf(), LEADER, SEEN)) == "signing.not_set_up"

    def test_keys_outlive_the_program_and_nobody_else_reads_them(self, tmp_path: Path) -> None:
        first, _ = demo_signing(tmp_path).sign(pdf(), LEADER, SEEN)

        (found,) = demo_signing(tmp_path).verify(first, STARTS_AT)

        assert found.is_valid
        assert all(path.stat().st_mode & 0o077 == 0 for path in tmp_path.rglob("*.p12"))
