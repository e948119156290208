"""The buttons that change the rows of a form."""

from typing import Any

import pytest

import forms
from tests.support.every_field import EVERY_FIELD

FORM = forms.Form(EVERY_FIELD)


def members(*names: str) -> dict[str, Any]:
    return {"thanh_vien": [{"ten": name} for name in names]}


@pytest.mark.parametrize(
    ("before", "verb", "name", "after", "focus"),
    [
        ({}, "add", "thanh_vien", {"thanh_vien": [{}]}, "thanh_vien.0"),
        ({}, "add", "so_lien_he", {"so_lien_he": [""]}, "so_lien_he.0"),
        (members("A"), "add", "thanh_vien", {"thanh_vien": [{"ten": "A"}, {}]}, "thanh_vien.1"),
        (members("A", "B", "C"), "remove", "thanh_vien.1", members("A", "C"), "thanh_vien.1"),
        (members("A"), "remove", "thanh_vien.0", {"thanh_vien": []}, "thanh_vien.0"),
        (members("A", "B", "C"), "up", "thanh_vien.2", members("A", "C", "B"), "thanh_vien.1"),
        (members("A", "B", "C"), "down", "thanh_vien.0", members("B", "A", "C"), "thanh_vien.1"),
        (members("A", "B"), "up", "thanh_vien.0", members("A", "B"), "thanh_vien.0"),
        (members("A", "B"), "down", "thanh_vien.1", members("A", "B"), "thanh_vien.1"),
    ],
)
def test_a_button_changes_the_rows_and_tells_where_to_go_on(
    before: dict[str, Any], verb: str, name: str, after: dict[str, Any], focus: str
) -> None:
    assert FORM.change_rows(before, verb, name) == focus

    assert before == after


def test_no_row_is_added_beyond_the_most_there_may_be() -> None:
    data = members("A", "B", "C", "D")

    FORM.change_rows(data, "add", "thanh_vien")

    assert data == members("A", "B", "C", "D")


@pytest.mark.parametrize(
    ("verb", "name"),
    [
        ("add", "khong_co"),
        ("add", "ho_ten"),
        ("add", ""),
        ("add", "thanh_vien.0"),
        ("remove", "thanh_vien"),
        ("remove", "thanh_vien.9"),
        ("remove", "thanh_vien.x"),
        ("remove", "thanh_vien.-1"),
        ("remove", "thanh_vien.²"),
        ("up", "ho_ten.0"),
        ("down", "loai.0"),
    ],
)
def test_a_name_that_is_no_list_or_row_changes_nothing(verb: str, name: str) -> None:
    data = {"ho_ten": "An", **members("A", "B")}

    FORM.change_rows(data, verb, name)

    assert data == {"ho_ten": "An", **members("A", "B")}


def test_rows_within_rows_are_changed_too() -> None:
    inner = {"type": "array", "title": "Con", "items": {"type": "string", "title": "Tên con"}}
    outer = {"type": "object", "title": "Hộ", "properties": {"con": inner}}
    form = forms.Form(
        {
            "type": "object",
            "title": "Khai các hộ",
            "properties": {"ho": {"type": "array", "title": "Các hộ", "items": outer}},
        }
    )
    data: dict[str, Any] = {"ho": [{}, {"con": ["An"]}]}

    form.change_rows(data, "add", "ho.0.con")
    form.change_rows(data, "add", "ho.1.con")

    assert data == {"ho": [{"con": [""]}, {"con": ["An", ""]}]}
