"""The dossier's page and the search: who sees it, what it tells, and what it keeps to itself."""

import json
from urllib.parse import quote

import pytest

from engine.commands.open_dossier import OpenDossier
from engine.model.role import Role
from tests.support.city import DISTRICT, Town
from tests.support.reception import receive, script
from tests.support.visitor import Enter, Visitor

BURIAL, COPIES, BUILDING = "L.249197", "2.000815", "1.009994"


@pytest.fixture
def dossier(enter: Enter) -> str:
    return receive(enter("tiepnhan"))


def section(visitor: Visitor, name: str) -> str:
    """What one part of the page says."""
    (found,) = visitor.page.xpath(f"//section[@aria-labelledby='{name}']")
    return " ".join(found.text_content().split())


def codes(visitor: Visitor) -> list[str]:
    return [link.text for link in visitor.page.xpath("//td/a[@class='fw-bold']")]


def test_the_timeline_tells_what_happened_in_sentences(enter: Enter, dossier: str) -> None:
    told = section(enter("tiepnhan").open(f"/dossiers/{dossier}"), "timeline")

    assert "Nguyễn Thị Thu Hà tiếp nhận hồ sơ." in told
    assert "Hẹn trả kết quả lúc 08:15 10/12/2018." in told
    assert "Nguyễn Thị Thu Hà hoàn thành: Tiếp nhận bản khai và giấy chứng tử." in told
    assert "Chuyển đến UBND phường Minh Khai: Xác nhận bản khai." in told


def test_the_page_explains_the_due_date_from_the_ledger(enter: Enter, dossier: str) -> None:
    why = section(enter("tiepnhan").open(f"/dossiers/{dossier}"), "why")

    assert "Khi tiếp nhận · 08:15 05/11/2018" in why
    assert "Không tính 10 ngày nghỉ hằng tuần." in why


def test_the_control_slip_is_a_table_of_hand_overs(enter: Enter, dossier: str) -> None:
    slip = section(enter("tiepnhan").open(f"/dossiers/{dossier}"), "slip")

    assert "Người nộp Nguyễn Thị Thu Hà 08:15 05/11/2018 08:15 05/11/2018 Đúng hạn" in slip


def test_open_tasks_lead_to_their_page_for_those_whose_turn_it_is(
    town: Town, enter: Enter, dossier: str
) -> None:
    task = f"/tasks/{town.task(dossier, 'Task_XacNhan').id}"

    assert task in enter("thuly").open(f"/dossiers/{dossier}").links()
    assert task in enter("lanhdao").open(f"/dossiers/{dossier}").links()
    assert task not in enter("tiepnhan").open(f"/dossiers/{dossier}").links()


def marks(visitor: Visitor) -> dict[str, str]:
    found: dict[str, str] = json.loads(visitor.page.xpath("//@data-marks")[0])
    return found


def test_the_diagram_marks_what_is_done_and_what_waits(enter: Enter, dossier: str) -> None:
    shown = marks(enter("tiepnhan").open(f"/dossiers/{dossier}"))

    assert shown["Task_TiepNhan"] == "done"
    assert shown["Task_XacNhan"] == "current"
    assert "Task_KyXa" not in shown


def test_the_diagram_marks_what_is_late(town: Town, enter: Enter, dossier: str) -> None:
    town.move_to("2018-11-09 09:00")

    assert marks(enter("tiepnhan").open(f"/dossiers/{dossier}"))["Task_XacNhan"] == "late"


def test_the_diagram_is_given_as_it_was_put_in_force(enter: Enter, dossier: str) -> None:
    visitor = enter("thuly")

    answer = visitor.http.get(f"/dossiers/{dossier}/diagram")

    assert answer.headers["content-type"].startswith("application/xml")
    assert 'id="Task_XacNhan"' in answer.text


@pytest.mark.parametrize("page", ["", "/diagram", "/received"])
def test_a_clerk_of_another_unit_does_not_learn_that_a_dossier_exists(
    enter: Enter, dossier: str, page: str
) -> None:
    stranger = enter("tiepnhan.00298")

    stranger.open(f"/dossiers/{dossier}{page}", 404)

    assert "hãy kiểm tra lại mã" in stranger.text


def test_a_unit_whose_turn_came_sees_the_dossier_from_then_on(town: Town, enter: Enter, dossier: str) -> None:
    district = enter("truongphong.007")
    district.open(f"/dossiers/{dossier}", 404)

    for element, data in (
        ("Task_XacNhan", {"ket_qua_xac_nhan": "dung"}),
        ("Task_KyXa", {"ky_xa": "dong_y"}),
        ("Task_VanThuXa", {"so_van_ban_xa": "125/UBND", "ngay_van_ban_xa": "2018-11-05"}),
    ):
        town.complete(dossier, element, **data)

    district.open(f"/dossiers/{dossier}")


def test_the_city_viewer_sees_units_and_roles_but_neither_names_nor_answers(
    enter: Enter, dossier: str
) -> None:
    viewer = enter("theodoi").open(f"/dossiers/{dossier}")

    assert "Cán bộ của UBND phường Minh Khai hoàn thành: Tiếp nhận" in section(viewer, "timeline")
    assert "Nguyễn Thị Thu Hà" not in viewer.text
    assert "001185001234" not in viewer.text
    assert "Chuyên viên thụ lý" in section(viewer, "open")


def test_the_auditor_sees_who_did_what(enter: Enter, dossier: str) -> None:
    assert "Nguyễn Thị Thu Hà hoàn thành" in enter("kiemtra").open(f"/dossiers/{dossier}").text


@pytest.mark.parametrize("query", ["nguyen van a", "NGUYỄN VĂN Á", "văn nguyễn", "a van nguyen"])
def test_an_applicant_is_found_whatever_the_marks_capitals_and_order(enter: Enter, query: str) -> None:
    clerk = enter("tiepnhan")
    found = receive(clerk, COPIES, ho_ten="Nguyễn Văn Á")
    receive(clerk, COPIES, ho_ten="Đỗ Thị Bình")

    assert codes(clerk.open(f"/dossiers?q={query}")) == [found]


def test_a_letter_that_is_one_of_its_own_is_found_without_its_bar(enter: Enter) -> None:
    clerk = enter("tiepnhan")
    found = receive(clerk, COPIES, ho_ten="Đỗ Thị Bình")

    assert codes(clerk.open("/dossiers?q=do thi")) == [found]


def test_a_dossier_is_found_by_the_end_of_its_code(enter: Enter, dossier: str) -> None:
    clerk = enter("tiepnhan")

    assert codes(clerk.open("/dossiers?q=181105-0001")) == [dossier]
    assert codes(clerk.open("/dossiers?q=181105-0002")) == []


@pytest.mark.parametrize("query", ["%", "_", "\\"])
def test_a_sign_that_means_anything_to_the_database_means_itself(
    enter: Enter, dossier: str, query: str
) -> None:
    assert codes(enter("tiepnhan").open(f"/dossiers?q={quote(query)}")) == []


def test_the_search_gives_only_what_one_may_see(enter: Enter, dossier: str) -> None:
    assert codes(enter("thuly").open("/dossiers")) == [dossier]
    assert codes(enter("thuly.00298").open("/dossiers")) == []
    assert codes(enter("kiemtra").open("/dossiers")) == [dossier]
    assert codes(enter("quantri").open("/dossiers?q=khong co")) == []


def test_the_search_is_read_page_by_page_newest_first(town: Town, enter: Enter) -> None:
    old = town.open(code=BURIAL)
    town.move_to("2018-11-05 09:00")
    opened = [town.open(code=BURIAL) for _ in range(51)]
    clerk = enter("tiepnhan").open("/dossiers")

    first = codes(clerk)
    second = codes(clerk.follow("Trang sau"))

    assert first == opened[:0:-1]
    assert second == [opened[0], old]


def waiting(town: Town) -> str:
    """A building permit that waits for the papers asked of the applicant."""
    clerk = town.holder(Role.RECEPTION_CLERK, DISTRICT, "xay-dung")
    code = str(town.engine.open(OpenDossier(BUILDING, "", DISTRICT, {}), clerk)["dossier"])
    for step in script(BUILDING, "bo_sung_hai_lan_roi_tu_choi").steps:
        if step.kind == "message":
            return code
        if step.kind == "complete":
            town.complete(code, step.subject, **step.data)
    raise AssertionError("Expected a walk that waits for a message")


def test_what_arrives_from_outside_is_recorded_by_the_desk_and_the_clock_runs_again(
    town: Town, enter: Enter
) -> None:
    code = waiting(town)
    town.move_to("2018-11-08 08:15")
    clerk = enter("tiepnhan.007").open(f"/dossiers/{code}")
    assert "Tạm dừng tính thời hạn" in clerk.text

    clerk.press("Ghi nhận thông tin đến")

    assert town.head(code).state == "processing"
    assert "Tính tiếp thời hạn · 08:15 08/11/2018" in section(clerk, "why")
    assert "Tính tiếp thời hạn; hẹn trả kết quả lúc" in section(clerk, "timeline")


def test_while_the_clock_stands_still_no_due_date_is_told(town: Town, enter: Enter) -> None:
    clerk = enter("tiepnhan.007").open(f"/dossiers/{waiting(town)}")

    assert "Tính lại khi hết tạm dừng" in clerk.text


def test_what_is_waited_for_is_marked_in_the_diagram(town: Town, enter: Enter) -> None:
    code = waiting(town)

    assert "current" in marks(enter("tiepnhan.007").open(f"/dossiers/{code}")).values()


def test_nobody_but_the_desk_records_what_arrives(town: Town, enter: Enter) -> None:
    code = waiting(town)
    form = enter("tiepnhan.007").open(f"/dossiers/{code}").form("Ghi nhận")
    leader, stranger = enter("lanhdao.007").open(f"/dossiers/{code}"), enter("tiepnhan.00298")
    written = town.everything()

    assert "Ghi nhận thông tin đến" not in leader.buttons()
    for visitor, status in ((leader, 403), (stranger, 404)):
        form["data"]["csrf"] = visitor.page.xpath("//input[@name='csrf']/@value")[:1]
        visitor.send(form, status)

    assert town.everything() == written


def test_the_same_arrival_recorded_twice_counts_once(town: Town, enter: Enter) -> None:
    code = waiting(town)
    clerk = enter("tiepnhan.007").open(f"/dossiers/{code}")
    form = clerk.form("Ghi nhận")
    clerk.send(form)
    written = town.everything()

    clerk.send(form)

    assert town.everything() == written


def test_assignments_and_claims_are_told_with_names(town: Town, enter: Enter, dossier: str) -> None:
    lead, beside = (actor.person_id for actor in town.handlers())
    task = f"/tasks/{town.task(dossier, 'Task_XacNhan').id}"
    enter("lanhdao").open(task).press("Phân công", lead=lead, coordinating=[beside])

    told = section(enter("tiepnhan").open(f"/dossiers/{dossier}"), "timeline")

    names = [actor.name for actor in town.handlers()]
    assert f"Phạm Đức Long phân công {names[0]} chủ trì, {names[1]} phối hợp: Xác nhận bản khai." in told


def test_the_page_speaks_english_where_asked_to(enter: Enter, dossier: str) -> None:
    visitor = enter("tiepnhan").open(f"/dossiers/{dossier}").press("English")

    assert "Nguyễn Thị Thu Hà received the dossier." in section(visitor, "timeline")
    assert "In progress" in visitor.text
