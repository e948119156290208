"""What a browser posted becomes data; nothing typed is lost."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import forms
from forms.pairs import pairs_of
from tests.support.every_field import COMPLETE, EVERY_FIELD, sent

FORM = forms.Form(EVERY_FIELD)


@pytest.mark.parametrize(
    ("pairs", "data"),
    [
        ([], {}),
        ([("ho_ten", " Lê ")], {"ho_ten": " Lê "}),
        ([("ho_ten", "  ")], {}),
        ([("ho_ten", "An"), ("ho_ten", "Bình")], {"ho_ten": "Bình"}),
        ([("ngay_sinh", "1/2/1990")], {"ngay_sinh": "1990-02-01"}),
        ([("ngay_sinh", "31/02/1990")], {"ngay_sinh": "31/02/1990"}),
        ([("le_phi", "1.500.000")], {"le_phi": 1_500_000}),
        ([("le_phi", "chưa rõ")], {"le_phi": "chưa rõ"}),
        ([("dien_tich", "85,5")], {"dien_tich": 85.5}),
        ([("cap_nha", "2")], {"cap_nha": 2}),
        ([("co_tang_ham", "false")], {"co_tang_ham": False}),
        ([("co_tang_ham", "false"), ("co_tang_ham", "true")], {"co_tang_ham": True}),
        ([("cam_ket", "true")], {"cam_ket": True}),
        ([("giay_to", "Bản sao"), ("giay_to", "Trích lục")], {"giay_to": ["Bản sao", "Trích lục"]}),
        ([("noi_o.so_nha", "5"), ("noi_o.pho", "")], {"noi_o": {"so_nha": "5"}}),
        ([("noi_o.so_nha", "")], {}),
    ],
)
def test_fields_are_read_by_their_kind(pairs: list[tuple[str, str]], data: dict[str, Any]) -> None:
    assert FORM.posted(pairs) == data


def test_rows_come_in_the_order_of_their_numbers_and_empty_rows_stay() -> None:
    pairs = [("thanh_vien.10.ten", "Mười"), ("thanh_vien.2.ten", "Hai"), ("thanh_vien.3", "")]

    data = FORM.posted(pairs)

    assert data == {"thanh_vien": [{"ten": "Hai"}, {}, {"ten": "Mười"}]}


def test_rows_of_one_box_keep_what_is_empty_until_the_form_is_finished() -> None:
    data = FORM.posted([("so_lien_he.0", "0912 345 678"), ("so_lien_he.1", "")])

    assert data == {"so_lien_he": ["0912 345 678", ""]}
    assert FORM.clean(data) == {"so_lien_he": ["0912345678"]}
    assert FORM.clean(data, keep_rows=True) == {"so_lien_he": ["0912345678", ""]}


@pytest.mark.parametrize(
    "name",
    [
        "la",
        "ho_ten.0",
        "thanh_vien.x.ten",
        "thanh_vien.-1.ten",
        "thanh_vien.01.ten",
        "thanh_vien.٣.ten",
        "",
        ".",
        "ma_truoc",
    ],
)
def test_a_name_that_the_form_does_not_have_is_passed_over(name: str) -> None:
    assert FORM.posted([(name, "x"), ("ho_ten", "An")]) == {"ho_ten": "An"}


def test_one_row_more_than_there_may_be_is_read_so_that_it_is_told() -> None:
    pairs = [(f"thanh_vien.{row}.ten", "An") for row in range(900)]

    data = FORM.posted(pairs)

    assert len(data["thanh_vien"]) == 5
    assert "too_many" in [problem.code for problem in FORM.validate(data)]


def test_what_was_typed_for_another_choice_stays_until_the_form_is_finished() -> None:
    pairs = [("loai", "ca_nhan"), ("nghe", "thợ mộc"), ("ma_so_thue", "0100109106"), ("dai_dien.ten", "Bình")]

    data = FORM.posted(pairs)

    assert data == {
        "loai": "ca_nhan",
        "nghe": "thợ mộc",
        "ma_so_thue": "0100109106",
        "dai_dien": {"ten": "Bình"},
    }
    assert FORM.chosen(data) == {"loai": "ca_nhan", "nghe": "thợ mộc"}
    assert FORM.chosen({**data, "loai": "to_chuc"}).keys() == {"loai", "ma_so_thue", "dai_dien"}
    assert FORM.chosen({"nghe": "thợ mộc"}) == {}


def test_a_field_of_two_branches_is_read_as_the_chosen_branch_has_it() -> None:
    kind = {"type": "string", "title": "Loại", "enum": ["a", "b"]}
    day, text = {"type": "string", "title": "Ngày", "format": "date"}, {"type": "string", "title": "Lời"}
    form = forms.Form(
        {
            "type": "object",
            "title": "Hai nhánh",
            "required": ["loai"],
            "properties": {"loai": kind},
            "oneOf": [
                {"title": "Có ngày", "properties": {"loai": {"const": "a"}, "x": day}},
                {"title": "Có lời", "properties": {"loai": {"const": "b"}, "x": text}},
            ],
        }
    )

    assert form.posted([("loai", "a"), ("x", "1/2/2018")]) == {"loai": "a", "x": "2018-02-01"}
    assert form.posted([("loai", "b"), ("x", "1/2/2018")]) == {"loai": "b", "x": "1/2/2018"}


_WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=12).filter(
    lambda text: bool(text.strip())
)
_DATA = st.fixed_dictionaries(
    # A box to tick is never unsaid: drawn and sent, it says no.
    {"co_tang_ham": st.booleans()},
    optional={
        "ho_ten": _WORDS,
        "ngay_sinh": st.one_of(st.dates().map(str), _WORDS),
        "gio_hen": st.one_of(st.times().map(lambda at: f"{at:%H:%M}"), _WORDS),
        "luc_nhan": st.one_of(st.datetimes().map(lambda at: f"{at.isoformat()}+07:00"), _WORDS),
        "le_phi": st.one_of(st.integers(-(10**12), 10**12), st.just("khoảng 5 triệu")),
        "dien_tich": st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.integers()),
        "tong_tien": st.one_of(st.decimals(0, 10**12, places=2).map(str), _WORDS),
        "cap_nha": st.integers(1, 4),
        "hinh_thuc": st.sampled_from(["Trực tiếp", "Bưu điện"]),
        "dong_y": st.booleans(),
        "giay_to": st.lists(st.sampled_from(["Bản sao", "Bản chính", "Trích lục"]), unique=True),
        "so_lien_he": st.lists(_WORDS, max_size=3),
        "thanh_vien": st.lists(
            st.fixed_dictionaries({}, optional={"ten": _WORDS, "con_song": st.just(True)}), max_size=4
        ),
        "noi_o": st.fixed_dictionaries({}, optional={"so_nha": _WORDS}),
        "loai": st.sampled_from(["ca_nhan", "to_chuc"]),
        "nghe": _WORDS,
        "ma_so_thue": _WORDS,
        "dai_dien": st.fixed_dictionaries({}, optional={"ten": _WORDS}),
        "cam_ket": st.just(True),
    },
)


def _in_order(data: dict[str, Any]) -> dict[str, Any]:
    """A browser sends ticked boxes in the order in which they are drawn."""
    offered = ["Bản sao", "Bản chính", "Trích lục"]
    return data | {"giay_to": sorted(data["giay_to"], key=offered.index)} if "giay_to" in data else data


@given(_DATA)
@settings(max_examples=300)
def test_what_is_drawn_and_sent_untouched_comes_back_as_it_was(data: dict[str, Any]) -> None:
    drawn = FORM.layout(data, {})

    back = FORM.posted(sent(drawn))

    assert FORM.clean(back) == FORM.clean(_in_order(data))


@given(_DATA)
def test_data_written_as_pairs_are_read_again(data: dict[str, Any]) -> None:
    back = FORM.posted(pairs_of(FORM._tree, data, ""))

    assert FORM.clean(back) == FORM.clean(data)


_TYPED = (
    "ho_ten",
    "ghi_chu",
    "ngay_sinh",
    "luc_nhan",
    "le_phi",
    "dien_tich",
    "tong_tien",
    "thanh_vien.0.ten",
)


@given(st.sampled_from(_TYPED), st.one_of(_WORDS, st.from_regex(r"[0-9]{1,3}[.,/][0-9]{1,3}[.,/][0-9]{1,4}")))
def test_what_was_typed_stands_in_the_form_again_or_means_the_same(name: str, typed: str) -> None:
    data = FORM.posted([(name, typed)])

    drawn = {box.name: box.text for box in FORM.layout(data, {}).walk()}[name]

    assert FORM.posted([(name, drawn)]) == data
    assert drawn == typed or typed not in str(data)


def test_the_complete_form_is_taken_in() -> None:
    pairs = list(sent(FORM.layout(COMPLETE, {})))

    data = FORM.clean(FORM.chosen(FORM.posted(pairs)))

    assert data == COMPLETE
    assert FORM.validate(data) == []
