"""The register book on a page, on paper and as a workbook."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from tests.support.city import Town
from tests.support.pdf import squeezed, text_of
from tests.support.reception import receive
from tests.support.visitor import Enter


@pytest.fixture
def dossier(enter: Enter) -> str:
    return receive(enter("tiepnhan"))


def test_the_page_shows_this_months_dossiers_of_the_clerks_unit(enter: Enter, dossier: str) -> None:
    clerk = enter("tiepnhan").open("/register")

    assert "UBND phường Minh Khai: 1 hồ sơ" in clerk.text
    assert f"/dossiers/{dossier}" in clerk.links()
    for each in ("Nguyễn Thị Minh", "0912345678", "08:15 05/11/2018", "08:15 10/12/2018"):
        assert each in clerk.text


def test_the_book_is_printed_with_every_column_of_its_form(enter: Enter, dossier: str) -> None:
    clerk = enter("tiepnhan").open("/register").follow("In sổ")

    said = text_of(clerk.answer.content)

    for each in ("SỔ THEO DÕI HỒ SƠ", dossier, "Nguyễn Thị Minh", "Ký nhận", "Tổng số: 01 hồ sơ."):
        assert squeezed(each) in said
    assert squeezed("Từ ngày 01/11/2018 đến ngày 05/11/2018") in said


def test_the_workbook_holds_the_same_lines_as_text(enter: Enter, dossier: str) -> None:
    clerk = enter("tiepnhan").open("/register").follow("Tải bảng tính")

    rows = CalamineWorkbook.from_filelike(BytesIO(clerk.answer.content)).get_sheet_by_index(0).to_python()

    assert rows[1][:4] == ["STT", "Mã hồ sơ", "Thủ tục", "Cá nhân, tổ chức"]
    assert rows[2][:2] == ["1", dossier]
    assert "Sổ theo dõi hồ sơ" in str(rows[0][0])


def test_what_looks_like_a_formula_is_text_in_the_workbook(enter: Enter) -> None:
    clerk = enter("tiepnhan")
    receive(clerk, ho_ten="=1+1")

    clerk.open("/register/book.xlsx")

    rows = CalamineWorkbook.from_filelike(BytesIO(clerk.answer.content)).get_sheet_by_index(0).to_python()
    assert rows[2][3] == "=1+1"


def test_a_period_holds_both_its_days_and_no_other(town: Town, enter: Enter, dossier: str) -> None:
    clerk = enter("tiepnhan")

    for first, last, count in (("05/11/2018", "05/11/2018", 1), ("06/11/2018", "30/11/2018", 0)):
        clerk.open(f"/register?first={first}&last={last}")
        assert f"{count} hồ sơ tiếp nhận" in clerk.text


@pytest.mark.parametrize(
    "asked", ["first=31/02/2018", "first=2018-11-05", "first=06/11/2018&last=05/11/2018"]
)
def test_a_period_that_is_none_is_refused_with_a_sentence(enter: Enter, asked: str) -> None:
    assert "Khoảng thời gian chưa đúng" in enter("tiepnhan").open(f"/register?{asked}", 422).text


def test_the_book_of_another_unit_is_not_theirs(enter: Enter, dossier: str) -> None:
    stranger = enter("tiepnhan.00364")

    assert "0 hồ sơ" in stranger.open("/register").text
    for path in ("/register", "/register/book.pdf", "/register/book.xlsx"):
        assert "Chỉ người của đơn vị" in stranger.open(f"{path}?unit=00295", 403).text


def test_who_watches_the_whole_city_opens_any_units_book(enter: Enter, dossier: str) -> None:
    viewer = enter("theodoi").open("/register?unit=00295")

    assert f"/dossiers/{dossier}" in viewer.links()


def test_another_units_dossiers_are_not_in_the_book(enter: Enter, dossier: str) -> None:
    viewer = enter("theodoi").open("/register?unit=007")

    assert "0 hồ sơ" in viewer.text
    assert dossier not in viewer.text
