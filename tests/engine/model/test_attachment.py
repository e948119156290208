"""What may be handed in as a file."""

import pytest

from engine.errors import Refused
from engine.model.attachment import MAX_BYTES, media_type, reference
from forms.formats import FORMATS


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\xef\xbb\xbf" + b" " * 900 + b"%PDF-1.4", "application/pdf"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
    ],
)
def test_a_file_is_known_by_what_is_in_it(content: bytes, kind: str) -> None:
    assert media_type(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"PK\x03\x04",
        b"MZ",
        b"GIF89a",
        b"\x89PNG",
        b" " * 1024 + b"%PDF-1.4",
        "%ＰＤＦ-".encode(),
    ],
)
def test_any_other_file_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        media_type(content)

    assert refused.value.code == "attachment.wrong_kind"


def test_twenty_megabytes_are_taken_and_a_byte_more_is_refused() -> None:
    pdf = b"%PDF-"

    assert media_type(pdf + bytes(MAX_BYTES - len(pdf))) == "application/pdf"
    with pytest.raises(Refused) as refused:
        media_type(pdf + bytes(MAX_BYTES))
    assert (refused.value.code, refused.value.facts) == ("attachment.too_large", {"megabytes": 20})


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Bản vẽ.pdf", "Bản vẽ.pdf"),
        ("Ba\u0309n ve\u0303.pdf", "Bản vẽ.pdf"),
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("C:\\quét\\1.pdf", "C:_quét_1.pdf"),
        ("a\r\nb.pdf", "a__b.pdf"),
        ("  ", "tep"),
        ("x" * 200 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_kept_as_far_as_it_does_no_harm(given: str, kept: str) -> None:
    known = reference(b"%PDF-", given)

    assert known.partition("/")[2] == kept
    assert FORMATS["attachment"].holds(known)


def test_the_same_content_has_the_same_digest_under_every_name() -> None:
    first, second, other = reference(b"a", "x"), reference(b"a", "y"), reference(b"b", "x")

    assert first.partition("/")[0] == second.partition("/")[0] != other.partition("/")[0]
