"""Which patterns a form may use, and that none of them can run away."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.pattern import MAX_WAYS, fault

LONGEST = 200


@pytest.mark.parametrize(
    "pattern",
    [
        "^$",
        "^[0-9]{2}[A-Z]-[0-9]{4,5}$",
        "^[A-Z]+-[0-9]+$",
        "^(?:QD|TB)-[0-9]{1,6}$",
        "^[0-9]{1,3}(\\.[0-9]{3}){0,3}$",
        "^(a|b)?c*$",
        "^a/b_c d:e$",
        "^\\(\\d?\\)$".replace("\\d", "[0-9]"),
        "^[A-Za-z0-9_.\\-\\/]{1,20}$",
        "^x{3,}$",
    ],
)
def test_a_plain_pattern_is_allowed(pattern: str) -> None:
    assert fault(pattern, LONGEST) is None


@pytest.mark.parametrize("pattern", ["", "^", "$", "[0-9]+", "^[0-9]+", "[0-9]+$", "^[0-9]\\$"])
def test_a_pattern_must_hold_the_whole_text(pattern: str) -> None:
    assert fault(pattern, LONGEST) == "pattern_not_anchored"


@pytest.mark.parametrize(
    "pattern",
    [
        *(
            "^\\d$",
            "^\\w$",
            "^\\s$",
            "^\\b$",
            "^\\A$",
            "^\\x41$",
            "^\\u0041$",
            "^.$",
            "^Đ$",
            "^[À-ỹ]$",
            "^[^a]$",
        ),
        *("^(a)\\1$", "^(?P<a>b)$", "^(?=a)b$", "^(?!a)b$", "^(?<=a)b$", "^(?<!a)b$", "^(?i)a$", "^(?#a)b$"),
        *("^a+?$", "^a*+$", "^a**$", "^*a$", "^{2}$", "^a{2$", "^a{5,2}$", "^a{9999}$", "^(?>a)$", "^(*)$"),
        *(
            "^a|b$",
            "^(a$",
            "^a)$",
            "^[a$",
            "^[]$",
            "^[z-a]$",
            "^[[a]$",
            "^[a--b]$",
            "^[a&&b]$",
            "^a^b$",
            "^a$b$",
        ),
    ],
)
def test_what_is_outside_the_small_language_is_refused(pattern: str) -> None:
    assert fault(pattern, LONGEST) == "pattern_not_allowed"


@pytest.mark.parametrize(
    "pattern",
    [
        "^(a+)+$",
        "^(a*)*$",
        "^(a|a)*$",
        "^(a|ab)+$",
        "^(?:a?){40}$",
        "^" + "a?" * 20 + "a" * 20 + "$",
        "^[a-z]*[a-z]*[a-z]*$",
        "^((a{1,9}){1,9}){1,9}$",
        "^(?:(?:a|b){9}){9}$",
    ],
)
def test_a_pattern_that_could_run_away_is_refused(pattern: str) -> None:
    assert fault(pattern, LONGEST) == "pattern_too_costly"


def test_a_shorter_text_makes_a_costly_pattern_cheap() -> None:
    pattern = "^[A-Z]+-[0-9]+$"

    assert fault(pattern, 10_000) == "pattern_too_costly"
    assert fault(pattern, 300) is None


@given(st.text(alphabet="ab01[](){}|?*+,\\^$-.:=!<d ", max_size=12))
def test_whatever_is_allowed_compiles_and_refuses_a_trailing_newline(body: str) -> None:
    pattern = f"^{body}$"

    allowed = fault(pattern, LONGEST) is None

    if allowed:
        assert re.fullmatch(pattern, "a" * 30 + "\n") is None


@given(st.lists(st.integers(min_value=0, max_value=9), min_size=1, max_size=6))
def test_the_cost_is_the_product_of_the_choices(choices: list[int]) -> None:
    pattern = "^" + "".join(f"a{{0,{most}}}" for most in choices) + "$"
    ways = 1
    for most in choices:
        ways *= most + 1

    assert fault(pattern, LONGEST) == ("pattern_too_costly" if ways > MAX_WAYS else None)
