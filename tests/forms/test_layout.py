"""From a checked schema to the boxes that are drawn."""

from typing import Any

import pytest

import forms
from forms.box import Box
from tests.support.every_field import EVERY_FIELD

FORM = forms.Form(EVERY_FIELD)
TEXT = {"type": "string", "title": "Họ và tên"}


def boxes(data: dict[str, Any], shown: dict[str, Any] | None = None) -> dict[str, Box]:
    return {box.name: box for box in FORM.layout(data, shown or {}).walk()}


def form(**fields: dict[str, Any]) -> forms.Form:
    return forms.Form({"type": "object", "title": "Tờ khai đề nghị", "properties": fields})


@pytest.mark.parametrize(
    ("name", "kind", "keyboard", "placeholder"),
    [
        ("ho_ten", "text", "text", ""),
        ("ghi_chu", "textarea", "text", ""),
        ("ngay_sinh", "text", "numeric", "dd/mm/yyyy"),
        ("luc_nhan", "text", "text", "hh:mm dd/mm/yyyy"),
        ("gio_hen", "text", "text", "hh:mm"),
        ("so_dinh_danh", "text", "numeric", ""),
        ("dien_thoai", "text", "tel", ""),
        ("le_phi", "text", "numeric", ""),
        ("dien_tich", "text", "decimal", ""),
        ("tong_tien", "text", "decimal", ""),
        ("gioi_tinh", "radio", "text", ""),
        ("cap_nha", "select", "numeric", ""),
        ("hinh_thuc", "radio", "text", ""),
        ("co_tang_ham", "checkbox", "text", ""),
        ("dong_y", "radio", "text", ""),
        ("cam_ket", "declaration", "text", ""),
        ("xa", "search", "text", ""),
        ("ban_ve", "file", "text", ""),
        ("giay_to", "checkboxes", "text", ""),
        ("so_lien_he", "rows", "text", ""),
        ("noi_o", "section", "text", ""),
        ("ma_truoc", "shown", "text", ""),
    ],
)
def test_each_field_is_drawn_by_its_kind(name: str, kind: str, keyboard: str, placeholder: str) -> None:
    box = boxes({})[name]

    assert (box.kind, box.keyboard, box.placeholder) == (kind, keyboard, placeholder)


def test_a_box_knows_its_name_its_pointer_and_its_words() -> None:
    drawn = boxes({"thanh_vien": [{"ten": "An"}, {}]})

    assert drawn["thanh_vien.0.ten"].pointer == "/thanh_vien/0/ten"
    assert drawn["thanh_vien.0.ten"].text == "An"
    assert drawn["thanh_vien.1.ten"].is_required
    assert drawn["ghi_chu"].help == "Ghi ngắn gọn."
    assert drawn["bien_so"].help == "Ví dụ: 29A-12345"
    assert drawn["ho_ten"].is_required
    assert not drawn["ngay_sinh"].is_required


def test_choices_come_with_their_labels_and_with_what_is_chosen() -> None:
    drawn = boxes({"loai": "to_chuc", "cap_nha": 3, "giay_to": ["Bản chính"], "dong_y": False})

    assert [(c.value, c.label, c.is_chosen) for c in drawn["loai"].choices] == [
        ("ca_nhan", "Cá nhân", False),
        ("to_chuc", "Tổ chức", True),
    ]
    assert [c.value for c in drawn["cap_nha"].choices if c.is_chosen] == ["3"]
    assert [c.value for c in drawn["giay_to"].choices if c.is_chosen] == ["Bản chính"]
    assert [(c.value, c.label, c.is_chosen) for c in drawn["dong_y"].choices] == [
        ("false", "Không", True),
        ("true", "Có", False),
    ]


def test_a_chosen_value_that_is_offered_no_more_is_still_shown() -> None:
    drawn = boxes({"hinh_thuc": "Fax", "giay_to": ["Bản in"]})

    assert ("Fax", True) in [(choice.value, choice.is_chosen) for choice in drawn["hinh_thuc"].choices]
    assert ("Bản in", True) in [(choice.value, choice.is_chosen) for choice in drawn["giay_to"].choices]


def test_only_the_fields_of_the_chosen_branch_are_drawn_right_after_the_choice() -> None:
    nothing = [box.name for box in FORM.layout({}, {}).inside]
    person = [box.name for box in FORM.layout({"loai": "ca_nhan"}, {}).inside]
    company = [box.name for box in FORM.layout({"loai": "to_chuc"}, {}).inside]

    assert not {"nghe", "ma_so_thue"} & set(nothing)
    assert person[person.index("loai") + 1] == "nghe"
    assert company[company.index("loai") + 1 :][:2] == ["ma_so_thue", "dai_dien"]
    assert boxes({})["loai"].decides


def test_what_was_typed_for_another_choice_is_sent_along_hidden() -> None:
    data = {"loai": "ca_nhan", "ma_so_thue": "0100109106", "dai_dien": {"ten": "Bình"}}

    drawn = FORM.layout(data, {})

    assert drawn.hidden == (("ma_so_thue", "0100109106"), ("dai_dien.ten", "Bình"))
    assert FORM.layout(data | {"loai": "to_chuc"}, {}).hidden == ()


def test_a_group_stands_where_its_first_field_stands() -> None:
    def text(group: str = "") -> dict[str, Any]:
        return TEXT | ({"x-group": group} if group else {})

    drawn = form(a=text("Nhóm"), b=text(), c=text("Nhóm"), d=text()).layout({}, {})

    assert [(title, [box.name for box in inside]) for title, inside in drawn.groups] == [
        ("Nhóm", ["a", "c"]),
        ("", ["b", "d"]),
    ]


def test_fields_follow_x_order_and_else_the_order_they_are_written_in() -> None:
    drawn = form(a=TEXT | {"x-order": 2}, b=TEXT, c=TEXT | {"x-order": -1}, d=TEXT).layout({}, {})

    assert [box.name for box in drawn.inside] == ["c", "b", "d", "a"]


def test_a_field_of_a_branch_joins_the_group_of_the_choice() -> None:
    kind = {"type": "string", "title": "Loại", "enum": ["a", "b"], "x-group": "Kết quả"}
    branched = forms.Form(
        {
            "type": "object",
            "title": "Hai nhánh",
            "required": ["loai"],
            "properties": {"loai": kind, "khac": TEXT},
            "oneOf": [
                {"title": "Nhánh a", "properties": {"loai": {"const": "a"}, "x": TEXT}},
                {"title": "Nhánh b", "properties": {"loai": {"const": "b"}}},
            ],
        }
    )

    drawn = branched.layout({"loai": "a"}, {})

    assert [(title, [box.name for box in inside]) for title, inside in drawn.groups] == [
        ("Kết quả", ["loai", "x"]),
        ("", ["khac"]),
    ]


def test_a_list_begins_with_as_many_rows_as_it_needs_and_grows_to_its_most() -> None:
    def rows(data: dict[str, Any]) -> Box:
        schema = {"type": "array", "title": "Số nhà", "items": TEXT, "minItems": 2, "maxItems": 3}
        (box,) = form(so=schema).layout(data, {}).inside
        return box

    assert [box.name for box in rows({}).inside] == ["so.0", "so.1"]
    assert [box.text for box in rows({"so": ["5"]}).inside] == ["5"]
    assert rows({}).may_grow
    assert not rows({"so": ["1", "2", "3"]}).may_grow


def test_a_field_needed_with_another_is_marked_once_the_other_is_filled_in() -> None:
    schema = {"type": "object", "title": "Chuyển khoản", "properties": {"so_tk": TEXT, "ngan_hang": TEXT}}
    together = forms.Form(schema | {"dependentRequired": {"so_tk": ["ngan_hang"]}})

    def needs_bank(data: dict[str, Any]) -> bool:
        return together.layout(data, {}).inside[1].is_required

    assert needs_bank({"so_tk": "123"})
    assert not needs_bank({"so_tk": " "})
    assert not needs_bank({})


def test_a_read_only_field_shows_what_the_dossier_says_never_what_was_posted() -> None:
    drawn = boxes({"ma_truoc": "giả"}, {"ma_truoc": "000.00.15.H26-181105-0001"})

    assert drawn["ma_truoc"].text == "000.00.15.H26-181105-0001"


def test_all_in_a_read_only_field_is_only_shown() -> None:
    person = {
        "type": "object",
        "title": "Người nộp",
        "properties": {
            "ten": TEXT,
            "loai": {**TEXT, "oneOf": [{"const": "a", "title": "Cá nhân"}]},
            "song": {"type": "boolean", "title": "Còn sống"},
            "so": {"type": "array", "title": "Các số", "items": TEXT},
            "sinh": {**TEXT, "format": "date"},
        },
    }
    rows = {"type": "array", "title": "Thành viên", "items": person, "x-readonly": True}
    told = {"ten": "An", "loai": "a", "song": True, "so": ["1", "2"], "sinh": "1990-02-01"}

    drawn = form(nguoi=person | {"x-readonly": True}, ho=rows).layout({}, {"nguoi": told, "ho": [told]})

    texts = {box.name: (box.kind, box.text) for box in drawn.walk()}
    assert texts["nguoi.ten"] == ("shown", "An")
    assert texts["nguoi.loai"] == ("shown", "Cá nhân")
    assert texts["nguoi.song"] == ("shown", "Có")
    assert texts["nguoi.so"] == ("shown", "1; 2")
    assert texts["ho.0.sinh"] == ("shown", "01/02/1990")


def test_data_of_another_version_of_the_form_are_drawn_as_far_as_they_fit() -> None:
    drawn = boxes(
        {"thanh_vien": "không phải danh sách", "noi_o": [1], "giay_to": "x", "ho_ten": ["y"], "cu": 1}
    )

    assert drawn["thanh_vien"].inside == ()
    assert drawn["ho_ten"].text == ""


def test_a_fresh_form_holds_its_defaults_and_no_declaration() -> None:
    inner = {"type": "object", "title": "Nơi ở", "properties": {"tinh": {**TEXT, "default": "Hà Nội"}}}
    with_defaults = form(
        a={**TEXT, "default": "Không"},
        b=TEXT,
        c=inner,
        d={"type": "boolean", "title": "Tôi cam kết", "const": True},
        e={**TEXT, "x-readonly": True},
    )

    assert with_defaults.fresh() == {"a": "Không", "c": {"tinh": "Hà Nội"}}
    assert FORM.fresh() == {}
