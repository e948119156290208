"""Several tasks at once: what can be done is done, what cannot is listed by name with who was first."""

import pytest

from engine.commands.claim_task import ClaimTask
from engine.commands.complete_task import CompleteTask
from tests.support.city import Town
from tests.support.packages import package
from tests.support.visitor import Enter, Visitor


def ticks(visitor: Visitor) -> list[str]:
    return [box.get("value") for box in visitor.page.xpath("//input[@name='task' and @type='checkbox']")]


def holders(town: Town) -> list[str | None]:
    return [
        row.assignee for row in town.rows("SELECT assignee FROM task WHERE closed_at IS NULL ORDER BY id")
    ]


@pytest.fixture
def three(town: Town) -> list[str]:
    """Three dossiers that wait for the handler."""
    town.put_in_force(package("s -> A -> B -> e"))
    return [town.open({"ho_ten": f"Lê Văn {name}"}) for name in ("Ba", "Tám", "Mười")]


def test_ticked_tasks_are_claimed_and_handed_back_and_the_filters_stay(
    town: Town, enter: Enter, three: list[str]
) -> None:
    handler = enter("thuly").open("/tasks?scope=seats&step=a")

    handler.press("Nhận xử lý", task=ticks(handler))
    claimed = holders(town)
    handler.press("Trả lại bộ phận", task=ticks(handler)[:1])

    assert claimed == ["thuly"] * 3
    assert sorted(map(str, holders(town))) == ["None", "thuly", "thuly"]
    assert handler.path == "/tasks?scope=seats&step=a"


def test_what_a_colleague_was_first_to_do_is_listed_with_name_and_time_and_the_rest_is_done(
    town: Town, enter: Enter, three: list[str]
) -> None:
    handler = enter("thuly").open("/tasks")
    first, other = town.handlers()
    done, taken, free = (town.task(dossier, "A") for dossier in three)
    town.engine.handle(CompleteTask(done.id, {}), other)
    town.engine.handle(ClaimTask(taken.id), other)

    handler.press("Nhận xử lý", task=[str(each.id) for each in (done, taken, free)])

    assert "Đã làm với 1 công việc, 2 công việc chưa làm được" in handler.text
    assert f"Công việc này do {other.name} hoàn thành lúc 08:15 05/11/2018" in handler.text
    assert f"Công việc này do {other.name} xử lý, từ lúc 08:15 05/11/2018" in handler.text
    assert town.task(three[2], "A").assignee == first.person_id


def test_tasks_are_handed_over_on_a_list_that_is_printed(town: Town, enter: Enter, three: list[str]) -> None:
    handler = enter("thuly").open("/tasks")
    handler.open(f"/tasks/batch?act=hand-over&task={ticks(handler)[0]}&task={ticks(handler)[1]}")
    assert "Ca sau" in handler.text

    handler.press("Bàn giao 2 công việc", to="thuly.00295", note="Gấp trong ngày")

    receiver = town.signed_in("thuly.00295")
    assert handler.heading == "BIÊN BẢN BÀN GIAO CÔNG VIỆC"
    assert receiver.name in handler.text
    assert "Gấp trong ngày" in handler.text
    assert sorted(map(str, holders(town))) == ["None", "thuly.00295", "thuly.00295"]
    enter("thuly.00298").open(handler.path, expected=404)


def test_a_leader_gives_many_tasks_to_one_handler(town: Town, enter: Enter, three: list[str]) -> None:
    leader = enter("lanhdao").open("/tasks?scope=unit")
    asked = "&".join(f"task={each}" for each in ticks(leader))
    leader.open(f"/tasks/batch?act=assign&{asked}&back=/tasks?scope=unit")

    leader.press("Giao 3 công việc", to="thuly.00295")

    assert holders(town) == ["thuly.00295"] * 3
    assert leader.path == "/tasks?scope=unit"


def test_a_handler_cannot_give_tasks_out(town: Town, enter: Enter, three: list[str]) -> None:
    handler = enter("thuly").open("/tasks")
    form = handler.form("Nhận xử lý")
    form["data"] |= {"act": ["assign"], "to": ["thuly.00295"], "task": ticks(handler)}

    handler.send(form)

    assert "3 công việc chưa làm được" in handler.text
    assert holders(town) == [None] * 3


def test_sending_the_same_batch_twice_does_it_once(town: Town, enter: Enter, three: list[str]) -> None:
    handler = enter("thuly").open("/tasks")
    form = handler.form("Nhận xử lý")
    form["data"] |= {"task": ticks(handler)}

    handler.send(form)
    handler.send(form)

    kinds = [kind for dossier in three for kind in town.kinds(dossier)]
    assert kinds.count("task_claimed") == 3


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"task": []}, 422),
        ({"task": ["khong-phai-ma"]}, 404),
        ({"act": ["xoa"]}, 422),
        ({"task": ["00000000-0000-0000-0000-000000000000"] * 201}, 422),
    ],
)
def test_a_batch_that_means_nothing_is_refused(
    enter: Enter, three: list[str], fields: dict[str, list[str]], status: int
) -> None:
    handler = enter("thuly").open("/tasks")
    form = handler.form("Nhận xử lý")
    form["data"] |= {"task": ticks(handler)} | fields

    handler.send(form, expected=status)


def test_tasks_of_others_are_not_even_listed(town: Town, enter: Enter, three: list[str]) -> None:
    stranger = enter("thuly.00298").open("/tasks")
    task = town.task(three[0], "A").id

    stranger.open(f"/tasks/batch?act=hand-over&task={task}", expected=422)


def test_the_way_back_never_leads_away(town: Town, enter: Enter, three: list[str]) -> None:
    handler = enter("thuly").open("/tasks")
    form = handler.form("Nhận xử lý")
    form["data"] |= {"task": ticks(handler), "back": ["https://vi-du.vn/"]}

    handler.send(form)

    assert handler.path.startswith("/tasks")
