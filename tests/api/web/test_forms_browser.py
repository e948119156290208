"""Forms in a real Chromium: htmx spares the reloads and never disturbs who is typing."""

import pytest
from playwright.sync_api import Page, Route, expect

from api.web.assets.manifest import asset
from tests.support.browser import serious_findings
from tests.support.every_field import COMPLETE
from tests.support.form_page import PATH, FormPage

CARD = "001187654321|012345678|Trần Thị Bình|03021987|Nữ|Số 5 phố Minh Khai|21112021"
PDF = b"%PDF-1.4 b\xe1\xba\xa3n v\xe1\xba\xbd"
SEND = "Gửi biểu mẫu"


@pytest.fixture
def page(browser_page: Page, form_address: str) -> Page:
    """The form, opened by a clerk."""
    if asset("page.js") is None:
        pytest.skip("the assets are not built; `make setup` builds them")
    browser_page.goto(f"{form_address}/healthz")
    browser_page.evaluate(
        "() => fetch('/sign-in/demo', {method: 'POST', body: new URLSearchParams({account: 'tiepnhan.00295'})})"
    )
    browser_page.goto(form_address + PATH)
    # Whoever reloads the page loses this mark. `answered` counts what htmx has dealt with, given up or swapped.
    browser_page.evaluate(
        """() => {
            window.isTheFirstPage = true;
            window.answered = 0;
            document.addEventListener("htmx:finally:request", () => (window.answered += 1));
        }"""
    )
    return browser_page


@pytest.fixture
def held_back(page: Page) -> list[Route]:
    """Holds every answer back until `release`."""
    held: list[Route] = []
    hold(page, PATH, held)
    return held


def hold(page: Page, path: str, held: list[Route]) -> None:
    """Hold the requests of a path back; Playwright asks for a function that was written in Python."""

    def put_aside(route: Route) -> None:
        held.append(route)

    page.route(f"**{path}", put_aside)


def release(page: Page, held: list[Route]) -> None:
    """Let the last answer come, and wait until the page has dealt with it; those before it were given up."""
    for _ in range(250):
        if not held:
            page.wait_for_timeout(20)
    before = page.evaluate("() => window.answered")
    held[-1].continue_()
    page.wait_for_function("before => window.answered > before", arg=before)
    held.clear()


def is_first_page(page: Page) -> bool:
    return bool(page.evaluate("() => window.isTheFirstPage === true"))


def focused(page: Page) -> str:
    return str(page.evaluate("() => document.activeElement.name"))


def caret(page: Page) -> int:
    return int(page.evaluate("() => document.activeElement.selectionStart"))


class TestTyping:
    def test_an_answer_that_comes_while_a_letter_is_composed_does_not_disturb_it(
        self, page: Page, held_back: list[Route]
    ) -> None:
        page.check("[name=loai][value=to_chuc]")  # asks for the form anew
        page.focus("[name=ho_ten]")
        keyboard = page.context.new_cdp_session(page)
        keyboard.send("Input.imeSetComposition", {"text": "a", "selectionStart": 1, "selectionEnd": 1})

        release(page, held_back)
        keyboard.send("Input.imeSetComposition", {"text": "â", "selectionStart": 1, "selectionEnd": 1})
        keyboard.send("Input.insertText", {"text": "ân"})

        assert page.input_value("[name=ho_ten]") == "ân"
        assert focused(page) == "ho_ten"

    def test_the_change_that_ends_a_word_draws_what_was_put_off(
        self, page: Page, held_back: list[Route]
    ) -> None:
        page.check("[name=loai][value=to_chuc]")
        page.focus("[name=ho_ten]")
        keyboard = page.context.new_cdp_session(page)
        keyboard.send("Input.imeSetComposition", {"text": "a", "selectionStart": 1, "selectionEnd": 1})
        release(page, held_back)
        expect(page.locator("[name=ma_so_thue]")).to_have_count(0)

        keyboard.send("Input.insertText", {"text": "ân"})
        page.keyboard.press("Tab")
        release(page, held_back)

        expect(page.locator("[name=ma_so_thue]")).to_have_count(1)
        assert page.input_value("[name=ho_ten]") == "ân"

    def test_no_request_starts_between_the_keys_of_a_letter(self, page: Page, held_back: list[Route]) -> None:
        page.focus("[name=xa]")
        keyboard = page.context.new_cdp_session(page)
        hold(page, "/search/**", held_back)

        keyboard.send("Input.imeSetComposition", {"text": "a", "selectionStart": 1, "selectionEnd": 1})
        page.evaluate(
            "() => document.querySelector('[name=cap_nha]').dispatchEvent(new Event('change', {bubbles: true}))"
        )
        page.wait_for_timeout(400)

        assert held_back == []

    def test_focus_and_caret_stay_where_they_are_when_the_form_is_drawn_anew(
        self, page: Page, held_back: list[Route]
    ) -> None:
        page.check("[name=loai][value=to_chuc]")
        page.fill("[name=ho_ten]", "Nguyễn An")
        for _ in range(3):
            page.keyboard.press("ArrowLeft")

        release(page, held_back)
        page.keyboard.insert_text(" Văn")

        assert page.input_value("[name=ho_ten]") == "Nguyễn Văn An"
        assert (focused(page), caret(page)) == ("ho_ten", 10)
        expect(page.locator("[name=ma_so_thue]")).to_have_count(1)

    def test_what_was_typed_while_an_answer_was_under_way_is_not_lost(
        self, page: Page, held_back: list[Route]
    ) -> None:
        page.fill("[name=ho_ten]", "Nguyễn Văn An")
        page.keyboard.press("Tab")
        page.keyboard.insert_text("0010")
        release(page, held_back)
        page.keyboard.insert_text("87123456")
        page.keyboard.press("Tab")
        page.keyboard.insert_text("1/2/1990")
        page.keyboard.press("Tab")
        release(page, held_back)

        boxes = {name: page.input_value(f"[name={name}]") for name in ("ho_ten", "so_dinh_danh", "ngay_sinh")}
        assert boxes == {"ho_ten": "Nguyễn Văn An", "so_dinh_danh": "001087123456", "ngay_sinh": "01/02/1990"}

    def test_a_page_that_is_not_the_form_never_takes_its_place(self, page: Page) -> None:
        page.context.clear_cookies()

        page.fill("[name=ho_ten]", "Nguyễn Văn An")
        page.keyboard.press("Tab")
        page.wait_for_function("() => window.answered > 0")

        assert page.input_value("[name=ho_ten]") == "Nguyễn Văn An"


class TestChanges:
    def test_the_fields_of_a_choice_come_without_a_reload(self, page: Page) -> None:
        page.check("[name=loai][value=to_chuc]")
        page.fill("[name=ma_so_thue]", "0100109106")
        page.check("[name=loai][value=ca_nhan]")
        expect(page.locator("[name=nghe]")).to_be_visible()
        page.check("[name=loai][value=to_chuc]")

        expect(page.locator("[name=ma_so_thue]")).to_have_value("0100109106")
        assert is_first_page(page)
        expect(page.get_by_text("Cập nhật biểu mẫu theo lựa chọn")).to_be_hidden()

    def test_the_server_judges_a_box_when_it_is_left(self, page: Page) -> None:
        page.fill("[name=ngay_sinh]", "31/02/1990")
        page.keyboard.press("Tab")

        expect(page.locator("#f-ngay_sinh-problem")).to_contain_text("phải là ngày có thật")
        expect(page.locator("[name=ngay_sinh]")).to_have_attribute("aria-invalid", "true")
        expect(page.locator("[name=ngay_sinh]")).to_have_value("31/02/1990")

    def test_a_problem_goes_when_it_is_mended(self, page: Page) -> None:
        page.fill("[name=ngay_sinh]", "31/02/1990")
        page.keyboard.press("Tab")
        expect(page.locator("#f-ngay_sinh-problem")).to_be_visible()

        page.fill("[name=ngay_sinh]", "28/2/1990")
        page.keyboard.press("Tab")

        expect(page.locator("#f-ngay_sinh-problem")).to_have_count(0)
        expect(page.locator("[name=ngay_sinh]")).to_have_value("28/02/1990")

    def test_rows_come_and_go_without_a_reload(self, page: Page, form_page: FormPage) -> None:
        add = page.get_by_role("button", name="Thêm dòng vào Thành viên hộ")
        for number, name in enumerate(("An", "Bình", "Chi")):
            add.click()
            expect(page.locator(f"[name='thanh_vien.{number}.ten']")).to_be_focused()
            page.keyboard.insert_text(name)
        page.check("[name='thanh_vien.2.con_song']")

        page.get_by_role("button", name="Bỏ dòng 1").last.click()
        expect(page.locator("[name='thanh_vien.2.ten']")).to_have_count(0)

        # The tick went along with its row, and the row that moved up has not taken over another's.
        expect(page.locator("[name='thanh_vien.0.ten']")).to_have_value("Bình")
        expect(page.locator("[name='thanh_vien.0.con_song']")).not_to_be_checked()
        expect(page.locator("[name='thanh_vien.1.con_song']")).to_be_checked()
        assert is_first_page(page)

    def test_what_was_typed_is_kept_as_a_draft_without_pressing_anything(self, page: Page) -> None:
        page.fill("[name=ho_ten]", "Nguyễn Văn An")
        page.keyboard.press("Tab")
        expect(page.get_by_text("Đã lưu nháp")).to_be_visible()

        page.reload()

        expect(page.locator("[name=ho_ten]")).to_have_value("Nguyễn Văn An")

    def test_the_scanner_fills_the_form_in_and_later_changes_stay(self, page: Page) -> None:
        page.focus("[name=_cccd]")
        page.keyboard.insert_text(CARD)
        page.keyboard.press("Enter")
        expect(page.locator("[name=ho_ten]")).to_have_value("Trần Thị Bình")
        expect(page.locator("[name=_cccd]")).to_have_value("")

        page.fill("[name=ho_ten]", "Trần Thị Bình An")
        page.fill("[name=dia_chi]", "Số 6")
        page.keyboard.press("Tab")

        expect(page.get_by_text("Đã lưu nháp")).to_be_visible()
        expect(page.locator("[name=ho_ten]")).to_have_value("Trần Thị Bình An")
        assert is_first_page(page)

    def test_communes_are_offered_while_a_name_is_typed(self, page: Page) -> None:
        page.locator("[name=xa]").press_sequentially("minh khai hai ba")

        expect(page.locator("#f-xa-offers option")).to_have_count(1)
        page.keyboard.press("Tab")
        expect(page.locator("[name=xa]")).to_have_value("Phường Minh Khai, Quận Hai Bà Trưng")

    def test_a_chosen_file_is_handed_in_once(self, page: Page, form_page: FormPage) -> None:
        page.set_input_files("[name='_file:ban_ve']", {"name": "Bản vẽ.pdf", "mimeType": "x", "buffer": PDF})

        expect(page.get_by_role("link", name="Bản vẽ.pdf")).to_be_visible()
        assert page.evaluate("() => document.querySelector('[name=\"_file:ban_ve\"]').files.length") == 0

    def test_the_filled_form_is_taken_in(self, page: Page, form_page: FormPage) -> None:
        page.fill("[name=ho_ten]", "Nguyễn Văn An")
        page.fill("[name=so_dinh_danh]", "001 087 123456")
        page.check("[name=loai][value=ca_nhan]")
        page.check("[name=cam_ket]")

        page.get_by_role("button", name=SEND).click()
        expect(page.locator("[name=ho_ten]")).to_have_value("")

        assert form_page.taken == [COMPLETE]


class TestAccess:
    @pytest.mark.parametrize("width", [1366, 390])
    def test_axe_finds_nothing_serious_on_a_form_with_every_kind_of_field(
        self, page: Page, width: int
    ) -> None:
        page.set_viewport_size({"width": width, "height": 800})
        page.check("[name=loai][value=to_chuc]")
        page.get_by_role("button", name="Thêm dòng vào Thành viên hộ").click()
        page.get_by_role("button", name="Thêm dòng vào Số liên hệ khác").click()
        page.set_input_files("[name='_file:ban_ve']", {"name": "Bản vẽ.pdf", "mimeType": "x", "buffer": PDF})
        page.fill("[name=xa]", "minh khai")
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Phường Minh Khai, Quận Hai Bà Trưng")).to_be_visible()
        assert serious_findings(page) == []

        page.get_by_role("button", name=SEND).click()
        expect(page.get_by_role("alert")).to_be_focused()

        assert serious_findings(page) == []

    def test_a_link_of_the_summary_leads_to_the_box(self, page: Page) -> None:
        page.get_by_role("button", name=SEND).click()

        page.get_by_role("link", name="Cần nhập Số định danh.").click()

        expect(page.locator("[name=so_dinh_danh]")).to_be_focused()
