"""What was written in a form is told with titles and words, never with names and codes."""

from typing import Any

import pytest

from api.web.answers import Answer, answers
from forms import Form


def form(properties: dict[str, Any], **other: Any) -> Form:
    return Form(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Biểu mẫu để thử",
            "type": "object",
            "properties": properties,
        }
        | other
    )


def told(form: Form | None, data: dict[str, Any]) -> list[tuple[str, str]]:
    return [(line.title, line.text) for line in answers(form, data)]


SIGNING = form(
    {
        "ky": {
            "type": "string",
            "title": "Ý kiến",
            "oneOf": [{"const": "dong_y", "title": "Đồng ý"}, {"const": "tra_lai", "title": "Trả lại"}],
        }
    },
    required=["ky"],
    oneOf=[
        {"title": "Đồng ý", "properties": {"ky": {"const": "dong_y"}}},
        {
            "title": "Trả lại",
            "properties": {"ky": {"const": "tra_lai"}, "ly_do": {"type": "string", "title": "Lý do"}},
            "required": ["ly_do"],
        },
    ],
)


def test_a_choice_is_told_by_its_title_and_a_branch_tells_its_own_fields() -> None:
    lines = told(SIGNING, {"ly_do": "Sai số bản", "ky": "tra_lai"})

    assert lines == [("Ý kiến", "Trả lại"), ("Lý do", "Sai số bản")]


@pytest.mark.parametrize(
    ("described", "value", "text"),
    [
        ({"type": "boolean"}, True, "Có"),
        ({"type": "boolean"}, False, "Không"),
        ({"type": "integer"}, 12500000, "12.500.000"),
        ({"type": "number"}, 1250.5, "1.250,5"),
        ({"type": "string", "format": "date"}, "2018-11-05", "05/11/2018"),
        ({"type": "string", "minLength": 1}, "Con", "Con"),
    ],
)
def test_a_value_is_written_as_officials_write_it(described: dict[str, Any], value: Any, text: str) -> None:
    lines = told(form({"muc": {"title": "Mục"} | described}), {"muc": value})

    assert lines == [("Mục", text)]


def test_answers_stand_in_the_order_of_the_form() -> None:
    properties = {name: {"type": "string", "title": name.upper()} for name in ("mot", "hai", "ba")}

    lines = told(form(properties), {"ba": "3", "mot": "1", "hai": "2"})

    assert [title for title, _ in lines] == ["MOT", "HAI", "BA"]


def test_what_no_form_names_is_still_told() -> None:
    assert told(None, {"so_van_ban": "12/UBND"}) == [("so_van_ban", "12/UBND")]
    assert told(SIGNING, {"cu": 3}) == [("cu", "3")]


def test_a_group_is_told_field_by_field_and_repeating_rows_row_by_row() -> None:
    person = {
        "type": "object",
        "title": "Thân nhân",
        "properties": {
            "ten": {"type": "string", "title": "Họ tên"},
            "sinh": {"type": "string", "title": "Sinh ngày", "format": "date"},
        },
    }
    both = form({"dai_dien": person, "nguoi": {"type": "array", "title": "Người cùng nhận", "items": person}})
    somebody = {"ten": "Lê Thị Sen", "sinh": "1940-01-20"}

    lines = told(both, {"dai_dien": somebody, "nguoi": [somebody, {"ten": "Lê Văn Hòa"}]})

    assert lines == [
        ("Thân nhân: Họ tên", "Lê Thị Sen"),
        ("Thân nhân: Sinh ngày", "20/01/1940"),
        ("Người cùng nhận", "Họ tên: Lê Thị Sen; Sinh ngày: 20/01/1940"),
        ("Người cùng nhận", "Họ tên: Lê Văn Hòa"),
    ]


def test_a_file_is_told_by_its_name_and_leads_to_what_was_handed_in() -> None:
    known = f"{'0' * 64}/Bản vẽ.pdf"
    drawing = {"type": "string", "title": "Bản vẽ", "format": "attachment"}
    both = form({"ban_ve": drawing, "khac": {"type": "array", "title": "Khác", "items": drawing}})

    assert answers(both, {"ban_ve": known, "khac": [known]}) == [
        Answer("Bản vẽ", "Bản vẽ.pdf", known),
        Answer("Khác", "Bản vẽ.pdf", known),
    ]
