"""What people do with a dossier from its page besides its tasks, without JavaScript, as those who may."""

import pytest

from tests.support.city import Town
from tests.support.dossier_life import facts_of, requests
from tests.support.reception import receive
from tests.support.visitor import Enter, Visitor

LEADER, CLERK = "lanhdao", "tiepnhan"
LIST = "Giấy báo tử\n\nBản sao căn cước"


@pytest.fixture
def dossier(town: Town, enter: Enter) -> str:
    """A dossier received at the commune."""
    return receive(enter(CLERK))


def page_of(enter: Enter, account: str, dossier: str) -> Visitor:
    return enter(account).open(f"/dossiers/{dossier}")


def test_the_clerk_asks_for_papers_and_takes_them_in(town: Town, enter: Enter, dossier: str) -> None:
    clerk = page_of(enter, CLERK, dossier)

    clerk.press("Yêu cầu bổ sung", items=LIST, reason="thiếu giấy tờ", contact="0912 345 678")
    assert "Đang chờ người nộp bổ sung" in clerk.text
    assert "yêu cầu người nộp bổ sung: Giấy báo tử; Bản sao căn cước; thời hạn bổ sung đến" in clerk.text
    assert "Yêu cầu bổ sung" not in clerk.buttons()
    clerk.press("Ghi nhận bổ sung", on_paper=["1", "2"])

    assert "Đang chờ người nộp bổ sung" not in clerk.text
    assert "ghi nhận giấy tờ bổ sung đã nộp đủ" in clerk.text
    assert [row.state for row in requests(town, dossier)] == ["answered"]


def test_half_of_the_papers_is_refused_and_what_was_typed_stays(enter: Enter, dossier: str) -> None:
    clerk = page_of(enter, CLERK, dossier)
    clerk.press("Yêu cầu bổ sung", items=LIST, reason="thiếu giấy tờ")

    clerk.press("Ghi nhận bổ sung", 422, on_paper=["1"], note="nộp một phần")

    assert "còn thiếu mục: 2" in clerk.text
    assert clerk.form("Ghi nhận bổ sung")["data"]["note"] == ["nộp một phần"]


def test_what_was_typed_stays_where_an_act_is_refused(enter: Enter, dossier: str) -> None:
    clerk = page_of(enter, CLERK, dossier)

    clerk.press("Yêu cầu bổ sung", 422, items="", reason="thiếu giấy tờ")

    assert "Hãy ghi từ 1 đến 50 giấy tờ" in clerk.text
    assert clerk.form("Yêu cầu bổ sung")["data"]["reason"] == ["thiếu giấy tờ"]


def test_a_leader_apologises_and_the_page_shows_both_dates(town: Town, enter: Enter, dossier: str) -> None:
    leader = page_of(enter, LEADER, dossier)

    leader.press("Phát hành phiếu xin lỗi", new_due_at="2019-03-01T16:00", reason="chờ xác minh")

    assert "Hẹn lại16:00 01/03/2019" in leader.text
    assert "xin lỗi và hẹn lại lúc 16:00 01/03/2019. Lý do: chờ xác minh." in leader.text
    assert facts_of(town, dossier, "due_extended")["paper"]["number"] == 1
    assert "Phát hành phiếu xin lỗi, hẹn lại" not in leader.buttons()


def test_a_date_that_cannot_be_read_is_said(enter: Enter, dossier: str) -> None:
    leader = page_of(enter, LEADER, dossier)

    leader.press("Phát hành phiếu xin lỗi", 422, new_due_at="mai", reason="chờ xác minh")

    assert "Ngày giờ hẹn lại chưa đúng dạng" in leader.text


def test_the_clerk_corrects_a_name(town: Town, enter: Enter, dossier: str) -> None:
    clerk = page_of(enter, CLERK, dossier)

    clerk.press("Lưu thông tin đã sửa", reason="gõ nhầm", **{"value:ho_ten": "Lê Thị Bé"})

    assert "Người nộpLê Thị Bé" in clerk.text
    changes = facts_of(town, dossier, "data_corrected")["changes"]
    assert changes == {"ho_ten": {"old": "Nguyễn Thị Minh", "new": "Lê Thị Bé"}}


def test_a_value_that_the_form_refuses_is_said_and_kept(enter: Enter, dossier: str) -> None:
    clerk = page_of(enter, CLERK, dossier)

    clerk.press("Lưu thông tin đã sửa", 422, reason="gõ nhầm", **{"value:so_dinh_danh": "12"})

    assert clerk.form("Lưu thông tin đã sửa")["data"]["value:so_dinh_danh"] == ["12"]
    assert "Biểu mẫu còn mục chưa đúng" in clerk.text


@pytest.mark.parametrize(
    ("account", "button", "fields", "state"),
    [
        (CLERK, "Trả lại hồ sơ", {}, "Người nộp đã rút"),
        (LEADER, "Dừng giải quyết", {"legal_basis": "Nghị định 61/2018/NĐ-CP"}, "Đã dừng giải quyết"),
        (LEADER, "Hủy hồ sơ", {}, "Đã hủy do tiếp nhận nhầm"),
    ],
)
def test_each_ending_shows_its_state_and_leaves_nothing_to_do(
    enter: Enter, dossier: str, account: str, button: str, fields: dict[str, str], state: str
) -> None:
    person = page_of(enter, account, dossier)

    person.press(button, reason="theo đề nghị", **fields)

    assert f"Tình trạng{state}" in person.text
    assert "Việc khác với hồ sơ" not in person.text


def test_people_are_offered_only_what_they_may_do(enter: Enter, dossier: str) -> None:
    offered = {
        account: {each for each in page_of(enter, account, dossier).buttons() if each in OFFERS}
        for account in (CLERK, LEADER, "vanthu")
    }

    assert offered == {
        CLERK: {"Yêu cầu bổ sung", "Lưu thông tin đã sửa", "Trả lại hồ sơ"},
        LEADER: {"Phát hành phiếu xin lỗi, hẹn lại", "Dừng giải quyết", "Hủy hồ sơ"},
        "vanthu": set(),
    }


OFFERS = {
    "Yêu cầu bổ sung",
    "Lưu thông tin đã sửa",
    "Trả lại hồ sơ",
    "Phát hành phiếu xin lỗi, hẹn lại",
    "Dừng giải quyết",
    "Hủy hồ sơ",
}


def test_who_may_not_is_refused_whatever_the_page_offered(enter: Enter, dossier: str) -> None:
    clerk = page_of(enter, CLERK, dossier)
    form = clerk.form("Trả lại hồ sơ")
    form["action"] = f"/dossiers/{dossier}/void"

    clerk.send(form, 403, reason="thử")

    assert "Bạn không có quyền" in clerk.text


def test_a_stranger_learns_nothing(enter: Enter, dossier: str) -> None:
    mine = page_of(enter, CLERK, dossier).form("Trả lại hồ sơ")
    stranger = enter("tiepnhan.00298").open("/dossiers")
    csrf = next(each.get("value") for each in stranger.page.iter("input") if each.get("name") == "csrf")

    stranger.send(mine, 404, reason="thử", csrf=csrf)


def test_a_step_offers_no_form_while_the_applicant_is_asked(town: Town, enter: Enter, dossier: str) -> None:
    task = town.task(dossier, "Task_XacNhan")
    handler = enter("thuly").open(f"/tasks/{task.id}")
    form = handler.form("Hoàn thành và chuyển bước")
    page_of(enter, CLERK, dossier).press("Yêu cầu bổ sung", items=LIST, reason="thiếu giấy tờ")

    handler.open(f"/tasks/{task.id}")
    assert "đang chờ người nộp bổ sung" in handler.text
    assert "Hoàn thành và chuyển bước" not in handler.buttons()

    handler.send(form, 409, ket_qua_xac_nhan="dung")
    assert "hãy ghi nhận bổ sung rồi làm tiếp" in handler.text
