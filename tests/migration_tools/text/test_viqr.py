"""VIQR as RFC 1456 spells it: every letter, every escape, and signs that only look like marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration_tools.text.tables import letters, viqr_spellings
from migration_tools.text.viqr import read_viqr, write_viqr

ALL_146 = (*letters(), *"aeiouyAEIOUY")


@pytest.mark.parametrize("letter", ALL_146)
def test_every_letter_is_spelled_in_ascii_and_read_back(letter: str) -> None:
    spelled = write_viqr(letter)

    assert spelled.isascii()
    assert read_viqr(spelled) == letter


@pytest.mark.parametrize(
    ("spelled", "text"),
    [
        ("Tie^'ng Vie^.t", "Tiếng Việt"),
        ("DDa`o Du+o+ng", "Đào Dương"),
        ("Dda.t ddi", "Đạt đi"),
        ("a(' a(` a(? a(~ a(.", "ắ ằ ẳ ẵ ặ"),
        ("Nguye^~n Thi. U't", "Nguyễn Thị Út"),
    ],
)
def test_words_are_read(spelled: str, text: str) -> None:
    assert read_viqr(spelled) == text


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("Hà?", "Ha`\\?"),
        ("xong.", "xong."),
        ("co.", "co\\."),
        ("đd", "dd\\d"),
        ("C:\\thư mục", "C:\\\\thu+ mu.c"),
        ("(a)", "(a)"),
        ("a(", "a\\("),
    ],
)
def test_a_sign_that_would_read_as_a_mark_is_escaped(text: str, spelled: str) -> None:
    assert write_viqr(text) == spelled
    assert read_viqr(spelled) == text


def test_a_backslash_keeps_the_sign_behind_it() -> None:
    assert read_viqr("Ai la\\. gi\\`") == "Ai la. gi`"


def test_a_mark_behind_a_consonant_is_a_sign() -> None:
    assert read_viqr("Mr. T? (x^2)") == "Mr. T? (x^2)"


def test_the_longest_spelling_wins() -> None:
    assert read_viqr("o+'") == "ớ"
    assert read_viqr("o'+") == "ó+"


@given(st.text([*viqr_spellings(), *"abcdeghinotuvyDO .,?!'`~^+(\\"]))
def test_any_text_comes_back(text: str) -> None:
    assert read_viqr(write_viqr(text)) == text
