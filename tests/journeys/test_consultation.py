"""Three departments are consulted on one dossier: one answers early, one late with its reason, one never."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from api.auth.passwords import hash_password
from api.auth.sign_in import SignIn
from api.demo.city import DEMO_PASSWORD
from api.services import Services
from engine.clock import system_clock
from engine.commands.complete_task import CompleteTask
from engine.commands.open_dossier import OpenDossier
from engine.model.role import Role
from engine.store import sessions
from engine.store.work import begin
from processes.catalogue import package
from processes.deploy import deploy
from processes.walk import read_script
from tests.support.city import STARTS_AT, Town
from tests.support.replay import assert_journal_tells_all
from tests.support.rest import Client
from tests.support.server import serving
from tests.support.visitor import Enter, Visitor

CODE, LEAD, FIELD = "1.009645", "SKHDT", "dau-tu"
EARLY, LATE, SILENT = "SQHKT", "STC", "SXD"
REASON = "Chờ số liệu quyết toán của nhà đầu tư"
DONE = "Hoàn thành và chuyển bước"


@pytest.fixture
def address(town: Town) -> Iterator[str]:
    with begin(town.database) as work:
        deploy(work, package(CODE), town.engine.deployments, STARTS_AT)
        sessions.set_everybodys_credential(work, hash_password(DEMO_PASSWORD), STARTS_AT)
    signing = SignIn(town.database, system_clock)
    with serving(Services(town.database, town.engine, signing, town.clock, town.clock)) as address:
        yield address


@pytest.fixture
def client(address: str) -> Iterator[Client]:
    client = Client(address)
    yield client
    client.http.close()


@pytest.fixture
def enter(address: str) -> Iterator[Enter]:
    visitors: list[Visitor] = []

    def open_browser(account: str) -> Visitor:
        visitors.append(Visitor(address))
        return visitors[-1].sign_in(account)

    yield open_browser
    for visitor in visitors:
        visitor.http.close()


def brought_to(town: Town, element: str) -> str:
    """A dossier of which everything before an element is done as in the walk; its code."""
    clerk = town.holder(Role.RECEPTION_CLERK, LEAD, FIELD)
    dossier = str(town.engine.open(OpenDossier(CODE, "", LEAD, {}), clerk)["dossier"])
    for step in read_script(package(CODE).walks["walks/hoi_hai_so.json"]).steps:
        if step.subject == element:
            break
        town.complete(dossier, step.subject, **step.data)
    return dossier


def choose_three(town: Town, handler: Visitor, dossier: str) -> None:
    """Type parts of three names without JavaScript; a name that means two departments is chosen from what is found."""
    handler.open(f"/tasks/{town.task(dossier, 'Task_SoanVanBan').id}")
    handler.press("Thêm dòng", noi_dung_xin_y_kien="Sự phù hợp của dự án", co_quan_duoc_hoi__0="quy hoach")
    handler.press("Thêm dòng", co_quan_duoc_hoi__1="Sở Tài chính")
    handler.press(DONE, 422, co_quan_duoc_hoi__2="tai chinh")
    assert "trùng với một dòng ở trên" in handler.text
    handler.press(DONE, co_quan_duoc_hoi__2="so xay dung")


def of_unit(town: Town, dossier: str, unit: str) -> UUID:
    return next(task.id for task in town.tasks(dossier) if task.unit == unit)


def sent_to_three(town: Town, enter: Enter) -> str:
    dossier = brought_to(town, "Task_SoanVanBan")
    choose_three(town, enter("thuly.skhdt"), dossier)
    town.complete(dossier, "Task_XemXetVanBan", xem_xet_van_ban="dong_y")
    town.complete(dossier, "Task_KyVanBan", ky_van_ban="dong_y")
    return dossier


def answer_early(town: Town, enter: Enter, dossier: str) -> None:
    visitor = enter("thuly.sqhkt").open(f"/tasks/{of_unit(town, dossier, EARLY)}")
    assert "Lý do trả lời chậm" not in visitor.text
    visitor.press(DONE, y_kien_tham_dinh="thong_nhat")


def answer_late(town: Town, client: Client, dossier: str) -> None:
    client.sign_in("thuly.stc", DEMO_PASSWORD)
    task = str(of_unit(town, dossier, LATE))
    body = {"data": {"y_kien_tham_dinh": "khong_thong_nhat", "ly_do_khong_thong_nhat": "Thiếu vốn đối ứng"}}
    refused = client.call("complete_tasks__task__complete_post", 422, body=body, task=task)
    assert refused["type"] == "urn:motcua:problem:task.late_reason_required"
    client.call("complete_tasks__task__complete_post", body=body | {"late_reason": REASON}, task=task)


def test_every_unit_s_answer_its_time_and_its_reason_stand_on_the_dossier(
    town: Town, enter: Enter, client: Client
) -> None:
    dossier = sent_to_three(town, enter)
    assert sorted(task.unit for task in town.tasks(dossier)) == sorted([EARLY, LATE, SILENT])

    answer_early(town, enter, dossier)
    town.move_to("2018-11-19 09:00")
    answer_late(town, client, dossier)

    rows = client.call("read_consultations_dossiers__code__consultations_get", code=dossier)["consultations"]
    assert [(row["unit"], row["outcome"], row["timeliness"]) for row in rows] == [
        (EARLY, "answered", "early"),
        (LATE, "answered", "overdue"),
        (SILENT, "waiting", "overdue"),
    ]
    assert [row["late_reason"] for row in rows] == [None, REASON, None]
    assert rows[1]["answer"]["y_kien_tham_dinh"] == "khong_thong_nhat"
    assert_journal_tells_all(town, dossier)

    lead = enter("thuly.skhdt").open(f"/dossiers/{dossier}")
    (table,) = lead.page.xpath("//section[@aria-labelledby='asked']")
    cells = [" ".join(row.text_content().split()) for row in table.iter("tr")][1:]
    assert [name in row for name, row in zip(("Quy hoạch", "Tài chính", "Xây dựng"), cells, strict=True)] == [
        True
    ] * 3
    assert "Trước hạn" in cells[0]
    assert f"Lý do trả lời chậm {REASON}" in cells[1]
    assert "Quá hạn, chưa có ý kiến" in cells[2]
    assert "Sở Quy hoạch - Kiến trúc" in lead.text


def test_a_late_unit_is_asked_for_its_reason_on_its_page_and_loses_nothing_typed(
    town: Town, enter: Enter
) -> None:
    dossier = sent_to_three(town, enter)
    town.move_to("2018-11-19 09:00")
    visitor = enter("thuly.sxd").open(f"/tasks/{of_unit(town, dossier, SILENT)}")

    visitor.press(DONE, 422, late_reason=REASON)
    kept = visitor.page.xpath("//textarea[@name='late_reason']")[0].text
    visitor.press(DONE, 422, late_reason=" ", y_kien_tham_dinh="thong_nhat")
    told = visitor.text
    visitor.press(DONE, late_reason=REASON)

    assert kept == REASON
    assert "Cần nhập lý do trả lời chậm." in told
    (completed,) = [row for row in town.journal(dossier) if row.facts.get("late_reason")]
    assert (completed.unit_code, completed.facts["late_reason"]) == (SILENT, REASON)


def test_the_dossier_goes_on_when_the_last_unit_has_answered(town: Town, enter: Enter) -> None:
    dossier = sent_to_three(town, enter)

    for task in town.tasks(dossier):
        assert town.open_elements(dossier)[0] == "Task_YKien"
        town.engine.handle(CompleteTask(task.id, {"y_kien_tham_dinh": "thong_nhat"}), town.worker(task))

    assert town.open_elements(dossier) == ["Task_TongHop"]
    answers = town.head(dossier).data["y_kien_cac_co_quan"]
    assert [each["co_quan"] for each in answers] == [EARLY, LATE, SILENT]
    lead = enter("thuly.skhdt").open(f"/tasks/{town.task(dossier, 'Task_TongHop').id}")
    assert "Sở Quy hoạch - Kiến trúc" in lead.text
