import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from engine.model.folding import folded


def test_marks_capitals_and_the_bar_of_the_letter_d_are_folded_away() -> None:
    assert folded("NGUYỄN Văn Á, Đường Đê La Thành") == "nguyen van a, duong de la thanh"


def test_letters_written_with_marks_of_their_own_fold_alike() -> None:
    assert folded("Nguyễn") == folded("Nguyễn") == "nguyen"


def test_blanks_of_every_kind_become_one() -> None:
    assert folded("  Đỗ \t Thị\u00a0 Bình\n") == "do thi binh"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(), st.text())
def test_a_word_that_is_part_of_a_text_stays_part_of_it(before: str, word: str) -> None:
    assert folded(word) in folded(f"{before} {word}")


@given(st.text())
def test_every_mark_goes_and_nothing_else(text: str) -> None:
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))

    kept = "".join(each for each in letters if not unicodedata.combining(each))

    assert folded(text) == " ".join(kept.split())
