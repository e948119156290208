"""The worklist over REST: whose tasks, of which unit, within what the caller may see."""

import pytest

from api.demo.city import DEMO_PASSWORD
from engine.commands.claim_task import ClaimTask
from tests.support.city import Town
from tests.support.packages import package
from tests.support.rest import Client


@pytest.mark.parametrize(
    ("account", "asked", "count"),
    [
        ("thuly", {}, 2),
        ("thuly", {"scope": "mine"}, 1),
        ("thuly", {"unit": "00298"}, 0),
        ("thuly", {"scope": "unit"}, 0),
        ("thuly", {"scope": "city"}, 0),
        ("lanhdao", {"scope": "unit", "unit": "00295"}, 2),
        ("theodoi", {"scope": "city"}, 2),
        ("theodoi", {"scope": "city", "unit": "00298"}, 0),
    ],
)
def test_tasks_are_listed_by_whose_they_are_and_nobody_sees_more_than_the_pages_show(
    town: Town, client: Client, account: str, asked: dict[str, str], count: int
) -> None:
    town.put_in_force(package("s -> A -> e"))
    first, _ = (town.task(town.open(), "A") for _ in range(2))
    town.engine.handle(ClaimTask(first.id), town.signed_in("thuly"))
    client.sign_in(account, DEMO_PASSWORD)

    answer = client.call("list_tasks_tasks_get", **asked)

    assert len(answer["tasks"]) == count
