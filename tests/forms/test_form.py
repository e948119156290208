"""A form kept and used many times, the names it writes, and what is public."""

import json
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import forms

TEXT = {"type": "string", "title": "Họ và tên"}
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "title": "Tờ khai đề nghị",
    "required": ["applicant", "kind", "members"],
    "properties": {
        "applicant": {
            "type": "object",
            "title": "Người nộp",
            "required": ["full_name"],
            "properties": {"full_name": {**TEXT, "minLength": 2}, "born_on": {"$ref": "#/$defs/day"}},
        },
        "kind": {**TEXT, "enum": ["person", "company"]},
        "proxy": {"type": "object", "title": "Thay mặt", "required": ["name"], "properties": {"name": TEXT}},
        "members": {
            "type": "array",
            "title": "Thành viên",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name"],
                "properties": {"name": TEXT, "age": {"type": "integer", "title": "Tuổi", "minimum": 0}},
            },
        },
        "tags": {"type": "array", "title": "Nhãn", "items": {"type": "string"}},
        "seen": {**TEXT, "x-readonly": True},
    },
    "oneOf": [
        {
            "title": "Cá nhân",
            "required": ["address", "cccd"],
            "properties": {"kind": {"const": "person"}, "address": TEXT, "cccd": {**TEXT, "format": "cccd"}},
        },
        {
            "title": "Tổ chức",
            "required": ["address"],
            "properties": {"kind": {"const": "company"}, "address": TEXT},
        },
    ],
    "$defs": {"day": {"type": "string", "title": "Ngày sinh", "format": "date"}},
}
FORM = forms.Form(SCHEMA)


def test_the_names_a_form_writes_say_which_are_always_written() -> None:
    assert FORM.written() == {
        "applicant": True,
        "applicant.full_name": True,
        "applicant.born_on": False,
        "kind": True,
        "proxy": False,
        "proxy.name": False,
        "members": True,
        "members[].name": True,
        "members[].age": False,
        "tags": False,
        "address": True,
        "cccd": False,
    }


def test_the_rows_of_a_list_that_may_be_empty_are_not_always_written() -> None:
    rows = {**SCHEMA["properties"]["members"], "minItems": 0}
    schema = {"type": "object", "title": "Bảng kê", "required": ["rows"], "properties": {"rows": rows}}

    assert forms.written(schema) == {"rows": True, "rows[].name": False, "rows[].age": False}


def test_each_name_has_its_type() -> None:
    kinds = forms.names(SCHEMA)

    assert kinds.keys() == forms.written(SCHEMA).keys()
    assert kinds["members"] == "array"
    assert kinds["members[].age"] == "integer"
    assert kinds["applicant.born_on"] == "string"


def test_a_form_outside_the_profile_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="/properties/x title_missing"):
        forms.Form({"type": "object", "title": "Tờ khai đề nghị", "properties": {"x": {"type": "string"}}})


def test_a_form_keeps_its_meaning_when_the_mapping_given_changes_later() -> None:
    schema = json.loads(json.dumps(SCHEMA))
    form = forms.Form(schema)

    schema["properties"]["applicant"]["required"].append("born_on")

    assert form.written() == FORM.written()


def test_a_referenced_field_is_called_by_the_title_beside_the_reference() -> None:
    field = {"$ref": "#/$defs/day", "title": "Ngày cấp"}
    schema = {
        "type": "object",
        "title": "Tờ khai đề nghị",
        "properties": {"x": field},
        "$defs": SCHEMA["$defs"],
    }

    [problem] = forms.validate(schema, {"x": "2018-02-30"})

    assert problem.message == "Ngày cấp phải là ngày có thật, ghi theo dạng dd/mm/yyyy."


def _sentence(field: dict[str, Any], data: Any, *, required: bool = False) -> str:
    schema = {
        "type": "object",
        "title": "Tờ khai đề nghị",
        "properties": {"x": field},
        "required": ["x"] if required else [],
    }
    [problem] = forms.validate(schema, data)
    return problem.message


def test_a_sentence_says_what_to_do_next() -> None:
    sex = {
        "type": "string",
        "title": "Giới tính",
        "oneOf": [{"const": "male", "title": "Nam"}, {"const": "female", "title": "Nữ"}],
    }
    oath = {"type": "boolean", "title": "Tôi cam kết khai đúng", "const": True}
    number = {
        **TEXT,
        "title": "Số quyết định",
        "pattern": "^[0-9]+/QD$",
        "maxLength": 9,
        "examples": ["12/QD"],
    }
    many = {**TEXT, "title": "Xã", "enum": [f"{number:02}" for number in range(20)]}

    assert _sentence(TEXT, {}, required=True) == "Cần nhập Họ và tên."
    assert _sentence(sex, {}, required=True) == "Cần chọn Giới tính."
    assert _sentence(sex, {"x": "x"}) == "Giới tính phải chọn một trong các giá trị: Nam, Nữ."
    assert _sentence(oath, {}, required=True) == "Cần đánh dấu xác nhận nội dung: Tôi cam kết khai đúng."
    assert _sentence(number, {"x": "12"}) == "Số quyết định ghi chưa đúng mẫu; xin ghi như ví dụ: 12/QD."
    assert _sentence({**TEXT, "minLength": 5}, {"x": "An"}) == "Họ và tên phải có ít nhất 5 ký tự."
    assert _sentence(many, {"x": "x"}).endswith("06, 07, ….")


def test_a_sentence_about_a_row_names_the_row() -> None:
    data = {
        "applicant": {"full_name": "Nguyễn Văn A"},
        "kind": "company",
        "address": "Hà Nội",
        "members": [{"name": "Bình"}, {"name": ""}],
    }

    [problem] = FORM.validate(data)

    assert problem.path == "/members/1/name"
    assert problem.message == "Cần nhập Họ và tên (dòng 2)."


def test_facts_hold_limits_and_never_what_the_person_typed() -> None:
    schema = {"type": "object", "title": "Tờ khai", "properties": {"x": {**TEXT, "maxLength": 3}}}

    [problem] = forms.validate(schema, {"x": "bí mật"})

    assert problem.facts == {"title": "Họ và tên", "limit": 3}
    assert "bí mật" not in str(problem)


LETTERS = st.sampled_from(
    ["An", "Nguyễn Văn A", "x", "", "0", "person", "company", "001087123456", "2018-11-21"]
)
DATA = st.fixed_dictionaries(
    {"kind": st.sampled_from(["person", "company", "club"])},
    optional={
        "applicant": st.fixed_dictionaries({}, optional={"full_name": LETTERS, "born_on": LETTERS}),
        "proxy": st.fixed_dictionaries({}, optional={"name": LETTERS}),
        "members": st.lists(
            st.fixed_dictionaries({"name": LETTERS}, optional={"age": st.integers(-1, 3)}), max_size=2
        ),
        "tags": st.lists(LETTERS, max_size=2),
        "address": st.just("Hà Nội"),
        "cccd": st.sampled_from(["001087123456", "1", ""]),
    },
)


def _mostly_right(data: dict[str, Any]) -> dict[str, Any]:
    right = {"applicant": {"full_name": "An"}, "address": "Hà Nội", "members": [{"name": "An"}]}
    return {**right, **data}


def _has(data: Any, path: str) -> bool:
    head, _, rest = path.partition(".")
    if head.endswith("[]"):
        return all(_has(row, rest) for row in data[head[:-2]])
    return head in data and (not rest or _has(data[head], rest))


@given(DATA.map(_mostly_right))
@settings(max_examples=300)
def test_accepted_data_holds_every_name_said_to_be_always_written(data: dict[str, Any]) -> None:
    cleaned = FORM.clean(data)

    if not FORM.validate(cleaned):
        assert all(_has(cleaned, path) for path, always in FORM.written().items() if always)


@given(DATA.map(_mostly_right))
@settings(max_examples=300)
def test_accepted_data_is_accepted_by_any_other_reader_of_json_schema(data: dict[str, Any]) -> None:
    cleaned = FORM.clean(data)

    if not FORM.validate(cleaned):
        assert Draft202012Validator(SCHEMA).is_valid(cleaned)


@given(DATA)
@settings(max_examples=200)
def test_no_problem_is_told_of_a_branch_that_was_not_chosen(data: dict[str, Any]) -> None:
    problems = FORM.validate({**data, "kind": "company"})

    told = {found.code for found in problems if found.path == "/cccd"}

    assert told <= {"not_for_this_choice"}


def test_a_problem_path_can_be_followed_in_the_data() -> None:
    data = {"kind": "company", "members": [{"name": "An", "a/b": 1}]}

    paths = [found.path for found in FORM.validate(data)]

    assert "/members/0/a~1b" in paths


def test_what_is_public_is_exactly_what_is_listed() -> None:
    ours = {
        name
        for name, value in vars(forms).items()
        if not name.startswith("_") and not isinstance(value, ModuleType) and name not in ("Any", "Mapping")
    }

    assert ours | {"cccd_qr"} == set(forms.__all__)
