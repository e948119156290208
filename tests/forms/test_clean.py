"""How data is written before it is judged and stored."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import forms

TEXT = {"type": "string", "title": "Họ và tên"}
PERSON = {"type": "object", "title": "Người nộp", "properties": {"name": TEXT}, "required": ["name"]}
SCHEMA = {
    "type": "object",
    "title": "Tờ khai đề nghị",
    "required": ["name", "kind", "must"],
    "properties": {
        "name": TEXT,
        "note": TEXT,
        "kind": {**TEXT, "enum": ["person", "company"]},
        "phone": {**TEXT, "format": "phone_vn"},
        "count": {"type": "integer", "title": "Số bản"},
        "phones": {"type": "array", "title": "Điện thoại", "items": {"type": "string", "format": "phone_vn"}},
        "members": {"type": "array", "title": "Thành viên", "items": PERSON},
        "proxy": {**PERSON, "required": []},
        "must": {**PERSON, "required": []},
    },
    "oneOf": [
        {
            "title": "Cá nhân",
            "properties": {"kind": {"const": "person"}, "cccd": {**TEXT, "format": "cccd"}},
            "required": ["cccd"],
        },
        {"title": "Tổ chức", "properties": {"kind": {"const": "company"}, "seal": TEXT}},
    ],
}
FORM = forms.Form(SCHEMA)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ({"name": "  Nguyễn Văn A \n"}, {"name": "Nguyễn Văn A"}),
        ({"name": "Nguye\u0302\u0303n"}, {"name": "Nguyễn"}),
        ({"note": "dòng 1\r\ndòng 2\rdòng 3"}, {"note": "dòng 1\ndòng 2\ndòng 3"}),
        ({"note": "\u00a0\u3000"}, {}),
        ({"name": " ", "note": ""}, {"name": ""}),
        ({"phone": " +84 912 345 678 "}, {"phone": "0912345678"}),
        ({"phones": ["", "0912.345.678", " "]}, {"phones": ["0912345678"]}),
        ({"phones": [""]}, {}),
        ({"members": [{"name": " An "}, {}]}, {"members": [{"name": "An"}]}),
        ({"proxy": {"name": " "}}, {}),
        ({"must": {"name": " "}}, {"must": {}}),
        ({"count": ""}, {}),
        ({"count": 0}, {"count": 0}),
        ({"kind": " person ", "cccd": " ", "seal": " "}, {"kind": "person", "cccd": ""}),
        ({"kind": "company", "cccd": "", "seal": " tròn "}, {"kind": "company", "seal": "tròn"}),
        ({"zzz": "  left  ", "yyy": ""}, {"zzz": "  left  ", "yyy": ""}),
        ({"name": ["x "], "members": "x ", "proxy": [1]}, {"name": ["x "], "members": "x", "proxy": [1]}),
        ("  ", ""),
        (None, None),
    ],
)
def test_data_is_written_the_one_way_it_is_stored(typed: Any, stored: Any) -> None:
    assert FORM.clean(typed) == stored


def test_a_text_without_accents_joined_is_judged_by_the_letters_a_person_sees() -> None:
    schema = {
        "type": "object",
        "title": "Tờ khai đề nghị",
        "properties": {"x": {**TEXT, "maxLength": 3}},
    }

    cleaned = forms.clean(schema, {"x": "Vie\u0323\u0302"})

    assert cleaned == {"x": "Việ"}
    assert forms.validate(schema, cleaned) == []


def test_cleaning_leaves_the_data_given_as_it_was() -> None:
    typed = {"name": " An ", "members": [{"name": " B "}]}

    FORM.clean(typed)

    assert typed == {"name": " An ", "members": [{"name": " B "}]}


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from(
        ["person", " company ", "", "  ", "+84 912345678", "e\u0302\u0323", "\r\n", "001 087 123 456"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*SCHEMA["properties"], "cccd", "seal"]) | st.text(max_size=3),
            inner,
            max_size=6,
        )
    ),
    max_leaves=15,
)


@given(VALUES)
@settings(max_examples=300)
def test_cleaning_twice_is_cleaning_once(data: Any) -> None:
    cleaned = FORM.clean(data)

    assert FORM.clean(cleaned) == cleaned


@given(VALUES)
@settings(max_examples=300)
def test_cleaning_never_makes_good_data_bad(data: Any) -> None:
    before = FORM.validate(data)

    after = FORM.validate(FORM.clean(data))

    assert after == [] or before != []


@given(VALUES)
@settings(max_examples=200)
def test_no_data_at_all_breaks_the_judgement(data: Any) -> None:
    problems = FORM.validate(data)

    assert problems or isinstance(data, dict)


@pytest.mark.parametrize("name", forms.FORMATS)
@given(text=st.text(alphabet=" \u00a0.-+840e\u0301\u0390\r\nh\u00df", max_size=8))
def test_cleaning_twice_is_cleaning_once_in_every_format(name: str, text: str) -> None:
    form = forms.Form(
        {
            "type": "object",
            "title": "Tờ khai đề nghị",
            "properties": {"x": {**TEXT, "format": name}},
        }
    )

    cleaned = form.clean({"x": text})

    assert form.clean(cleaned) == cleaned
