"""Lists in which nothing may stand twice, and texts that are searched for among the units of a city."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from forms import Form, check
from forms.profile import SOURCES


def choosing(**keywords: Any) -> dict[str, Any]:
    units = {
        "type": "array",
        "title": "Các cơ quan được lấy ý kiến",
        "items": {"type": "string", "title": "Cơ quan", "x-source": "departments"},
        "maxItems": 4,
        **keywords,
    }
    return {
        "type": "object",
        "title": "Lấy ý kiến",
        "properties": {"co_quan": units},
        "required": ["co_quan"],
    }


def told(form: Form, units: list[str]) -> list[tuple[str, str]]:
    return [(found.path, found.code) for found in form.validate(form.clean({"co_quan": units}))]


def test_each_row_that_says_again_what_one_above_says_is_named() -> None:
    form = Form(choosing(uniqueItems=True))

    assert told(form, ["SXD", "STC", " SXD ", "STC"]) == [
        ("/co_quan/2", "repeated"),
        ("/co_quan/3", "repeated"),
    ]


def test_the_problem_says_which_row_to_take_out() -> None:
    form = Form(choosing(uniqueItems=True))

    (found,) = form.validate({"co_quan": ["SXD", "SXD"]})

    assert found.message == "Cơ quan (dòng 2) trùng với một dòng ở trên; xin bỏ bớt một dòng."


def test_a_list_may_say_a_thing_twice_unless_it_says_otherwise() -> None:
    assert told(Form(choosing()), ["SXD", "SXD"]) == []


def test_how_many_units_there_may_be_is_kept_to() -> None:
    form = Form(choosing(uniqueItems=True, minItems=2))

    assert told(form, ["SXD"]) == [("/co_quan", "too_few")]
    assert told(form, ["A", "B", "C", "D", "E"]) == [("/co_quan", "too_many")]


@given(st.lists(st.sampled_from(["SXD", "STC", "SQHKT", "STNMT"]), max_size=4))
def test_any_other_reader_of_the_schema_agrees_on_what_is_repeated(units: list[str]) -> None:
    schema = choosing(uniqueItems=True)

    accepted = not Form(schema).validate({"co_quan": units})

    assert accepted == Draft202012Validator(schema).is_valid({"co_quan": units})


@pytest.mark.parametrize("source", SOURCES)
def test_every_source_may_be_searched(source: str) -> None:
    assert check(choosing(items={"type": "string", "title": "Cơ quan", "x-source": source})) == []


@pytest.mark.parametrize(
    ("keywords", "where"),
    [
        ({"uniqueItems": False}, "/properties/co_quan/uniqueItems"),
        (
            {"items": {"type": "string", "title": "Cơ quan", "x-source": "la"}},
            "/properties/co_quan/items/x-source",
        ),
    ],
)
def test_what_the_profile_does_not_know_is_refused(keywords: dict[str, Any], where: str) -> None:
    assert [(found.path, found.code) for found in check(choosing(**keywords))] == [
        (where, "wrong_keyword_value")
    ]


def test_each_row_is_a_box_that_searches_among_its_units() -> None:
    form = Form(choosing(uniqueItems=True, minItems=2))

    (rows,) = form.layout({}, {}).inside

    assert [(row.kind, row.source, row.name) for row in rows.inside] == [
        ("search", "departments", "co_quan.0"),
        ("search", "departments", "co_quan.1"),
    ]
    assert rows.may_grow
