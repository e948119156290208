"""Applicants hand in what is missing, and ask to withdraw, from the page of their own dossier."""

import pytest

from tests.support.city import Town
from tests.support.dossier_life import ITEMS, facts_of, requests, supplemented
from tests.support.reception import receive
from tests.support.visitor import Enter, Visitor

PDF = b"%PDF-1.4\n%giay bao tu\n%%EOF\n"


@pytest.fixture
def dossier(enter: Enter) -> str:
    """A dossier of somebody with identity number 001185001234."""
    return receive(enter("tiepnhan"))


def citizen(enter: Enter, dossier: str) -> Visitor:
    return enter("").open("/lookup").press("Tra cứu", code=dossier, digits="1234")


def hand_in(visitor: Visitor, files: dict[int, bytes], expected: int = 200, note: str = "") -> None:
    """Choose files for the items, as a browser sends them, and press the button."""
    form = visitor.form("Nộp bổ sung")
    data = form["data"] | {"note": note}
    chosen = {f"_file:{number}": (f"giấy {number}.pdf", content) for number, content in files.items()}
    visitor._shown(visitor.http.post(form["action"], data=data, files=chosen))
    assert visitor.answer.status_code == expected, visitor.text


def test_the_applicant_reads_what_is_missing_and_hands_it_in(town: Town, enter: Enter, dossier: str) -> None:
    supplemented(town, dossier, town.clerk)
    visitor = citizen(enter, dossier)
    assert all(item in visitor.text for item in ITEMS)
    assert "thiếu thành phần hồ sơ" in visitor.text

    hand_in(visitor, {1: PDF, 2: PDF + b"2"}, note="gửi qua mạng")

    assert "Hồ sơ cần bổ sung" not in visitor.text
    assert town.head(dossier).state == "processing"
    facts = facts_of(town, dossier, "supplement_answered")
    assert [each["item"] for each in facts["handed_in"]] == list(ITEMS)
    assert (facts["by_applicant"], facts["note"]) == (True, "gửi qua mạng")


def test_those_who_work_on_it_read_the_file_and_strangers_do_not(
    town: Town, enter: Enter, dossier: str
) -> None:
    supplemented(town, dossier, town.clerk)
    hand_in(citizen(enter, dossier), {1: PDF, 2: PDF})
    file = facts_of(town, dossier, "supplement_answered")["handed_in"][0]["file"]

    clerk = enter("tiepnhan").open(f"/attachments/{file}?dossier={dossier}")

    assert clerk.answer.content == PDF
    enter("tiepnhan.00298").open(f"/attachments/{file}?dossier={dossier}", 404)
    enter("tiepnhan").open(f"/attachments/{file}", 404)


def test_the_timeline_says_that_it_came_online(town: Town, enter: Enter, dossier: str) -> None:
    supplemented(town, dossier, town.clerk)
    hand_in(citizen(enter, dossier), {1: PDF, 2: PDF})

    assert "Người nộp bổ sung đủ giấy tờ trực tuyến." in enter("tiepnhan").open(f"/dossiers/{dossier}").text


@pytest.mark.parametrize(
    ("files", "said"),
    [({1: PDF}, "còn thiếu mục: 2"), ({1: PDF, 2: b"<html>"}, "Chỉ nhận tệp PDF, JPEG hoặc PNG")],
)
def test_what_will_not_do_is_said_and_nothing_goes_on(
    town: Town, enter: Enter, dossier: str, files: dict[int, bytes], said: str
) -> None:
    supplemented(town, dossier, town.clerk)
    visitor = citizen(enter, dossier)

    hand_in(visitor, files, 422, note="còn lại sau")

    assert said in visitor.text
    assert visitor.form("Nộp bổ sung")["data"]["note"] == ["còn lại sau"]
    assert town.head(dossier).state == "paused"


def test_without_the_key_nothing_is_taken(town: Town, enter: Enter, dossier: str) -> None:
    supplemented(town, dossier, town.clerk)
    visitor = citizen(enter, dossier)
    form = visitor.form("Nộp bổ sung")

    answer = visitor.http.post(form["action"], data=form["data"] | {"k": "x"}, files={"_file:1": ("a", PDF)})

    assert answer.status_code == 404
    assert town.rows("SELECT * FROM attachment") == []


def test_a_wish_to_withdraw_reaches_the_desk(town: Town, enter: Enter, dossier: str) -> None:
    visitor = citizen(enter, dossier)

    visitor.press("Gửi đề nghị", reason="gia đình đổi ý")

    assert "bộ phận một cửa đang xử lý" in visitor.text
    clerk = enter("tiepnhan").open(f"/dossiers/{dossier}")
    assert "Người nộp đề nghị rút hồ sơ" in clerk.text
    clerk.press("Trả lại hồ sơ", reason="theo đề nghị trực tuyến")
    assert [row.state for row in requests(town, dossier)] == ["answered"]
    assert "Người nộp đã rút" in visitor.open(visitor.path).text


def test_the_desk_declines_and_the_dossier_goes_on(town: Town, enter: Enter, dossier: str) -> None:
    visitor = citizen(enter, dossier)
    visitor.press("Gửi đề nghị", reason="gia đình đổi ý")

    enter("tiepnhan").open(f"/dossiers/{dossier}").press("Không chấp nhận", reason="không phải người nộp")

    assert "Gửi đề nghị" in visitor.open(visitor.path).buttons()
    assert town.head(dossier).state == "processing"


def test_the_new_date_of_an_apology_is_shown(town: Town, enter: Enter, dossier: str) -> None:
    leader = enter("lanhdao").open(f"/dossiers/{dossier}")
    leader.press("Phát hành phiếu xin lỗi", new_due_at="2019-03-01T16:00", reason="chờ xác minh")

    assert "16:00 01/03/2019" in citizen(enter, dossier).text


def test_what_is_over_offers_nothing(town: Town, enter: Enter, dossier: str) -> None:
    enter("lanhdao").open(f"/dossiers/{dossier}").press("Hủy hồ sơ", reason="nhập trùng")

    assert "Gửi đề nghị" not in citizen(enter, dossier).buttons()
