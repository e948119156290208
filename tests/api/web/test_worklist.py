"""The worklist: whose tasks, in which order, narrowed how, page by page."""

from typing import Any

import pytest

from engine.clock import in_hanoi
from engine.commands.claim_task import ClaimTask
from engine.model.role import Role
from tests.support.city import Town
from tests.support.hanoi import hanoi
from tests.support.reception import receive
from tests.support.visitor import Enter, Visitor

BURIAL, COPIES = "L.249197", "2.000815"


def dossiers(visitor: Visitor) -> list[str]:
    """The dossiers listed, in order."""
    return [
        link.text for link in visitor.page.xpath("//div[@id='rows']//a[starts-with(@href, '/dossiers/')]")
    ]


def steps(visitor: Visitor) -> list[str]:
    return [link.text for link in visitor.page.xpath("//div[@id='rows']//td/a[@class='fw-bold']")]


@pytest.fixture
def two(town: Town, enter: Enter) -> tuple[str, str]:
    """Two dossiers that wait for the handler: the first received is due later than the second."""
    return receive(enter("tiepnhan"), BURIAL), receive(enter("tiepnhan"), COPIES)


def test_tasks_stand_in_the_order_of_their_due_times(enter: Enter, two: tuple[str, str]) -> None:
    burial, copies = two

    assert dossiers(enter("thuly").open("/tasks")) == [copies, burial]


def test_late_tasks_lead_and_say_so(town: Town, enter: Enter, two: tuple[str, str]) -> None:
    town.move_to("2018-11-06 09:00")
    fresh = receive(enter("tiepnhan"), COPIES)
    handler = enter("thuly").open("/tasks")

    late = [bool(row.xpath(".//span[text()='Quá hạn']")) for row in handler.page.xpath("//tbody/tr")]

    burial, copies = two
    assert dossiers(handler) == [copies, fresh, burial]
    assert late == [True, False, False]


def test_everybody_of_a_seat_sees_its_tasks_and_nobody_else_does(enter: Enter, two: tuple[str, str]) -> None:
    assert len(dossiers(enter("thuly.00295").open("/tasks"))) == 2
    assert dossiers(enter("thuly.00298").open("/tasks")) == []
    assert dossiers(enter("vanthu").open("/tasks")) == []


def test_a_claimed_task_moves_from_the_seats_list_of_others_to_ones_own(
    town: Town, enter: Enter, two: tuple[str, str]
) -> None:
    burial, copies = two
    task = town.task(burial, "Task_XacNhan")
    town.engine.handle(ClaimTask(task.id), town.signed_in("thuly"))

    assert dossiers(enter("thuly").open("/tasks?scope=mine")) == [burial]
    assert dossiers(enter("thuly.00295").open("/tasks")) == [copies]


def test_the_tab_to_assign_holds_every_task_of_the_unit_and_is_for_heads_and_leaders(
    enter: Enter, two: tuple[str, str]
) -> None:
    leader, handler = enter("lanhdao").open("/tasks?scope=unit"), enter("thuly").open("/tasks?scope=unit")

    assert len(dossiers(leader)) == 2
    assert handler.path == "/tasks?scope=seats"
    assert "/tasks?scope=unit" in leader.links()
    assert "/tasks?scope=unit" not in handler.links()


def test_a_leader_may_not_complete_a_handlers_task_from_the_tab_to_assign(
    enter: Enter, two: tuple[str, str]
) -> None:
    leader = enter("lanhdao").open("/tasks?scope=unit")

    assert "Hoàn thành" not in leader.buttons()


def test_the_list_is_narrowed_by_procedure_and_by_part_of_a_step_without_marks(
    enter: Enter, two: tuple[str, str]
) -> None:
    burial, copies = two
    handler = enter("thuly")

    assert dossiers(handler.open(f"/tasks?procedure={BURIAL}")) == [burial]
    assert dossiers(handler.open("/tasks?step=LOI chung")) == [copies]
    assert dossiers(handler.open("/tasks?step=khong co")) == []
    assert dossiers(handler.open("/tasks?unit=00295")) == [copies, burial]
    assert dossiers(handler.open("/tasks?unit=00298")) == []


def test_the_list_is_read_page_by_page_without_gaps_or_repeats(town: Town, enter: Enter) -> None:
    opened = [town.open(code=BURIAL) for _ in range(53)]
    clerk = enter("tiepnhan").open("/tasks")

    first = dossiers(clerk)
    second = dossiers(clerk.follow("Trang sau"))

    assert (len(first), len(second)) == (50, 3)
    assert sorted(first + second) == sorted(opened)
    assert "Trang sau" not in clerk.text


@pytest.mark.parametrize("query", ["after=khong~phai", "scope=khac"])
def test_an_address_that_was_tampered_with_is_refused(enter: Enter, query: str) -> None:
    answer = enter("thuly").http.get(f"/tasks?{query}")

    assert answer.status_code in (409, 422)


def test_the_list_refreshes_itself_in_place_and_keeps_the_filter(enter: Enter, two: tuple[str, str]) -> None:
    handler = enter("thuly").open("/tasks?step=loi chung")

    rows = handler.page.get_element_by_id("rows")

    asked: dict[str, Any] = dict(rows.attrib)
    assert (asked["hx-select"], asked["hx-swap"]) == ("#rows", "outerMorph")
    assert all(row.get("id") for row in handler.page.xpath("//tbody/tr"))
    assert handler.http.get(asked["hx-get"]).status_code == 204

    handler.open("/tasks").press(
        "Nhận xử lý", task=[row.get("id")[5:] for row in handler.page.xpath("//tbody/tr")]
    )
    assert steps(handler.open(asked["hx-get"])) == ["Ghi lời chứng"]


@pytest.mark.parametrize(
    ("account", "offered"),
    [
        ("tiepnhan", {"/tasks", "/dossiers/new", "/dossiers", "/register", "/substitutes"}),
        ("thuly", {"/tasks", "/dossiers", "/register", "/substitutes"}),
        ("kiemtra", {"/tasks", "/dossiers", "/register"}),
        ("thietke", {"/procedures", "/drafts"}),
        ("congbo", {"/tasks", "/dossiers", "/register", "/incidents", "/messages", "/procedures", "/office"}),
    ],
)
def test_the_menu_offers_what_ones_roles_can_use(enter: Enter, account: str, offered: set[str]) -> None:
    visitor = enter(account).open("/tasks")

    assert {link.get("href") for link in visitor.page.xpath("//nav[@aria-label='Chức năng']//a")} == offered


@pytest.mark.parametrize(
    ("account", "home"),
    [("tiepnhan", "/tasks"), ("kiemtra", "/dossiers"), ("congbo", "/dossiers"), ("thietke", "/procedures")],
)
def test_signing_in_leads_to_what_ones_roles_begin_with(enter: Enter, account: str, home: str) -> None:
    assert enter(account).path == home


def test_a_list_on_the_demo_citys_date_calls_late_what_is_late_there(
    town: Town, enter: Enter, two: tuple[str, str]
) -> None:
    late = "//tbody//span[text()='Quá hạn']"
    handler = enter("thuly").open("/tasks")
    assert not handler.page.xpath(late)

    handler.press("+1 ngày").open("/tasks")

    assert in_hanoi(town.clock()) == hanoi("2018-11-06 08:15")
    assert handler.page.xpath(late)
    assert town.staff(Role.HANDLER)
