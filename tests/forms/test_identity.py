"""The QR code of a citizen card fills in the fields that name a person."""

from typing import Any

import forms
from tests.support.every_field import EVERY_FIELD

FORM = forms.Form(EVERY_FIELD)
CARD = "001187654321|012345678|Trần Thị Bình|03021987|Nữ|Số 5 phố Minh Khai|21112021"
TEXT = {"type": "string", "title": "Họ và tên"}


def form(**fields: dict[str, Any]) -> forms.Form:
    return forms.Form({"type": "object", "title": "Tờ khai đề nghị", "properties": fields})


def test_a_card_fills_in_what_the_form_asks_and_leaves_the_rest() -> None:
    data: dict[str, Any] = {"ho_ten": "Gõ nhầm", "ghi_chu": "giữ"}

    FORM.fill(data, forms.cccd_qr.parse(CARD))

    assert data == {
        "ho_ten": "Trần Thị Bình",
        "so_dinh_danh": "001187654321",
        "ngay_sinh": "1987-02-03",
        "gioi_tinh": "Nữ",
        "dia_chi": "Số 5 phố Minh Khai",
        "ghi_chu": "giữ",
    }


def test_the_first_person_of_a_form_is_filled_in_where_the_form_holds_several() -> None:
    person = {"type": "object", "title": "Người", "properties": {"full_name": TEXT, "identity_no": TEXT}}
    two = form(ghi_chu=TEXT, chong=person, vo=person)
    data: dict[str, Any] = {}

    two.fill(data, forms.cccd_qr.parse(CARD))

    assert two.asks_identity
    assert data == {"chong": {"full_name": "Trần Thị Bình", "identity_no": "001187654321"}}


def test_sex_is_filled_in_as_the_form_offers_it() -> None:
    coded = {**TEXT, "oneOf": [{"const": "f", "title": "Nữ"}, {"const": "m", "title": "Nam"}]}
    data: dict[str, Any] = {}

    form(so_dinh_danh=TEXT, gioi_tinh=coded).fill(data, {"gender": "female"})

    assert data == {"gioi_tinh": "f"}


def test_a_form_that_names_nobody_takes_no_card() -> None:
    shown = {"type": "object", "title": "Người", "properties": {"identity_no": TEXT}, "x-readonly": True}

    assert not form(ho_ten=TEXT).asks_identity
    assert not form(nguoi=shown).asks_identity
    assert not form(so_dinh_danh={"type": "boolean", "title": "Có số"}).asks_identity
