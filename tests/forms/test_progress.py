"""What is told to somebody who is still filling a form in."""

from typing import Any

import forms
from forms.progress import so_far
from tests.support.every_field import COMPLETE, EVERY_FIELD

FORM = forms.Form(EVERY_FIELD)


def told(data: dict[str, Any], *, was_tried: bool) -> list[str]:
    typed = FORM.clean(data, keep_rows=True)
    found = so_far(FORM.validate(typed), typed, was_tried=was_tried)
    return [f"{problem.path} {problem.code}" for problem in found]


def test_what_is_not_there_yet_is_told_only_after_a_try_to_finish() -> None:
    data = {"ngay_sinh": "31/02/1990"}

    assert told(data, was_tried=False) == ["/ngay_sinh not_a_date"]
    assert "/ho_ten required" in told(data, was_tried=True)
    assert "/ngay_sinh not_a_date" in told(data, was_tried=True)


def test_nothing_is_told_about_an_empty_row() -> None:
    data = COMPLETE | {"thanh_vien": [{}, {"ngay_sinh": "1990-02-01"}], "so_lien_he": ["", "0912345678"]}

    assert told(data, was_tried=True) == ["/thanh_vien/1/ten required"]


def test_problems_of_the_form_itself_are_told() -> None:
    assert told(COMPLETE | {"khong_co": 1}, was_tried=False) == ["/khong_co unknown_field"]
