"""The spelling of a syllable, and how plausible words are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration_tools.text.plausible import plausibility
from migration_tools.text.syllable import TONES, Syllable, split_syllable
from migration_tools.text.tables import letters


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("nguyễn", Syllable("ng", "uyên", TONES[3], False)),
        ("nghĩa", Syllable("ngh", "ia", TONES[3], False)),
        ("quốc", Syllable("qu", "ôc", TONES[4], True)),
        ("yên", Syllable("", "yên", TONES[0], False)),
        ("hoà", Syllable("h", "oa", TONES[1], False)),
        ("hòa", Syllable("h", "oa", TONES[1], False)),
        ("giáp", Syllable("gi", "ap", TONES[4], True)),
        ("đ", None),
        ("", None),
        ("ngỹên", None),
        ("cê", None),
        ("kà", None),
        ("hỏc", None),
        ("bat", None),
        ("bấấ", None),
        ("straße", None),
    ],
)
def test_a_syllable_is_taken_apart_or_refused(word: str, parts: Syllable | None) -> None:
    assert split_syllable(word) == parts


@given(st.text(sorted({*letters(), *"abcdghklmnpqrstvxy"}), max_size=7))
def test_any_letters_are_taken_apart_or_refused(word: str) -> None:
    parts = split_syllable(word.lower())

    assert parts is None or parts.rime


def test_a_word_seen_is_likelier_than_one_only_possible_and_that_than_none() -> None:
    seen, possible, impossible = (plausibility(word).logarithm for word in ("nguyễn", "nguỵt", "ngũyn"))

    assert seen > possible > impossible


@pytest.mark.parametrize("text", ["HĐND", "QĐ-UBND", "12°C → 15 m²", "“Hà Nội”", "đ", "Nguyễn"])
def test_initials_signs_and_words_are_not_strange(text: str) -> None:
    assert plausibility(text).strange == ()


@pytest.mark.parametrize(
    ("text", "strange"), [("Straße", ("Straße",)), ("a ¬ b", ("¬",)), ("Nguyeãn Văn", ("Nguyeãn",))]
)
def test_what_is_no_vietnamese_is_strange(text: str, strange: tuple[str, ...]) -> None:
    assert plausibility(text).strange == strange


def test_capitals_within_a_word_are_less_likely() -> None:
    assert plausibility("nguYễn").logarithm < plausibility("Nguyễn").logarithm


def test_ascii_signs_and_figures_say_nothing() -> None:
    assert plausibility("12/3-4 (;)").logarithm == 0.0
