"""Pages as pictures: what they are of, and that no file can do harm by being drawn."""

import struct

import pytest

from api.demo.keys import fleeting_signing
from api.previews.drawing import MAX_PIXELS, draw
from api.signing.signer import Corner, Key, Visible
from engine.errors import Refused
from tests.support.city import STARTS_AT
from tests.support.documents import PASSPHRASE, pdf

PDF = "application/pdf"


def size(picture: bytes) -> tuple[int, int]:
    """Width and height as the PNG itself tells."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def test_a_page_is_drawn_to_its_longest_side() -> None:
    drawn = draw(PDF, pdf(pages=3), 0, 700)

    assert (drawn.media_type, drawn.pages) == ("image/png", 3)
    assert max(size(drawn.content)) == 700


def test_each_page_is_its_own_picture_and_drawn_alike_again() -> None:
    content = pdf("trang", pages=2)

    assert draw(PDF, content, 0).content != draw(PDF, content, 1).content
    assert draw(PDF, content, 0) == draw(PDF, content, 0)


def test_nobody_gets_a_larger_picture_than_there_may_be() -> None:
    assert max(size(draw(PDF, pdf(), 0, 100_000).content)) == MAX_PIXELS


def test_a_visible_signature_is_seen() -> None:
    """Annotations are drawn too: a preview that left signatures out would show an unsigned document."""
    content = pdf("một trang")
    seen = Visible(Corner.LEADER, ("Người ký: Lại Thị Phương My",), STARTS_AT)
    signed, _ = fleeting_signing().sign(content, Key("nguoi-ky", "Lại Thị Phương My", PASSPHRASE), seen)

    assert draw(PDF, signed, 0, 700).content != draw(PDF, content, 0, 700).content


def test_a_picture_is_its_own_preview() -> None:
    drawn = draw("image/jpeg", b"\xff\xd8\xff...", 0)

    assert (drawn.media_type, drawn.content, drawn.pages) == ("image/jpeg", b"\xff\xd8\xff...", 1)


@pytest.mark.parametrize(("kind", "page"), [(PDF, 1), (PDF, -1), (PDF, 10_000), ("image/png", 1)])
def test_a_page_that_is_not_there_is_refused(kind: str, page: int) -> None:
    with pytest.raises(Refused, match=r"preview\.no_such_page"):
        draw(kind, pdf(), page)


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"%PDF-1.7\n" + bytes(5_000), pdf()[:2_000]])
def test_a_broken_file_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match=r"preview\.unreadable"):
        draw(PDF, content, 0)


def test_a_page_of_monstrous_size_is_drawn_small() -> None:
    huge = pdf().replace(b"/MediaBox [0 0 419.52755 595.2756]", b"/MediaBox [0 0 9999999 9999999.0 ]")

    assert max(size(draw(PDF, huge, 0, 300).content)) == 300
