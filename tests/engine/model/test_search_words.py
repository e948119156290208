"""What a dossier is found by and what is typed meet in the same folded words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model.search_words import MAX_LETTERS, MAX_WORDS, as_query, found_by, sought, words

CODE = "000.19.37.H26-181105-0001"


def test_a_dossier_is_found_by_code_both_ways_round_its_parts_names_and_numbers() -> None:
    found = found_by(CODE, ["HS-000007", "Nguyễn Văn Á"], ["001099012345", "0912 345 678"])

    assert found.split() == [
        *("000.19.37.h26-181105-0001", "181105-0001", "0001", "h26.37.19-181105-0001"),
        *("hs-000007", "000007", "nguyen", "van", "a", "001099012345", "0912345678"),
    ]


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("nguyen van a", "'nguyen' & 'van' & 'a':*"),
        ("NGUYỄN VĂN Á", "'nguyen' & 'van' & 'a':*"),
        ("D", "'d':*"),
        ("Đ", "'d':*"),
        ("181105-0001", "'181105-0001':*"),
        ("181105 nguyen", "'181105':* & 'nguyen':*"),
        ("0912 345 678", "'0912345678':*"),
        ("+84 912.345.678", "'0912345678':*"),
        ("(con)", "'con':*"),
        ("o'neil x", "'o''neil' & 'x':*"),
        ("a\\b c", "'a\\\\b' & 'c':*"),
        (" \t", ""),
        ("'", ""),
    ],
)
def test_every_word_must_be_there_and_the_last_may_be_half_typed(typed: str, query: str) -> None:
    assert as_query(typed) == query


def test_the_parts_of_a_name_with_marks_between_are_words_of_their_own() -> None:
    assert found_by("X", ["H'Hen Niê (mẹ)"], []).split() == ["x", "h'hen", "hen", "nie", "me"]


def test_too_many_and_too_long_words_are_cut() -> None:
    typed = " ".join(["dai" * 100, *map(str, range(50))])

    assert len(sought(typed)) == MAX_WORDS
    assert len(sought(typed)[0]) == MAX_LETTERS
    assert len(max(found_by(CODE, [typed], []).split(), key=len)) == MAX_LETTERS


def test_a_long_word_is_found_by_the_same_long_word() -> None:
    assert sought("x" * 500)[0] in found_by(CODE, ["x" * 500], []).split()


@given(st.text())
def test_every_word_of_a_name_finds_it(name: str) -> None:
    stored = found_by(CODE, [name], []).split()

    assert all(word in stored for word in words(name))
    assert not any(word.isspace() or "\0" in word for word in stored)
