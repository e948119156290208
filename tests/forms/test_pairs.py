"""What each form says about each piece of data: the codes, field by field."""

import math
from typing import Any

import pytest

import forms

TEXT = {"type": "string", "title": "Họ và tên"}


def form(*required: str, **fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "title": "Tờ khai đề nghị", "required": list(required), "properties": fields}


def text(**keywords: Any) -> dict[str, Any]:
    return form(x={**TEXT, **keywords})


def of(kind: str, **keywords: Any) -> dict[str, Any]:
    return form(x={"type": kind, "title": "Số lượng", **keywords})


NEEDED = form("x", x=TEXT)
BOUNDED = text(minLength=3, maxLength=5)
PLATE = text(pattern="^[0-9]{2}[A-Z]-[0-9]{4,5}$", examples=["29A-12345"])
COUNT = of("integer", minimum=1, maximum=10)
AREA = of("number", exclusiveMinimum=0, exclusiveMaximum=100)
SEX = text(oneOf=[{"const": "male", "title": "Nam"}, {"const": "female", "title": "Nữ"}])
LEVEL = of("integer", enum=[1, 2, 3])
OATH = form("x", x={"type": "boolean", "title": "Tôi cam kết khai đúng", "const": True})
LOOSE_OATH = of("boolean", const=True)
FLAG = of("boolean")
PHONES = of("array", items={"type": "string", "format": "phone_vn"}, minItems=1, maxItems=2)
ROWS = of("array", items=form("name", name=TEXT, age=of("integer")["properties"]["x"]))
NESTED = form("who", who=form("name", name=TEXT, born_on={**TEXT, "format": "date"}))
TOGETHER = form(account=TEXT, bank=TEXT) | {"dependentRequired": {"account": ["bank"]}}
SHOWN = form(x={**TEXT, "x-readonly": True})
SHARED = form(x={"$ref": "#/$defs/day", "title": "Ngày cấp"}) | {"$defs": {"day": {**TEXT, "format": "date"}}}
BRANCHED = form("kind", kind={**TEXT, "enum": ["person", "company"]}, note=TEXT) | {
    "oneOf": [
        {
            "title": "Cá nhân",
            "properties": {"kind": {"const": "person"}, "cccd": {**TEXT, "format": "cccd"}},
            "required": ["cccd"],
        },
        {
            "title": "Tổ chức",
            "properties": {
                "kind": {"const": "company"},
                "tax_code": {**TEXT, "format": "tax_code"},
                "seal": TEXT,
            },
            "required": ["tax_code"],
        },
    ]
}
SWITCHED = form("by_proxy", by_proxy={"type": "boolean", "title": "Nộp thay"}) | {
    "oneOf": [
        {"title": "Tự nộp", "properties": {"by_proxy": {"const": False}}},
        {
            "title": "Nộp thay",
            "properties": {"by_proxy": {"const": True}, "proxy": TEXT},
            "required": ["proxy"],
        },
    ]
}

PAIRS: list[tuple[dict[str, Any], Any, list[str]]] = [
    # the form itself
    (NEEDED, {"x": "Lê"}, []),
    (NEEDED, [], [" wrong_type"]),
    (NEEDED, None, [" wrong_type"]),
    (NEEDED, "x", [" wrong_type"]),
    # required: a text that says nothing is no text
    (NEEDED, {}, ["/x required"]),
    (NEEDED, {"x": ""}, ["/x required"]),
    (NEEDED, {"x": " \t\n"}, ["/x required"]),
    (NEEDED, {"x": "\u00a0"}, ["/x required"]),
    (NEEDED, {"x": None}, ["/x wrong_type"]),
    (text(minLength=3), {"x": ""}, []),
    (text(format="date"), {"x": " "}, []),
    # unknown fields
    (NEEDED, {"x": "Lê", "y": 1}, ["/y unknown_field"]),
    (NEEDED, {"x": "Lê", "a/b~c": 1}, ["/a~1b~0c unknown_field"]),
    (NEEDED, {"y": 1}, ["/x required", "/y unknown_field"]),
    (NEEDED | {"additionalProperties": False}, {"x": "Lê", "y": ""}, ["/y unknown_field"]),
    (NEEDED, {"x": "Lê", "__proto__": {}}, ["/__proto__ unknown_field"]),
    # text
    (text(), {"x": 5}, ["/x wrong_type"]),
    (text(), {"x": True}, ["/x wrong_type"]),
    (text(), {"x": ["a"]}, ["/x wrong_type"]),
    (text(), {"x": {"a": 1}}, ["/x wrong_type"]),
    (text(), {"x": "Nguyễn Thị Hoà\nxã Tân Lập\tHà Nội"}, []),
    (text(), {"x": "a\x00b"}, ["/x control_character"]),
    (text(), {"x": "a\x1bb"}, ["/x control_character"]),
    (text(), {"x": "a\ud800"}, ["/x control_character"]),
    (text(), {"x": "a\u202eb"}, ["/x control_character"]),
    (text(), {"x": "a" * forms.profile.MAX_TEXT}, []),
    (text(), {"x": "a" * (forms.profile.MAX_TEXT + 1)}, ["/x too_long"]),
    (BOUNDED, {"x": "abc"}, []),
    (BOUNDED, {"x": "ab"}, ["/x too_short"]),
    (BOUNDED, {"x": "abcdef"}, ["/x too_long"]),
    (BOUNDED, {"x": "đặng"}, []),
    (BOUNDED, {"x": 7}, ["/x wrong_type"]),
    # pattern: the whole text, ASCII only, and nothing tried on a text too long
    (PLATE, {"x": "29A-12345"}, []),
    (PLATE, {"x": "29A-12345\n"}, ["/x not_the_pattern"]),
    (PLATE, {"x": "a29A-12345"}, ["/x not_the_pattern"]),
    (PLATE, {"x": "２９A-12345"}, ["/x not_the_pattern"]),
    (PLATE, {"x": "٢٩A-12345"}, ["/x not_the_pattern"]),
    (PLATE, {"x": 29}, ["/x wrong_type"]),
    (text(pattern="^[a-z]+$", examples=["ab"], maxLength=3), {"x": "AAAA"}, ["/x too_long"]),
    (
        text(pattern="^[a-z]+$", examples=["abc"], minLength=3),
        {"x": "A"},
        ["/x not_the_pattern", "/x too_short"],
    ),
    # integers
    (COUNT, {"x": 1}, []),
    (COUNT, {"x": 10}, []),
    (COUNT, {"x": 0}, ["/x too_small"]),
    (COUNT, {"x": 11}, ["/x too_large"]),
    (COUNT, {"x": True}, ["/x wrong_type"]),
    (COUNT, {"x": False}, ["/x wrong_type"]),
    (COUNT, {"x": "5"}, ["/x wrong_type"]),
    (COUNT, {"x": 5.0}, ["/x wrong_type"]),
    (COUNT, {"x": 5.5}, ["/x wrong_type"]),
    (COUNT, {"x": math.nan}, ["/x wrong_type"]),
    (COUNT, {"x": ""}, []),
    (of("integer", multipleOf=1000), {"x": 150000}, []),
    (of("integer", multipleOf=1000), {"x": 150500}, ["/x not_a_multiple"]),
    (of("integer", multipleOf=1000), {"x": 1.5}, ["/x wrong_type"]),
    (of("integer", **{"x-money": True}), {"x": 10**15}, []),
    (of("integer", **{"x-money": True}), {"x": 19.99}, ["/x wrong_type"]),
    # numbers
    (AREA, {"x": 19.99}, []),
    (AREA, {"x": 5}, []),
    (AREA, {"x": 0}, ["/x not_above"]),
    (AREA, {"x": 100}, ["/x not_below"]),
    (AREA, {"x": math.nan}, ["/x wrong_type"]),
    (AREA, {"x": math.inf}, ["/x wrong_type"]),
    (AREA, {"x": -math.inf}, ["/x wrong_type"]),
    (AREA, {"x": True}, ["/x wrong_type"]),
    (AREA, {"x": "19,99"}, ["/x wrong_type"]),
    # choices
    (SEX, {"x": "male"}, []),
    (SEX, {"x": "Nam"}, ["/x not_a_choice"]),
    (SEX, {"x": 1}, ["/x not_a_choice"]),
    (SEX, {"x": ["male"]}, ["/x not_a_choice"]),
    (LEVEL, {"x": 2}, []),
    (LEVEL, {"x": 4}, ["/x not_a_choice"]),
    (LEVEL, {"x": True}, ["/x not_a_choice"]),
    (LEVEL, {"x": 1.0}, ["/x wrong_type"]),
    (LEVEL, {"x": "1"}, ["/x not_a_choice"]),
    # commitments and flags
    (OATH, {"x": True}, []),
    (OATH, {"x": False}, ["/x not_committed"]),
    (OATH, {"x": 1}, ["/x not_committed"]),
    (OATH, {"x": "true"}, ["/x not_committed"]),
    (OATH, {}, ["/x required"]),
    (LOOSE_OATH, {}, []),
    (LOOSE_OATH, {"x": False}, ["/x not_committed"]),
    (FLAG, {"x": False}, []),
    (FLAG, {"x": 0}, ["/x wrong_type"]),
    (FLAG, {"x": "on"}, ["/x wrong_type"]),
    # lists
    (PHONES, {"x": ["0912345678"]}, []),
    (PHONES, {"x": []}, ["/x too_few"]),
    (PHONES, {"x": ["0912345678"] * 3}, ["/x too_many"]),
    (PHONES, {"x": ["0912345678", "1"]}, ["/x/1 not_a_phone"]),
    (PHONES, {"x": [" "]}, ["/x/0 required"]),
    (PHONES, {"x": "0912345678"}, ["/x wrong_type"]),
    (PHONES, {"x": {"0": "0912345678"}}, ["/x wrong_type"]),
    (of("array", items=TEXT), {"x": ["a"] * (forms.profile.MAX_ITEMS + 1)}, ["/x too_many"]),
    (ROWS, {"x": [{"name": "An", "age": 3}]}, []),
    (ROWS, {"x": [{"name": "An"}, {"age": "3"}]}, ["/x/1/name required", "/x/1/age wrong_type"]),
    (ROWS, {"x": [{"name": "An", "note": 1}]}, ["/x/0/note unknown_field"]),
    (ROWS, {"x": ["An"]}, ["/x/0 wrong_type"]),
    # objects inside
    (NESTED, {"who": {"name": "An", "born_on": "2018-11-21"}}, []),
    (NESTED, {"who": {"born_on": "2018-02-30"}}, ["/who/name required", "/who/born_on not_a_date"]),
    (NESTED, {"who": {}}, ["/who/name required"]),
    (NESTED, {}, ["/who required"]),
    (NESTED, {"who": "An"}, ["/who wrong_type"]),
    (NESTED, {"who": {"name": "An", "x": 1}}, ["/who/x unknown_field"]),
    # fields that go together
    (TOGETHER, {}, []),
    (TOGETHER, {"bank": "BIDV"}, []),
    (TOGETHER, {"account": "123"}, ["/bank required_with"]),
    (TOGETHER, {"account": "123", "bank": " "}, ["/bank required_with"]),
    (TOGETHER, {"account": " ", "bank": ""}, []),
    # read-only fields
    (SHOWN, {}, []),
    (SHOWN, {"x": "changed"}, ["/x read_only"]),
    # references
    (SHARED, {"x": "2018-11-21"}, []),
    (SHARED, {"x": "21/11/2018"}, ["/x not_a_date"]),
    # branches: only the chosen one speaks
    (BRANCHED, {"kind": "person", "cccd": "001087123456"}, []),
    (BRANCHED, {"kind": "company", "tax_code": "0100109106", "seal": "tròn"}, []),
    (BRANCHED, {"kind": "person"}, ["/cccd required"]),
    (BRANCHED, {"kind": "company"}, ["/tax_code required"]),
    (BRANCHED, {"kind": "company", "tax_code": "0100109107"}, ["/tax_code not_a_tax_code"]),
    (BRANCHED, {"kind": "person", "cccd": "1"}, ["/cccd not_a_cccd"]),
    (BRANCHED, {"kind": "person", "cccd": "001087123456", "seal": "tròn"}, ["/seal not_for_this_choice"]),
    (BRANCHED, {"kind": "person", "cccd": "001087123456", "seal": " "}, []),
    (BRANCHED, {"kind": "person", "cccd": "001087123456", "y": " "}, ["/y unknown_field"]),
    (BRANCHED, {"kind": "club", "cccd": "1"}, ["/kind not_a_choice"]),
    (BRANCHED, {"kind": ["person"]}, ["/kind not_a_choice"]),
    (BRANCHED, {}, ["/kind required"]),
    (BRANCHED, {"seal": "tròn", "y": 1}, ["/kind required", "/y unknown_field"]),
    (SWITCHED, {"by_proxy": False}, []),
    (SWITCHED, {"by_proxy": True}, ["/proxy required"]),
    (SWITCHED, {"by_proxy": True, "proxy": "An"}, []),
    (SWITCHED, {"by_proxy": False, "proxy": "An"}, ["/proxy not_for_this_choice"]),
    (SWITCHED, {"by_proxy": 1}, ["/by_proxy wrong_type"]),
    (SWITCHED, {}, ["/by_proxy required"]),
]


@pytest.mark.parametrize(("schema", "data", "expected"), PAIRS)
def test_a_form_tells_every_problem_of_the_data_at_once(
    schema: dict[str, Any], data: Any, expected: list[str]
) -> None:
    problems = forms.validate(schema, data)

    assert [f"{found.path} {found.code}" for found in problems] == expected


@pytest.mark.parametrize(("schema", "data", "expected"), PAIRS)
def test_every_problem_is_one_vietnamese_sentence_that_names_its_field(
    schema: dict[str, Any], data: Any, expected: list[str]
) -> None:
    problems = forms.validate(schema, data)

    for found in problems:
        assert found.message.endswith(".")
        assert "{" not in found.message
        assert found.facts["title"] in found.message
