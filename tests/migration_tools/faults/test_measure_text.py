"""The figures of the encodings: every letter, every kind of cell, and what counts as right."""

from itertools import islice

import pytest

from migration_tools.faults.measure_text import ALL_LETTERS, Reading, TextFigures, corpus, measure_text
from migration_tools.text.decode import encode
from migration_tools.text.plausible import listed_words


@pytest.fixture(scope="module")
def figures() -> dict[str, TextFigures]:
    return {each.encoding: each for each in measure_text(400, 3)}


def test_there_are_146_letters() -> None:
    assert len(ALL_LETTERS) == len(set(ALL_LETTERS)) == 146


def test_every_encoding_is_measured(figures: dict[str, TextFigures]) -> None:
    assert set(figures) == {"utf-8", "tcvn3", "vni", "vps", "viscii", "cp1258", "viqr"}


def test_every_letter_comes_back_from_every_encoding(figures: dict[str, TextFigures]) -> None:
    assert {each.letters + each.by_font for each in figures.values()} == {146}
    assert {name: each.by_font for name, each in figures.items() if each.by_font} == {"tcvn3": 60, "vps": 14}


def test_cells_are_read_right_or_asked_about_and_a_known_column_answers(
    figures: dict[str, TextFigures],
) -> None:
    # Four hundred cells cannot show a thousandth; `measure-text` does, with a hundred thousand.
    for each in figures.values():
        assert (each.alone.wrong <= 1, each.in_column.wrong) == (True, 0)
        assert each.in_column.asked <= each.alone.asked <= 0.05 * each.cells


def test_every_cell_is_counted_once(figures: dict[str, TextFigures]) -> None:
    for each in figures.values():
        for reading in (each.alone, each.in_column):
            assert reading.right + reading.asked + reading.wrong == each.cells == 400


def test_the_corpus_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    first, again, other = (list(islice(corpus(seed), 50)) for seed in (1, 1, 2))

    assert first == again != other


def test_the_cells_of_the_corpus_can_be_written_in_every_encoding_and_have_marks() -> None:
    for text in islice(corpus(1), 500):
        assert len(text) >= 8
        assert not text.isascii()
        assert all(encode(text, encoding) for encoding in ("tcvn3", "vni", "vps", "viscii", "cp1258", "viqr"))


def test_the_corpus_holds_words_that_no_list_has() -> None:
    words = {word for text in islice(corpus(1), 2_000) for word in text.lower().split() if word.isalpha()}

    assert len(words - listed_words().keys()) > 50


def test_a_cell_that_was_asked_about_is_neither_right_nor_wrong() -> None:
    assert (Reading(998, 1, 1).right_share, Reading(998, 1, 1).asked_share) == (998 / 999, 0.001)
    assert Reading(0, 5, 0).right_share == 1.0


@pytest.mark.parametrize(
    ("letters", "reading", "is_right"),
    [
        (146, Reading(999, 0, 1), True),
        (146, Reading(998, 0, 2), False),
        (145, Reading(1000, 0, 0), False),
        (146, Reading(500, 500, 0), True),
    ],
)
def test_a_letter_or_a_thousandth_too_many_misses(letters: int, reading: Reading, is_right: bool) -> None:
    assert TextFigures("vni", letters, 0, 1000, reading, Reading(1, 0, 0)).is_right is is_right
