"""What `check` says about schemas that leave the profile, and that it never falls over."""

import copy
import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import forms
from forms.profile import KEYWORDS, MAX_CHOICES, MAX_DEPTH, MAX_FIELDS, WIDGETS

TEXT = {"type": "string", "title": "Họ và tên"}
KIND = {"type": "string", "title": "Loại", "enum": ["a", "b"]}
BRANCH_A = {"title": "A", "properties": {"kind": {"const": "a"}, "x": TEXT}, "required": ["x"]}
BRANCH_B = {"title": "B", "properties": {"kind": {"const": "b"}}}


def form(**fields: Any) -> dict[str, Any]:
    return {"type": "object", "title": "Tờ khai đề nghị", "properties": fields}


def with_x(**keywords: Any) -> dict[str, Any]:
    return form(x={**TEXT, **keywords})


def of(kind: str, **keywords: Any) -> dict[str, Any]:
    return form(x={"type": kind, "title": "Số lượng", **keywords})


def branched(*branches: Any, **keywords: Any) -> dict[str, Any]:
    return {**form(kind=KIND), "required": ["kind"], "oneOf": list(branches), **keywords}


def nested(levels: int) -> dict[str, Any]:
    inner: dict[str, Any] = form(x=TEXT)
    for _ in range(levels - 1):
        inner = form(x=inner)
    return inner


GOOD = [
    with_x(),
    form(x=TEXT) | {"$schema": "https://json-schema.org/draft/2020-12/schema", "additionalProperties": False},
    with_x(title="Email"),
    with_x(title="Fax", description="Số máy", examples=["1"], default="2"),
    with_x(
        **{"x-widget": "textarea", "x-order": 1, "x-help": "Ghi rõ", "x-placeholder": "A", "x-group": "Chung"}
    ),
    with_x(**{"x-source": "units", "x-readonly": True}),
    with_x(pattern="^[0-9]{3}$", examples=["123"]),
    with_x(enum=["a", "b"], default="a"),
    of("integer", multipleOf=1000, minimum=0, maximum=5000, default=2000, **{"x-money": True}),
    of("boolean", const=True),
    of("array", items={"type": "string", "enum": ["a", "b"]}, **{"x-widget": "checkboxes"}),
    branched(BRANCH_A, BRANCH_B),
    nested(MAX_DEPTH),
    form(**{f"x{number}": TEXT for number in range(MAX_FIELDS)}),
    form(x={"$ref": "#/$defs/y", "title": "Tên khác"}, z={"$ref": "#/$defs/y"}) | {"$defs": {"y": TEXT}},
]

BAD: list[tuple[Any, list[str]]] = [
    # the root
    ([], [" schema_not_object"]),
    ({}, [" schema_not_object"]),
    ({"type": "string", "title": "Họ và tên"}, [" schema_not_object"]),
    ({"type": "object", "properties": {"x": TEXT}}, [" title_missing"]),
    ({"type": "object", "title": "Tờ khai"}, [" nothing_inside"]),
    (form(), ["/properties wrong_keyword_value", " nothing_inside"]),
    (form(x=TEXT) | {"$schema": "http://json-schema.org/draft-07/schema#"}, ["/$schema unknown_dialect"]),
    # keywords
    (with_x(contentEncoding="base64"), ["/properties/x/contentEncoding unknown_keyword"]),
    (
        with_x(**{"if": {}, "then": {}}),
        ["/properties/x/if unknown_keyword", "/properties/x/then unknown_keyword"],
    ),
    (with_x(anyOf=[TEXT]), ["/properties/x/anyOf unknown_keyword"]),
    (with_x(allOf=[TEXT]), ["/properties/x/allOf unknown_keyword"]),
    (with_x(**{"not": {}}), ["/properties/x/not unknown_keyword"]),
    (form(x=TEXT) | {"patternProperties": {"^a": TEXT}}, ["/patternProperties unknown_keyword"]),
    (form(x=TEXT) | {"$id": "https://example.org/a"}, ["/$id unknown_keyword"]),
    (with_x(**{"x-colour": "red"}), ["/properties/x/x-colour unknown_keyword"]),
    (with_x(minimum=3), ["/properties/x/minimum misplaced_keyword"]),
    (of("integer", minLength=3), ["/properties/x/minLength misplaced_keyword"]),
    (of("number", multipleOf=2), ["/properties/x/multipleOf misplaced_keyword"]),
    (of("number", enum=[1.5]), ["/properties/x/enum misplaced_keyword"]),
    (with_x(const="a"), ["/properties/x/const misplaced_keyword"]),
    (with_x(minLength=-1), ["/properties/x/minLength wrong_keyword_value"]),
    (with_x(maxLength=True), ["/properties/x/maxLength wrong_keyword_value"]),
    (with_x(maxLength=10**9), ["/properties/x/maxLength wrong_keyword_value"]),
    (of("integer", minimum=float("nan")), ["/properties/x/minimum wrong_keyword_value"]),
    (of("integer", multipleOf=0.01), ["/properties/x/multipleOf wrong_keyword_value"]),
    (of("integer", multipleOf=0), ["/properties/x/multipleOf wrong_keyword_value"]),
    (of("boolean", const=False), ["/properties/x/const wrong_keyword_value"]),
    (form(x=TEXT) | {"additionalProperties": True}, ["/additionalProperties wrong_keyword_value"]),
    (form(x=TEXT) | {"required": "x"}, ["/required wrong_keyword_value"]),
    (form(x=TEXT) | {"required": ["x", "x"]}, ["/required wrong_keyword_value"]),
    (form(x=TEXT) | {"required": ["y"]}, ["/required undeclared_name"]),
    (form(x=TEXT) | {"dependentRequired": {"x": ["y"]}}, ["/dependentRequired/x undeclared_name"]),
    (form(x=TEXT) | {"dependentRequired": {"y": ["x"]}}, ["/dependentRequired/y undeclared_name"]),
    (with_x(**{"x-readonly": True}) | {"required": ["x"]}, ["/required read_only_required"]),
    (with_x(**{"x-readonly": False}), ["/properties/x/x-readonly wrong_keyword_value"]),
    (with_x(**{"x-widget": "slider"}), ["/properties/x/x-widget wrong_keyword_value"]),
    (with_x(**{"x-widget": "table"}), ["/properties/x/x-widget widget_misfit"]),
    (with_x(**{"x-money": True}), ["/properties/x/x-money misplaced_keyword"]),
    (with_x(minLength=5, maxLength=4), ["/properties/x/maxLength limits_crossed"]),
    (of("integer", minimum=5, maximum=4), ["/properties/x/maximum limits_crossed"]),
    (of("array", items=TEXT, minItems=5, maxItems=4), ["/properties/x/maxItems limits_crossed"]),
    # types, names and titles
    (form(x={"title": "Họ và tên"}), ["/properties/x type_missing"]),
    (with_x(type="null"), ["/properties/x type_missing"]),
    (with_x(type=["string", "null"]), ["/properties/x type_missing"]),
    (form(x=True), ["/properties/x wrong_keyword_value"]),
    (form(x={"type": "string"}), ["/properties/x title_missing"]),
    (with_x(title=" "), ["/properties/x title_missing", "/properties/x/title wrong_keyword_value"]),
    (with_x(title="Full name"), ["/properties/x/title title_not_vietnamese"]),
    (form(**{"Họ tên": TEXT}), ["/properties/Họ tên name_not_plain"]),
    (form(fullName=TEXT), ["/properties/fullName name_not_plain"]),
    (form(**{"x\n": TEXT}), ["/properties/x\n name_not_plain"]),
    (form(**{"a.b": TEXT}), ["/properties/a.b name_not_plain"]),
    # choices
    (with_x(enum=[]), ["/properties/x/enum wrong_keyword_value"]),
    (with_x(enum=["a", "a"]), ["/properties/x/enum choice_repeated"]),
    (with_x(enum=["a", 1]), ["/properties/x/enum choice_of_wrong_type"]),
    (with_x(enum=["a", " "]), ["/properties/x/enum choice_of_wrong_type"]),
    (of("integer", enum=[1, True]), ["/properties/x/enum choice_of_wrong_type"]),
    (
        with_x(enum=[str(number) for number in range(MAX_CHOICES + 1)]),
        ["/properties/x/enum wrong_keyword_value"],
    ),
    (with_x(oneOf=[{"const": "a"}]), ["/properties/x/oneOf/0 choice_unreadable"]),
    (
        with_x(oneOf=[{"const": "a", "title": "A", "minLength": 1}]),
        ["/properties/x/oneOf/0 choice_unreadable"],
    ),
    (with_x(oneOf=["a"]), ["/properties/x/oneOf/0 choice_unreadable"]),
    (with_x(oneOf=[{"const": "a", "title": "A"}] * 2), ["/properties/x/oneOf choice_repeated"]),
    (with_x(oneOf=[{"const": "a", "title": "A"}], enum=["a"]), ["/properties/x/oneOf enum_and_one_of"]),
    # branches
    (form(kind=KIND) | {"oneOf": [BRANCH_A, BRANCH_B]}, ["/oneOf no_discriminator"]),
    (branched({"title": "A", "properties": {"x": TEXT}}, BRANCH_B), ["/oneOf no_discriminator"]),
    (branched(BRANCH_A, BRANCH_A), ["/oneOf no_discriminator"]),
    (branched(BRANCH_A), ["/oneOf branches_differ_from_choices"]),
    (
        branched(BRANCH_A, {"title": "C", "properties": {"kind": {"const": "c"}}}),
        ["/oneOf branches_differ_from_choices"],
    ),
    (branched(BRANCH_A, "b"), ["/oneOf/1 branch_unreadable"]),
    (branched(BRANCH_A, {**BRANCH_B, "minProperties": 1}), ["/oneOf/1 branch_unreadable"]),
    (branched(BRANCH_A, {"properties": {"kind": {"const": "b"}}}), ["/oneOf/1 branch_unreadable"]),
    (branched(BRANCH_A, {**BRANCH_B, "required": ["z"]}), ["/oneOf/1/required undeclared_name"]),
    (
        branched(BRANCH_A, {"title": "B", "properties": {"kind": {"const": "b", "type": "string"}}}),
        ["/oneOf/1/properties/kind branch_unreadable"],
    ),
    (
        branched(BRANCH_A, BRANCH_B, properties={"kind": KIND, "x": TEXT}),
        ["/oneOf/0/properties/x field_repeated"],
    ),
    (
        branched(
            BRANCH_A, {"title": "B", "properties": {"kind": {"const": "b"}, "x": {**TEXT, "type": "integer"}}}
        ),
        ["/oneOf/1/properties/x type_differs"],
    ),
    (
        branched(
            {**BRANCH_A, "properties": {"kind": {"const": "a"}, "x": {**TEXT, "x-readonly": True}}}, BRANCH_B
        ),
        ["/oneOf/0/required read_only_required"],
    ),
    (
        branched({**BRANCH_A, "properties": {"kind": {"const": "a"}, "x": {"type": "string"}}}, BRANCH_B),
        ["/oneOf/0/properties/x title_missing"],
    ),
    (
        branched(BRANCH_A, BRANCH_B, additionalProperties=False),
        ["/additionalProperties additional_beside_one_of"],
    ),
    # lists
    (of("array"), ["/properties/x nothing_inside"]),
    (of("array", items=[TEXT]), ["/properties/x/items wrong_keyword_value", "/properties/x nothing_inside"]),
    (of("array", items={}), ["/properties/x/items type_missing"]),
    # pattern and format
    (with_x(pattern="[0-9]+", examples=["1"]), ["/properties/x/pattern pattern_not_anchored"]),
    (with_x(pattern="^\\d+$", examples=["1"]), ["/properties/x/pattern pattern_not_allowed"]),
    (
        with_x(pattern="^([a-z]+)+$", examples=["a"], maxLength=99),
        ["/properties/x/pattern pattern_too_costly"],
    ),
    (with_x(pattern="^[0-9]+$"), ["/properties/x/pattern pattern_unexplained"]),
    (with_x(format="uri"), ["/properties/x/format unknown_format"]),
    # references
    (form(x={"$ref": "#/$defs/y"}), ["/properties/x title_missing", "/properties/x/$ref bad_ref"]),
    (
        form(x={"$ref": "https://example.org/a", "title": "Họ và tên"}),
        ["/properties/x/$ref bad_ref"],
    ),
    (form(x={"$ref": 5, "title": "Họ và tên"}), ["/properties/x/$ref bad_ref"]),
    (
        form(x={"$ref": "#/$defs/y"}) | {"$defs": {"y": {**TEXT, "minLenght": 1}}},
        ["/$defs/y/minLenght unknown_keyword"],
    ),
    (
        form(x={"$ref": "#/$defs/y", "minLength": 1}) | {"$defs": {"y": TEXT}},
        ["/properties/x/minLength beside_ref"],
    ),
    (form(x=TEXT) | {"$defs": {"y": TEXT}}, ["/$defs/y unused_def"]),
    (form(x=TEXT) | {"$defs": 5}, ["/$defs wrong_keyword_value"]),
    (
        form(x={"$ref": "#/$defs/y", "title": "Họ và tên"})
        | {"$defs": {"y": {"$ref": "#/$defs/z"}, "z": {"$ref": "#/$defs/y"}}},
        ["/properties/x/$ref bad_ref", "/$defs/y unused_def", "/$defs/z unused_def"],
    ),
    (form(x={"$ref": "#/$defs/y"}) | {"$defs": {"y": form(x={"$ref": "#/$defs/y"})}}, ["/$defs/y too_deep"]),
    # size
    (nested(MAX_DEPTH + 1), ["/properties/x" * MAX_DEPTH + " too_deep"]),
    (form(**{f"x{number}": TEXT for number in range(MAX_FIELDS + 1)}), [" too_many_fields"]),
    # values inside the schema
    (with_x(default=5), ["/properties/x/default default_invalid"]),
    (with_x(enum=["a"], default="b"), ["/properties/x/default default_invalid"]),
    (
        with_x(format="date", examples=["2018-11-21", "2018-02-30"]),
        ["/properties/x/examples/1 example_invalid"],
    ),
    (
        with_x(pattern="^[0-9]+$", examples=["1", "a"]),
        ["/properties/x/examples/1 example_invalid"],
    ),
    (of("boolean", const=True, default=True), ["/properties/x/default default_commitment"]),
    (of("boolean", const=True, default=False), ["/properties/x/default default_commitment"]),
    (
        of("array", items={**TEXT, "minLength": 2, "default": "a"}),
        ["/properties/x/items/default default_invalid"],
    ),
    (
        branched({**BRANCH_A, "properties": {"kind": {"const": "a"}, "x": {**TEXT, "default": 1}}}, BRANCH_B),
        ["/oneOf/0/properties/x/default default_invalid"],
    ),
]


@pytest.mark.parametrize("schema", GOOD)
def test_a_form_within_the_profile_passes(schema: dict[str, Any]) -> None:
    assert forms.check(schema) == []


@pytest.mark.parametrize(("schema", "expected"), BAD)
def test_a_breach_of_the_profile_is_told_where_it_is(schema: Any, expected: list[str]) -> None:
    problems = forms.check(schema)

    assert sorted(f"{found.path} {found.code}" for found in problems) == sorted(expected)
    assert all(found.message.endswith(".") for found in problems)


def test_a_doubling_chain_of_definitions_is_stopped_at_the_limit_of_fields() -> None:
    names = [f"d{number}" for number in range(MAX_DEPTH)]
    defs = {
        name: form(**{f"x{number}": {"$ref": f"#/$defs/{following}"} for number in range(60)})
        for name, following in itertools.pairwise(names)
    } | {names[-1]: TEXT}

    problems = forms.check(form(x={"$ref": "#/$defs/d0"}) | {"$defs": defs})

    assert [found.code for found in problems] == ["too_many_fields"]


def test_a_commitment_behind_a_reference_may_not_be_ticked_beforehand() -> None:
    schema = form(x={"$ref": "#/$defs/oath", "default": True}) | {
        "$defs": {"oath": {"type": "boolean", "title": "Tôi cam kết", "const": True}}
    }

    problems = forms.check(schema)

    assert [found.code for found in problems] == ["default_commitment"]


def test_every_widget_can_draw_a_type_that_exists() -> None:
    assert all(types <= set(forms.profile.TYPES) for types in WIDGETS.values())


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["string", "object", "array", "#/$defs/y", "^[a-z]+$", "kind", "a", "{", "date"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*KEYWORDS, "$ref", "$defs", "kind", "x", "y"]) | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def _places(node: Any) -> list[tuple[Any, Any]]:
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [place for key, inner in pairs for place in ((node, key), *_places(inner))]


@given(data=st.data())
@settings(max_examples=150)
def test_check_never_falls_over_whatever_stands_anywhere_in_a_schema(data: st.DataObject) -> None:
    schema = copy.deepcopy(data.draw(st.sampled_from(GOOD[:12] + GOOD[14:])))
    holder, key = data.draw(st.sampled_from(_places(schema)))
    holder[key] = data.draw(ANYTHING)

    problems = forms.check(schema)

    assert problems or isinstance(forms.Form(schema).validate({}), list)


@given(ANYTHING)
@settings(max_examples=100)
def test_check_takes_any_value_at_all(schema: Any) -> None:
    problems = forms.check(schema)

    assert problems or schema["type"] == "object"
