"""A dossier that is sent back a thousand times: what is stored of its run does not grow."""

import json

from engine.commands.complete_task import CompleteTask
from engine.ids import dossier_id, part_id
from engine.model.role import Role
from tests.support.city import Town
from tests.support.packages import package
from tests.support.replay import assert_journal_tells_all
from tests.support.whole import assert_whole

ROUNDS = 1_000
LOOP = package(
    "s -> A -> x ? e",
    "x -> A",
    forms={"A": {"xong": "boolean"}},
    conditions={"x_e": "xong"},
    default={"x": "A"},
)


def test_a_thousand_returns_leave_the_stored_run_as_small_as_it_was(town: Town) -> None:
    """SpiffWorkflow's own state grows with history and dies between round 247 and 333 (DESIGN D2)."""
    town.put_in_force(LOOP)
    dossier, handler = town.open(), town.holder(Role.HANDLER)
    version = town.complete(dossier, "A", xong=False)["version"]
    first = stored_run(town, dossier)

    for _ in range(ROUNDS):
        task = part_id(dossier_id(dossier), version, 1)
        version = town.engine.handle(CompleteTask(task, {"xong": False}), handler)["version"]

    assert stored_run(town, dossier) == first
    assert len(first) < 200
    assert town.head(dossier).version == ROUNDS + 2
    assert town.complete(dossier, "A", xong=True)["state"] == "ended"
    assert_whole(town, dossier)
    assert_journal_tells_all(town, dossier)


def stored_run(town: Town, dossier: str) -> str:
    run = town.head(dossier).run
    return json.dumps([live | {"of": ""} for live in run["live"]])
