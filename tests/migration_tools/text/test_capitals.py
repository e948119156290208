"""Capitals that TCVN3 cannot write: decided by their neighbours, else by the column's policy, else by a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration_tools.text.capitals import Capitals, capitals_of_font, neighbours_decide, policy_decides
from migration_tools.text.decode import decode, encode, unwritable
from migration_tools.text.tables import letters


def _read(text: str) -> str:
    return neighbours_decide(decode(encode(text, "tcvn3"), "tcvn3"), "tcvn3")


@pytest.mark.parametrize(
    "text",
    [
        "NGUYỄN VĂN Ả",
        "TRẦN THỊ BÀ",
        "UBND xã Hà Hồi",
        "Hà Nội",
        "ủy ban",
        "SỞ TƯ PHÁP",
        "Ô. TRẦN THỊ Ý",
        "Lê Thị Mỹ",
    ],
)
def test_neighbours_decide_what_they_can(text: str) -> None:
    assert _read(text) == text


def test_a_word_of_one_capital_follows_a_cell_of_capitals() -> None:
    assert _read("PHƯỜNG LÝ") == "PHƯỜNG LÝ"
    assert _read("Phường Lý") == "Phường Lý"


@pytest.mark.parametrize(
    ("capitals", "text"),
    [
        (Capitals.LOWER, "ánh Hà"),
        (Capitals.UPPER, "ÁNH HÀ"),
        (Capitals.TITLE, "Ánh Hà"),
        (Capitals.QUARANTINE, None),
    ],
)
def test_an_open_letter_follows_the_policy(capitals: Capitals, text: str | None) -> None:
    assert policy_decides(_read("Ánh Hà"), "tcvn3", capitals) == text


@pytest.mark.parametrize("text", ["Nguyễn Văn Hùng", "NGUYỄN VĂN HÙNG", "12/3 Kim Mã, phường Bến Nghé"])
def test_nothing_is_open_where_every_first_letter_is_certain(text: str) -> None:
    assert policy_decides(_read(text), "tcvn3", Capitals.QUARANTINE) == text


def test_one_short_name_alone_may_be_small_or_capital() -> None:
    assert policy_decides(_read("Hà"), "tcvn3", Capitals.QUARANTINE) is None


@pytest.mark.parametrize("letter", sorted(unwritable("tcvn3")))
def test_every_capital_that_cannot_be_written_comes_back_from_a_column_of_capitals(letter: str) -> None:
    assert policy_decides(_read(letter), "tcvn3", Capitals.UPPER) == letter


@given(st.text(sorted({*letters(), *"bcdghklmnpqrstvx "})), st.sampled_from(Capitals))
def test_an_encoding_that_writes_every_capital_is_left_alone(text: str, capitals: Capitals) -> None:
    assert neighbours_decide(text, "vni") == text
    assert policy_decides(text, "vni", capitals) == text


@given(st.text(sorted({*letters(), *"bcdghklmnpqrstvxBCDGH "})), st.sampled_from(Capitals))
def test_policy_changes_capitals_and_never_letters(text: str, capitals: Capitals) -> None:
    decided = policy_decides(neighbours_decide(text, "tcvn3"), "tcvn3", capitals)

    assert decided is None or decided.lower() == text.lower()


@pytest.mark.parametrize(
    ("font", "capitals"),
    [(".VnTimeH", Capitals.UPPER), (".VnTime", Capitals.LOWER), ("Times New RomanH", Capitals.LOWER)],
)
def test_the_font_says_whether_small_bytes_were_shown_as_capitals(font: str, capitals: Capitals) -> None:
    assert capitals_of_font(font) is capitals
