"""What the clerk gets from scanning a citizen card."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import cccd_qr

CARD = "001087123456|012345678|Nguyễn Văn  An|21111987|Nam|Số 1, Tràng Tiền, Hoàn Kiếm, Hà Nội|05082021"


def test_a_card_gives_its_seven_fields() -> None:
    assert cccd_qr.parse(CARD) == {
        "identity_no": "001087123456",
        "old_identity_no": "012345678",
        "full_name": "Nguyễn Văn An",
        "born_on": "1987-11-21",
        "gender": "male",
        "address": "Số 1, Tràng Tiền, Hoàn Kiếm, Hà Nội",
        "issued_on": "2021-08-05",
    }


def test_a_person_who_never_had_the_older_card_has_no_old_number() -> None:
    read = cccd_qr.parse("001187123456||Trần Thị Bình|01021987|Nữ|Hà Nội|05082021")

    assert "old_identity_no" not in read
    assert read["gender"] == "female"


def test_the_later_card_with_more_fields_is_read_too() -> None:
    assert cccd_qr.parse(CARD + "|Nguyễn Văn Ba|Trần Thị Tư|") == cccd_qr.parse(CARD)


def test_the_newline_of_a_scanner_does_not_matter() -> None:
    assert cccd_qr.parse(CARD + "\r\n") == cccd_qr.parse(CARD)


def test_accents_written_apart_come_out_joined() -> None:
    read = cccd_qr.parse(CARD.replace("Nguyễn", "Nguye\u0302\u0303n"))

    assert read["full_name"] == "Nguyễn Văn An"


@pytest.mark.parametrize("born", ["30021987", "00001950", "1950", "", "２１111987", "21/11/1987"])
def test_a_birthday_that_is_no_day_is_left_for_the_clerk(born: str) -> None:
    read = cccd_qr.parse(CARD.replace("21111987", born))

    assert "born_on" not in read
    assert read["identity_no"] == "001087123456"


@pytest.mark.parametrize(
    "text",
    ["", "https://example.org", "001087123456", CARD.rsplit("|", 1)[0], "999" + CARD[1:], "|" * 10],
)
def test_a_text_that_is_no_card_gives_nothing(text: str) -> None:
    assert cccd_qr.parse(text) == {}


@given(st.text(alphabet="|0123456789 aNữ\n", max_size=60))
def test_no_scan_breaks_the_reader(text: str) -> None:
    read = cccd_qr.parse(text)

    assert all(read.values())
