"""Forms over real HTTP with JavaScript off: everything works by pressing buttons."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from engine.model.attachment import MAX_BYTES
from engine.store.work import begin
from tests.support.city import Town
from tests.support.every_field import COMPLETE
from tests.support.form_page import PATH, FormPage
from tests.support.packages import package
from tests.support.visitor import Visitor, values

Enter = Callable[[str], Visitor]
CARD = "001187654321|012345678|Trần Thị Bình|03021987|Nữ|Số 5 phố Minh Khai|21112021"
PDF = b"%PDF-1.4 b\xe1\xba\xa3n v\xe1\xba\xbd"
FILLED = {"ho_ten": "Nguyễn Văn An", "so_dinh_danh": "001087123456", "loai": "ca_nhan", "cam_ket": "true"}
SEND = "Gửi biểu mẫu"


@pytest.fixture
def enter(form_address: str) -> Iterator[Enter]:
    """Signs somebody in, each in a browser of their own; "" stays outside."""
    with ExitStack() as browsers:

        def open_browser(account: str) -> Visitor:
            visitor = Visitor(form_address)
            browsers.callback(visitor.http.close)
            return visitor.sign_in(account) if account else visitor

        yield open_browser


@pytest.fixture
def clerk(enter: Enter) -> Visitor:
    return enter("tiepnhan.00295").open(PATH)


@pytest.fixture
def other(enter: Enter) -> Visitor:
    return enter("thuly.00295").open(PATH)


def stands(visitor: Visitor, name: str) -> Any:
    """What stands in the box of a name on the page: the last value of the form under it, None for no such box."""
    return dict(values(visitor.page.forms[-1])).get(name)


def button(visitor: Visitor, name: str, expected: int = 200, **fields: Any) -> Visitor:
    """Press a button by its own name, with some fields filled in; `__` stands for a dot."""
    form = visitor.form(SEND)
    pressed = next(each for each in visitor.page.iter("button") if each.get("name") == name)
    form["data"][name] = [pressed.get("value")]
    visitor.send(form, expected, **fields)
    return visitor


def problem_beside(visitor: Visitor, name: str) -> str:
    """The problem that a screen reader tells with a box."""
    (box,) = visitor.page.xpath(f"//*[@name='{name}' and not(@type='hidden')]")
    assert box.get("aria-invalid") == "true"
    told = [visitor.page.get_element_by_id(each) for each in box.get("aria-describedby").split()]
    return " ".join(" ".join(each.itertext()).strip() for each in told)


def attach(visitor: Visitor, content: bytes, name: str = "Bản vẽ.pdf", expected: int = 200) -> Visitor:
    """Save the form with a file chosen in the box for files."""
    form = visitor.form("Lưu nháp")
    files = {"_file:ban_ve": (name, content)}
    visitor._shown(visitor.http.post(form["action"], data=form["data"], files=files))
    assert visitor.answer.status_code == expected
    return visitor


class TestTheWholeForm:
    def test_a_filled_form_is_taken_in_as_cleaned_data(self, clerk: Visitor, form_page: FormPage) -> None:
        typed = {
            "ngay_sinh": "1/2/1990",
            "le_phi": "1.500.000",
            "dien_tich": "85,5",
            "tong_tien": "1.500.000,50",
            "luc_nhan": "9h24 21/11/2018",
            "giay_to": ["Bản sao", "Trích lục"],
            "dong_y": "false",
            "cap_nha": "2",
            "ghi_chu": "dòng 1\r\ndòng 2",
            "xa": "00295",
        }

        clerk.press(SEND, **FILLED, **typed)

        assert form_page.taken == [
            COMPLETE
            | {
                "ngay_sinh": "1990-02-01",
                "le_phi": 1_500_000,
                "dien_tich": 85.5,
                "tong_tien": "1500000.50",
                "luc_nhan": "2018-11-21T09:24:00+07:00",
                "giay_to": ["Bản sao", "Trích lục"],
                "dong_y": False,
                "cap_nha": 2,
                "ghi_chu": "dòng 1\ndòng 2",
                "xa": "00295",
            }
        ]

    def test_every_problem_is_told_at_the_top_and_beside_its_box(
        self, clerk: Visitor, form_page: FormPage
    ) -> None:
        clerk.press(SEND, 422, ho_ten="A", ngay_sinh="31/02/1990", le_phi="chưa rõ")

        summary = clerk.page.get_element_by_id("problems")
        assert summary.get("role") == "alert"
        for link in summary.iter("a"):
            clerk.page.get_element_by_id(link.get("href").removeprefix("#"))
        assert "Họ và tên phải có ít nhất 2 ký tự." in problem_beside(clerk, "ho_ten")
        assert "phải là ngày có thật" in problem_beside(clerk, "ngay_sinh")
        assert "Cần đánh dấu xác nhận nội dung: Tôi cam kết khai đúng." in problem_beside(clerk, "cam_ket")
        assert form_page.taken == []

    def test_nothing_typed_is_lost_when_the_form_is_refused(self, clerk: Visitor) -> None:
        typed = {
            "ho_ten": "A",
            "ngay_sinh": "31/02/1990",
            "le_phi": "chưa rõ",
            "bien_so": "<b>&'\"",
            "nam_xay": "năm ngoái",
        }

        clerk.press(SEND, 422, **typed, dong_y="true", giay_to=["Bản chính"])

        assert {name: stands(clerk, name) for name in typed} == typed
        assert (stands(clerk, "dong_y"), stands(clerk, "giay_to")) == ("true", "Bản chính")

    def test_an_unticked_declaration_is_never_signed(self, clerk: Visitor, form_page: FormPage) -> None:
        assert stands(clerk, "cam_ket") is None

        clerk.press(SEND, 422, **{name: text for name, text in FILLED.items() if name != "cam_ket"})

        assert stands(clerk, "cam_ket") is None
        assert form_page.taken == []

    def test_a_read_only_field_is_shown_and_not_taken_from_the_form(
        self, clerk: Visitor, form_page: FormPage
    ) -> None:
        assert "000.00.15.H26-181105-0001" in clerk.text

        clerk.press(SEND, **FILLED, ma_truoc="giả mạo")

        assert "ma_truoc" not in form_page.taken[0]

    def test_enter_looks_the_form_over_and_never_sends_it(self, clerk: Visitor, form_page: FormPage) -> None:
        # Enter in a box presses the first submit button of the form.
        first = next(clerk.page.forms[-1].iter("button"))

        button(clerk, first.get("name"), **FILLED)

        assert form_page.taken == []
        assert "Đã lưu nháp" in clerk.text

    def test_a_character_that_no_keyboard_types_does_no_harm(
        self, clerk: Visitor, form_page: FormPage
    ) -> None:
        clerk.press(SEND, **FILLED | {"ho_ten": "An\x00h"})

        assert form_page.taken[0]["ho_ten"] == "Anh"


class TestProblemsWhileFilling:
    def test_what_is_not_there_yet_is_not_told_before_the_first_try(self, clerk: Visitor) -> None:
        clerk.press("Lưu nháp", ngay_sinh="31/02/1990")

        assert "phải là ngày có thật" in problem_beside(clerk, "ngay_sinh")
        assert "Cần nhập" not in clerk.text

    def test_after_a_try_what_is_missing_stays_told(self, clerk: Visitor) -> None:
        clerk.press(SEND, 422).press("Lưu nháp", ho_ten="Nguyễn Văn An")

        assert "Cần nhập Số định danh." in clerk.text
        assert "Cần nhập Họ và tên." not in clerk.text


class TestConditions:
    def test_every_branch_is_reached_by_choosing_and_pressing_update(self, clerk: Visitor) -> None:
        assert stands(clerk, "ma_so_thue") is None

        clerk.press("Cập nhật biểu mẫu", loai="to_chuc")

        assert stands(clerk, "ma_so_thue") == ""
        assert stands(clerk, "nghe") is None

    def test_changing_ones_mind_loses_nothing_and_sends_only_what_is_chosen(
        self, clerk: Visitor, form_page: FormPage
    ) -> None:
        clerk.press("Cập nhật biểu mẫu", **FILLED | {"loai": "to_chuc"})
        clerk.press("Cập nhật biểu mẫu", ma_so_thue="0100109106", dai_dien__ten="Bình", loai="ca_nhan")
        clerk.press("Cập nhật biểu mẫu", nghe="thợ mộc", loai="to_chuc")

        assert stands(clerk, "ma_so_thue") == "0100109106"
        assert stands(clerk, "dai_dien.ten") == "Bình"
        clerk.press(SEND)
        assert form_page.taken[0]["dai_dien"] == {"ten": "Bình"}
        assert "nghe" not in form_page.taken[0]

    def test_what_was_typed_for_another_choice_survives_a_refusal(self, clerk: Visitor) -> None:
        clerk.press("Cập nhật biểu mẫu", loai="to_chuc").press(SEND, 422, ma_so_thue="12", loai="ca_nhan")
        assert "Mã số thuế" not in clerk.text

        clerk.press("Cập nhật biểu mẫu", loai="to_chuc")

        assert stands(clerk, "ma_so_thue") == "12"


class TestRows:
    def test_rows_are_added_moved_and_taken_out(self, clerk: Visitor, form_page: FormPage) -> None:
        button(clerk, "_add:thanh_vien", **FILLED)
        button(clerk, "_add:thanh_vien", thanh_vien__0__ten="An", thanh_vien__0__ngay_sinh="32/1/2000")
        button(clerk, "_add:thanh_vien", thanh_vien__1__ten="Bình")
        button(clerk, "_up:thanh_vien.1")
        assert (stands(clerk, "thanh_vien.0.ten"), stands(clerk, "thanh_vien.1.ten")) == ("Bình", "An")
        assert stands(clerk, "thanh_vien.1.ngay_sinh") == "32/1/2000"

        button(clerk, "_remove:thanh_vien.1").press(SEND)

        assert form_page.taken[0]["thanh_vien"] == [{"ten": "Bình"}]

    def test_a_new_row_has_the_focus(self, clerk: Visitor) -> None:
        button(clerk, "_add:thanh_vien")

        assert clerk.page.xpath("//*[@autofocus]/@name") == ["thanh_vien.0.ten"]

    def test_taking_the_last_row_out_leaves_the_focus_with_the_list(self, clerk: Visitor) -> None:
        button(button(clerk, "_add:thanh_vien"), "_remove:thanh_vien.0")

        assert clerk.page.xpath("//*[@autofocus]/@id") == ["f-thanh_vien"]

    def test_no_more_rows_are_offered_than_there_may_be(self, clerk: Visitor) -> None:
        for _ in range(4):
            button(clerk, "_add:thanh_vien")

        assert not clerk.page.xpath("//button[@name='_add:thanh_vien']")
        assert stands(clerk, "thanh_vien.3.ten") == ""

    def test_a_problem_in_a_row_is_told_beside_its_box(self, clerk: Visitor) -> None:
        for _ in range(2):
            button(clerk, "_add:thanh_vien")

        clerk.press(SEND, 422, **FILLED, thanh_vien__1__ngay_sinh="31/02/2000")

        # The empty row before it is gone: it is not sent, so nothing is said about it.
        assert "dòng 1" in problem_beside(clerk, "thanh_vien.0.ngay_sinh")
        assert "Cần nhập Họ và tên thành viên (dòng 1)." in problem_beside(clerk, "thanh_vien.0.ten")


class TestCards:
    def test_the_button_fills_in_what_the_card_says(self, clerk: Visitor) -> None:
        clerk.press("Điền từ mã QR", _cccd=CARD, ho_ten="Gõ nhầm", ghi_chu="giữ nguyên")

        names = ("ho_ten", "so_dinh_danh", "ngay_sinh", "gioi_tinh", "dia_chi", "ghi_chu", "_cccd")
        assert [stands(clerk, name) for name in names] == [
            "Trần Thị Bình",
            "001187654321",
            "03/02/1987",
            "Nữ",
            "Số 5 phố Minh Khai",
            "giữ nguyên",
            "",
        ]
        assert "hãy đối chiếu với thẻ" in clerk.text

    def test_the_enter_of_a_scanner_fills_it_in_too(self, clerk: Visitor) -> None:
        first = next(clerk.page.forms[-1].iter("button"))

        button(clerk, first.get("name"), _cccd=CARD)

        assert stands(clerk, "ho_ten") == "Trần Thị Bình"

    def test_a_code_that_is_no_card_stays_and_is_told_about(self, clerk: Visitor) -> None:
        clerk.press("Điền từ mã QR", _cccd="https://example.vn", ho_ten="An")

        assert (stands(clerk, "_cccd"), stands(clerk, "ho_ten")) == ("https://example.vn", "An")
        assert "Không đọc được mã QR này" in clerk.text


class TestCommunes:
    def test_a_commune_is_found_by_a_part_of_its_name_without_marks(
        self, clerk: Visitor, form_page: FormPage
    ) -> None:
        button(clerk, "_find:xa", **FILLED, xa="minh khai")
        offers = [each.text for each in clerk.page.iter("button") if each.get("name") == "_pick:xa"]
        assert "Phường Minh Khai, Quận Hai Bà Trưng" in offers
        assert len(offers) > 1

        clerk.press("Phường Minh Khai, Quận Hai Bà Trưng")

        assert stands(clerk, "xa") == "Phường Minh Khai, Quận Hai Bà Trưng"
        clerk.press(SEND)
        assert form_page.taken[0]["xa"] == "00295"

    def test_a_name_that_only_one_commune_has_is_taken_at_once(self, clerk: Visitor) -> None:
        button(clerk, "_find:xa", xa="minh khai hai ba trung")

        assert stands(clerk, "xa") == "Phường Minh Khai, Quận Hai Bà Trưng"

    def test_a_text_that_is_no_commune_is_kept_and_refused(self, clerk: Visitor, form_page: FormPage) -> None:
        clerk.press(SEND, 422, **FILLED, xa="phường không có")

        assert stands(clerk, "xa") == "phường không có"
        assert "phải được chọn trong danh sách" in problem_beside(clerk, "xa")
        assert form_page.taken == []

    @pytest.mark.parametrize(
        "query", ["q=phuong+minh+khai", "box=noi.xa&noi.xa=Phường+Minh", "q=00295", "q=MINH%20KHAI%2C"]
    )
    def test_the_search_offers_communes_with_their_districts(self, clerk: Visitor, query: str) -> None:
        clerk.open(f"/search/units?{query}")

        assert "Phường Minh Khai, Quận Hai Bà Trưng" in clerk.answer.text

    @pytest.mark.parametrize("query", ["", "q=", "q=zzz", "box=x"])
    def test_the_search_offers_nothing_for_nothing(self, clerk: Visitor, query: str) -> None:
        assert clerk.http.get(f"/search/units?{query}").text.strip() == ""

    def test_the_search_answers_only_who_is_signed_in(self, enter: Enter) -> None:
        assert enter("").open("/search/units?q=minh").path == "/sign-in"


class TestFiles:
    def test_a_file_is_kept_with_the_draft_and_handed_in_with_the_form(
        self, clerk: Visitor, form_page: FormPage
    ) -> None:
        attach(clerk, PDF).press(SEND, **FILLED)

        digest, name = form_page.taken[0]["ban_ve"].split("/")
        assert (len(digest), name) == (64, "Bản vẽ.pdf")

    def test_a_kept_file_is_given_back_as_it_was(self, clerk: Visitor) -> None:
        attach(clerk, PDF).follow("Bản vẽ.pdf")

        assert clerk.answer.content == PDF
        assert clerk.answer.headers["content-type"] == "application/pdf"
        assert clerk.answer.headers["content-disposition"].startswith("attachment;")
        assert clerk.answer.headers["x-content-type-options"] == "nosniff"

    def test_a_file_can_be_taken_out_again(self, clerk: Visitor, form_page: FormPage) -> None:
        attach(clerk, PDF).press("Bỏ tệp", **FILLED).press(SEND)

        assert "ban_ve" not in form_page.taken[0]

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            (b"<script>alert(1)</script>", "Chỉ nhận tệp PDF"),
            (b"\xff\xd8\xff" + bytes(MAX_BYTES), "Tệp lớn quá 20 MB"),
        ],
    )
    def test_a_file_of_another_kind_or_size_is_refused_beside_its_box(
        self, clerk: Visitor, content: bytes, told: str
    ) -> None:
        attach(clerk, content, "x.pdf")

        assert told in clerk.text
        assert stands(clerk, "ban_ve") == ""

    def test_a_file_of_somebody_else_is_neither_read_nor_handed_in(
        self, clerk: Visitor, other: Visitor, form_page: FormPage
    ) -> None:
        reference = stands(attach(clerk, PDF), "ban_ve")

        other.open(f"/attachments/{reference}", expected=404)
        other.open(PATH).press(SEND, **FILLED, ban_ve=reference)

        assert "ban_ve" not in form_page.taken[0]

    def test_who_hands_in_the_same_file_may_read_it_too(self, clerk: Visitor, other: Visitor) -> None:
        reference = stands(attach(clerk, PDF), "ban_ve")

        attach(other, PDF, "tên khác.pdf").open(f"/attachments/{reference}")

        assert other.answer.content == PDF

    def test_who_sees_the_dossier_reads_its_files(
        self, town: Town, enter: Enter, clerk: Visitor, other: Visitor
    ) -> None:
        reference = stands(attach(clerk, PDF), "ban_ve")
        town.put_in_force(package("s -> A -> e"))
        code = town.open({})
        with begin(town.database) as work:
            work.run(
                "UPDATE dossier SET data = jsonb_build_object('ban_ve', CAST(:reference AS text))",
                {"reference": reference},
            )

        other.open(f"/attachments/{reference}?dossier={code}")

        assert other.answer.content == PDF
        enter("thuly.00004").open(f"/attachments/{reference}?dossier={code}", expected=404)


class TestDrafts:
    def test_what_was_typed_stands_there_when_the_page_is_opened_again(self, clerk: Visitor) -> None:
        clerk.press("Lưu nháp", ho_ten="Nguyễn", ngay_sinh="31/02/1990", loai="to_chuc").open("/tasks").open(
            PATH
        )

        assert (stands(clerk, "ho_ten"), stands(clerk, "ngay_sinh")) == ("Nguyễn", "31/02/1990")
        assert stands(clerk, "ma_so_thue") == ""
        assert "Đã mở lại bản nháp lưu lúc 08:15 05/11/2018" in clerk.text

    def test_a_refused_form_is_kept_as_a_draft_too(self, clerk: Visitor) -> None:
        clerk.press(SEND, 422, ho_ten="A").open(PATH)

        assert stands(clerk, "ho_ten") == "A"

    def test_a_draft_is_gone_once_the_form_is_taken_in(self, clerk: Visitor) -> None:
        clerk.press(SEND, **FILLED).open(PATH)

        assert stands(clerk, "ho_ten") == ""
        assert "bản nháp" not in clerk.text

    def test_a_draft_can_be_discarded(self, clerk: Visitor) -> None:
        clerk.press("Lưu nháp", ho_ten="Nguyễn").open(PATH).press("Bỏ bản nháp")
        assert stands(clerk, "ho_ten") == ""

        assert stands(clerk.open(PATH), "ho_ten") == ""

    def test_a_draft_is_nobody_elses(self, clerk: Visitor, other: Visitor) -> None:
        clerk.press("Lưu nháp", ho_ten="Nguyễn")

        assert stands(other.open(PATH), "ho_ten") == ""
