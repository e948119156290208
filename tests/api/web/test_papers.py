"""Papers over the pages: who is given which, and where they are offered."""

import pytest

from tests.support.city import Town
from tests.support.pdf import squeezed, text_of
from tests.support.reception import receive
from tests.support.visitor import Enter

PDF = "application/pdf"


@pytest.fixture
def dossier(enter: Enter) -> str:
    """A dossier of a procedure of three levels, at the commune's handler."""
    return receive(enter("tiepnhan"))


def test_the_receipt_is_offered_right_after_receiving(enter: Enter) -> None:
    clerk = enter("tiepnhan")
    code = receive(clerk)

    clerk.follow("In giấy tiếp nhận và hẹn trả")

    assert clerk.answer.headers["content-type"] == PDF
    assert clerk.answer.headers["content-disposition"] == f'inline; filename="{code}-receipt.pdf"'
    assert squeezed(code) in text_of(clerk.answer.content)
    assert squeezed("Nguyễn Thị Minh") in text_of(clerk.answer.content)


def test_a_result_due_the_same_day_is_offered_no_receipt(enter: Enter) -> None:
    clerk = enter("tiepnhan")
    code = receive(clerk, "2.000815")

    clerk.open(f"/dossiers/{code}/received")

    assert "In giấy tiếp nhận" not in clerk.text
    clerk.open(f"/dossiers/{code}/papers/receipt", 404)


def test_the_page_of_a_dossier_lists_its_papers_by_number(enter: Enter, dossier: str) -> None:
    handler = enter("thuly").open(f"/dossiers/{dossier}")

    number = dossier.partition("-")[2]
    assert f"Giấy tiếp nhận hồ sơ và hẹn trả kết quả Số {number}/TTPVHCC" in handler.text
    assert f"Phiếu kiểm soát quá trình giải quyết hồ sơ Số {number}/PKS" in handler.text
    for link in sorted(each for each in handler.links() if "/papers/" in each):
        assert handler.open(link).answer.content.startswith(b"%PDF")


def test_who_may_see_a_dossier_but_does_not_work_on_it_gets_none_of_its_papers(
    enter: Enter, dossier: str
) -> None:
    viewer = enter("theodoi").open(f"/dossiers/{dossier}")

    assert "Giấy tờ của hồ sơ" not in viewer.text
    assert "Chỉ người của đơn vị" in viewer.open(f"/dossiers/{dossier}/papers/control_slip", 403).text


def test_who_audits_gets_every_paper(enter: Enter, dossier: str) -> None:
    auditor = enter("kiemtra").open(f"/dossiers/{dossier}/papers/control_slip")

    assert auditor.answer.headers["content-type"] == PDF


def test_who_has_no_part_in_it_does_not_learn_that_there_is_a_dossier(enter: Enter, dossier: str) -> None:
    stranger = enter("tiepnhan.00364").open(f"/dossiers/{dossier}/papers/receipt", 404)

    assert "Không có hồ sơ mã" in stranger.text


def test_nobody_gets_a_paper_without_signing_in(enter: Enter, dossier: str) -> None:
    assert "/sign-in" in enter("").open(f"/dossiers/{dossier}/papers/receipt").path


@pytest.mark.parametrize("kind", ["refusal", "register", "result", "khong-co", "supplement"])
def test_a_paper_that_the_dossier_does_not_have_is_not_found(enter: Enter, dossier: str, kind: str) -> None:
    clerk = enter("tiepnhan").open(f"/dossiers/{dossier}/papers/{kind}", 404)

    assert "không có giấy tờ này" in clerk.text


def test_the_citizen_opens_the_receipt_by_the_key_on_it(town: Town, enter: Enter, dossier: str) -> None:
    citizen = enter("")
    key = town.head(dossier).lookup_key

    citizen.open(f"/lookup/{dossier}?k={key}").follow("Xem giấy tiếp nhận hồ sơ")

    assert citizen.answer.headers["content-type"] == PDF
    assert squeezed(dossier) in text_of(citizen.answer.content)


@pytest.mark.parametrize("key", ["", "0", "khong-phai"])
def test_without_the_key_nobody_opens_the_receipt(enter: Enter, dossier: str, key: str) -> None:
    citizen = enter("").open(f"/lookup/{dossier}/receipt?k={key}", 404)

    assert "Nguyễn Thị Minh" not in citizen.text


def test_the_key_opens_no_other_paper(town: Town, enter: Enter, dossier: str) -> None:
    key = town.head(dossier).lookup_key

    enter("").open(f"/lookup/{dossier}/control_slip?k={key}", 404)


def test_what_a_deed_issues_is_offered_next(enter: Enter, dossier: str) -> None:
    leader = enter("lanhdao").open(f"/dossiers/{dossier}")
    button = "Phát hành phiếu xin lỗi, hẹn lại"

    leader.press(button, new_due_at="2018-12-17T08:15", reason="Chờ ý kiến của Sở")

    assert leader.answer.url.fragment == "papers"
    leader.follow("Phiếu xin lỗi")
    assert squeezed("08:15 ngày 17/12/2018") in text_of(leader.answer.content)


def test_a_refusal_at_reception_is_printed_for_the_unit_that_refused(town: Town, enter: Enter) -> None:
    clerk = enter("tiepnhan").open("/refusals/new/L.249197")
    clerk.press("Từ chối và lập phiếu", ho_ten="Lê Văn Ba", reasons="Không thuộc thẩm quyền\nThiếu bản khai")
    ((refusal,),) = town.rows("SELECT id FROM refusal")

    clerk.open(f"/refusals/{refusal}/paper")

    said = text_of(clerk.answer.content)
    for each in (
        "Số: 01/PTC",
        "Lê Văn Ba",
        "1. Không thuộc thẩm quyền",
        "2. Thiếu bản khai",
        "Nguyễn Thị Thu Hà",
    ):
        assert squeezed(each) in said
    enter("tiepnhan.00364").open(f"/refusals/{refusal}/paper", 404)
