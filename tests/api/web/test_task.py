"""One task on its page: form, claim, assign, send back, and what happens to a page that is too old."""

from uuid import uuid4

import pytest

from tests.support.city import COMMUNE, DEPARTMENT, DISTRICT, Town
from tests.support.reception import answers, receive, script
from tests.support.visitor import Enter, typed

BURIAL, COPIES = "L.249197", "2.000815"
DONE = "Hoàn thành và chuyển bước"


@pytest.fixture
def dossier(enter: Enter) -> str:
    """A dossier whose handler at the commune is to confirm it."""
    return receive(enter("tiepnhan"))


@pytest.fixture
def task(town: Town, dossier: str) -> str:
    """The handler's task, its draft attached."""
    task = town.task(dossier, "Task_XacNhan")
    town.do_deeds(dossier, task, {})
    return f"/tasks/{task.id}"


@pytest.fixture
def formless(town: Town, enter: Enter) -> str:
    """A task of the handler that has no form, its draft attached."""
    code = receive(enter("tiepnhan"), COPIES)
    task = town.task(code, "Task_LoiChung")
    town.do_deeds(code, task, {})
    return f"/tasks/{task.id}"


def confirmed(**other: str) -> dict[str, str]:
    return answers(BURIAL, "Task_XacNhan") | other


def test_a_handler_completes_a_task_with_its_form(town: Town, enter: Enter, dossier: str, task: str) -> None:
    handler = enter("thuly").open(task)

    handler.press(DONE, **confirmed())

    assert town.open_elements(dossier) == ["Task_KyXa"]
    assert handler.path == f"/tasks?done={dossier}"
    assert f"Đã chuyển bước hồ sơ {dossier}. Tiếp theo:" in handler.text


def test_the_page_tells_the_due_time_why_and_what_was_done_before(enter: Enter, task: str) -> None:
    handler = enter("thuly").open(task)

    assert handler.heading == "Xác nhận bản khai"
    assert "Hạn của bước: 13:45 07/11/2018" in handler.text
    assert "Thời hạn giải quyết: 2,5 ngày làm việc" in handler.text
    assert "Nguyễn Thị Thu Hà · UBND phường Minh Khai · nhận 08:15 05/11/2018 · xong 08:15" in handler.text
    assert "Họ và tên người nộp hồ sơ Nguyễn Thị Minh" in handler.text


def test_a_form_that_is_not_right_is_shown_again_and_nothing_moves(
    town: Town, enter: Enter, dossier: str, task: str
) -> None:
    handler = enter("thuly").open(task)

    handler.press(DONE, 422)

    assert handler.heading == "Xác nhận bản khai"
    assert town.open_elements(dossier) == ["Task_XacNhan"]


def test_a_task_without_a_form_is_completed_with_one_click_in_the_worklist(
    town: Town, enter: Enter, formless: str
) -> None:
    handler = enter("thuly").open("/tasks")

    handler.press("Hoàn thành")

    assert town.rows("SELECT 1 FROM task WHERE name = 'Ghi lời chứng' AND closed_at IS NULL") == []
    assert "Đã chuyển bước hồ sơ" in handler.text


def test_a_form_sent_twice_has_one_effect_and_the_same_answer(
    town: Town, enter: Enter, dossier: str, task: str
) -> None:
    handler = enter("thuly").open(task)
    form = handler.form(DONE)
    handler.send(form, **confirmed())
    length = town.head(dossier).journal_length

    handler.send(form, **confirmed())

    assert "Đã chuyển bước hồ sơ" in handler.text
    assert town.head(dossier).journal_length == length


def test_a_button_pressed_twice_has_one_effect(town: Town, enter: Enter, formless: str) -> None:
    handler = enter("thuly").open("/tasks")
    form = handler.form("Hoàn thành")
    handler.send(form)
    written = town.everything()

    handler.send(form)

    assert town.everything() == written


def test_a_page_that_is_too_old_is_refused_and_leads_to_the_dossier(
    town: Town, enter: Enter, dossier: str, task: str
) -> None:
    late = enter("thuly").open(task)
    enter("thuly.00295").open(task).press(DONE, **confirmed())
    written = town.everything()

    late.press(DONE, 409, **confirmed(ket_qua_xac_nhan="khong_du"))

    assert f"Công việc này đã được xử lý; hãy mở lại hồ sơ {dossier}" in late.text
    assert f"/dossiers/{dossier}" in late.links()
    assert town.everything()["journal"] == written["journal"]
    late.open(task, 409)


def test_strangers_do_not_learn_that_a_task_exists(enter: Enter, task: str) -> None:
    stranger = enter("thuly.00298")

    stranger.open(task, 404)
    stranger.open(f"/tasks/{uuid4()}", 404)


@pytest.mark.parametrize("action", ["complete", "claim", "release", "assign"])
def test_a_clerk_of_another_unit_can_do_nothing_with_a_task(
    town: Town, enter: Enter, formless: str, action: str
) -> None:
    stranger = enter("thuly.00298")
    csrf = stranger.page.xpath("//input[@name='csrf']/@value")[0]
    written = town.everything()

    answer = stranger.http.post(f"{formless}/{action}", data={"csrf": csrf, "lead": "thuly.00298"})

    assert answer.status_code in (403, 404)
    assert town.everything() == written


def test_another_role_of_the_same_unit_may_not_open_the_task(enter: Enter, task: str) -> None:
    clerk = enter("vanthu")

    clerk.open(task, 403)

    assert "Bạn không có vai trò cần thiết tại đơn vị UBND phường Minh Khai" in clerk.text


def test_a_form_without_the_token_of_the_session_is_refused(town: Town, enter: Enter, formless: str) -> None:
    handler = enter("thuly")
    written = town.everything()

    answer = handler.http.post(f"{formless}/complete", data={"csrf": "khac"})

    assert answer.status_code == 403
    assert town.everything() == written


def test_nobody_signed_in_is_sent_to_the_sign_in_page(enter: Enter, task: str) -> None:
    visitor = enter("").open(task)

    assert visitor.path == "/sign-in"


def test_a_claimed_task_is_left_to_whoever_claimed_it(enter: Enter, task: str) -> None:
    handler, colleague = enter("thuly"), enter("thuly.00295")
    form = colleague.open(task).form(DONE)

    handler.open(task).press("Nhận xử lý")
    colleague.open(task)

    assert "Công việc này do Trần Quang Huy xử lý." in colleague.text
    assert DONE not in colleague.buttons()
    colleague.send(form, 403, **confirmed())


def test_a_released_task_is_everybodys_again(enter: Enter, task: str) -> None:
    handler, colleague = enter("thuly"), enter("thuly.00295")
    handler.open(task).press("Nhận xử lý").press("Trả lại bộ phận")

    colleague.open(task)

    assert "Chưa có người nhận" in colleague.text
    assert DONE in colleague.buttons()


def test_a_leader_finds_the_task_to_assign_and_gives_it_a_lead_and_one_beside(
    town: Town, enter: Enter, task: str
) -> None:
    lead, beside = (actor.person_id for actor in town.handlers())
    leader = enter("lanhdao").open("/tasks?scope=unit").follow("Xác nhận bản khai")

    leader.press("Phân công", lead=lead, coordinating=[lead, beside])

    (row,) = town.rows("SELECT assignee, assigned_by, coordinating FROM task WHERE assignee IS NOT NULL")
    assert (row.assignee, row.assigned_by, row.coordinating) == (lead, "lanhdao", [beside])


def test_who_works_beside_sees_the_task_among_their_own_but_leaves_it_to_the_lead(
    town: Town, enter: Enter, task: str
) -> None:
    lead, beside = (actor.person_id for actor in town.handlers())
    enter("lanhdao").open(task).press("Phân công", lead=lead, coordinating=[beside])
    helper = enter(beside).open("/tasks?scope=mine")

    helper.follow("Xác nhận bản khai")

    assert DONE not in helper.buttons()
    assert "phối hợp: " in helper.text


def test_a_handler_is_not_offered_to_assign_and_may_not(town: Town, enter: Enter, task: str) -> None:
    handler = enter("thuly").open(task)
    csrf = handler.page.xpath("//input[@name='csrf']/@value")[0]

    answer = handler.http.post(f"{task}/assign", data={"csrf": csrf, "lead": "thuly"})

    assert "Phân công" not in handler.buttons()
    assert answer.status_code == 403


def test_a_task_is_assigned_only_to_people_of_its_seat(town: Town, enter: Enter, task: str) -> None:
    leader = enter("lanhdao").open(task)

    leader.press("Phân công", 409, lead="vanthu")

    assert "Người được chọn không giữ vai trò của công việc này" in leader.text
    assert town.rows("SELECT 1 FROM task WHERE assignee IS NOT NULL") == []


def test_sending_back_is_a_choice_of_the_form_and_the_reason_reaches_the_one_before(
    town: Town, enter: Enter, formless: str
) -> None:
    handler, leader = enter("thuly"), enter("lanhdao")
    handler.open(formless).press(DONE).follow("Hồ sơ")
    (dossier,) = (row.code for row in town.rows("SELECT code FROM dossier"))
    leader.open(f"/tasks/{town.task(dossier, 'Task_Ky').id}")

    assert "Cần làm lại: chọn «Trả lại để làm lại» và ghi lý do" in leader.text
    leader.press(DONE, ky="tra_lai", ly_do_ky="Ghi sai số bản")
    handler.open(f"/tasks/{town.task(dossier, 'Task_LoiChung').id}")

    assert "Trả lại để làm lại" in handler.text
    assert "Ghi sai số bản" in handler.text


def test_sending_back_without_a_reason_is_asked_for_it(town: Town, enter: Enter, formless: str) -> None:
    enter("thuly").open(formless).press(DONE)
    (dossier,) = (row.code for row in town.rows("SELECT code FROM dossier"))
    leader = enter("lanhdao").open(f"/tasks/{town.task(dossier, 'Task_Ky').id}")

    leader.press(DONE, 422, ky="tra_lai")

    assert leader.page.xpath("//*[@name='ly_do_ky']")
    assert town.open_elements(dossier) == ["Task_Ky"]


def test_a_dossier_goes_through_three_levels_and_back_once_with_javascript_off(
    town: Town, enter: Enter
) -> None:
    steps = [step for step in script(BURIAL, "tra_lai_o_so").steps if step.kind == "complete"]
    dossier = receive(enter("tiepnhan"))

    for step in steps[1:]:
        task = town.task(dossier, step.subject)
        town.do_deeds(dossier, task, step.data)
        worker = enter(town.worker(task).person_id).open(f"/tasks/{task.id}")
        worker.press(DONE, **typed(dict(step.data)))

    assert town.head(dossier).state == "ended"
    assert {row.unit_code for row in town.journal(dossier)} >= {COMMUNE, DISTRICT, DEPARTMENT}
