"""Papers not taken in, from the page of reception: a numbered slip, a list of the unit's own, and no dossier."""

import pytest

from tests.support.city import Town
from tests.support.visitor import Enter, Visitor


@pytest.fixture
def form(enter: Enter) -> Visitor:
    """The form that refuses papers, reached from the form of reception."""
    return enter("tiepnhan").open("/dossiers/new/L.249197").follow("Từ chối tiếp nhận")


def test_the_clerk_refuses_and_prints_the_slip(town: Town, form: Visitor) -> None:
    form.press("Từ chối và lập phiếu", ho_ten="Trần Thị Hoa", reasons="không đúng nơi nộp\nthiếu bản khai")

    assert "Đã lập phiếu từ chối tiếp nhận" in form.text
    assert "01/PTC" in form.text
    assert "không đúng nơi nộp; thiếu bản khai" in form.text
    assert form.follow("In phiếu").answer.content.startswith(b"%PDF")
    assert town.rows("SELECT * FROM dossier") == []


def test_a_form_sent_twice_makes_one_slip(town: Town, form: Visitor) -> None:
    sent = form.form("Từ chối và lập phiếu")

    form.send(sent, ho_ten="Trần Thị Hoa", reasons="không đúng nơi nộp")
    form.send(sent, ho_ten="Trần Thị Hoa", reasons="không đúng nơi nộp")

    assert len(town.rows("SELECT * FROM refusal")) == 1


def test_what_was_typed_stays_where_something_is_missing(form: Visitor) -> None:
    form.press("Từ chối và lập phiếu", 422, ho_ten="", reasons="không đúng nơi nộp", dia_chi="12 Hàng Bông")

    assert "Hãy ghi họ tên người nộp." in form.text
    typed = form.form("Từ chối và lập phiếu")["data"]
    assert (typed["reasons"], typed["dia_chi"]) == (["không đúng nơi nộp"], ["12 Hàng Bông"])


def test_other_units_see_nothing_of_it(enter: Enter, form: Visitor) -> None:
    form.press("Từ chối và lập phiếu", ho_ten="Trần Thị Hoa", reasons="không đúng nơi nộp")
    slip = next(link for link in form.links() if link.endswith("/paper"))

    stranger = enter("tiepnhan.00298").open("/refusals")

    assert "Chưa có phiếu từ chối tiếp nhận nào" in stranger.text
    stranger.open(slip, 404)


def test_only_who_may_receive_a_procedure_may_refuse_it(enter: Enter) -> None:
    enter("thuly").open("/refusals/new/L.249197", 403)


def test_a_place_in_the_list_that_cannot_be_read_is_said(enter: Enter) -> None:
    assert "Địa chỉ trang danh sách không đúng" in enter("tiepnhan").open("/refusals?after=x", 409).text
