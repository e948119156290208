"""Many people at once: no number twice, no data lost, no error that anybody did not ask for (T11)."""

from collections.abc import Callable
from functools import partial

from engine.commands.complete_task import CompleteTask
from engine.commands.open_dossier import OpenDossier
from engine.errors import Refused
from engine.model.role import Role
from tests.support.city import COMMUNE, Town
from tests.support.packages import package
from tests.support.replay import assert_journal_tells_all
from tests.support.threads import at_once
from tests.support.whole import assert_whole

TWO_BRANCHES = package(
    "s -> p1 -> A -> p2 -> C -> e",
    "p1 -> B -> p2",
    forms={"A": {"cua_a": "integer"}, "B": {"cua_b": "integer"}},
)


def test_eight_clerks_who_open_fifty_dossiers_each_get_four_hundred_numbers_without_a_gap(town: Town) -> None:
    town.put_in_force(package("s -> A -> e"))
    clerk, command = town.clerk, OpenDossier("L.THU", "", COMMUNE, {})

    def open_fifty() -> list[str]:
        return [town.engine.open(command, clerk)["dossier"] for _ in range(50)]

    answers = at_once([open_fifty] * 8)

    codes = sorted(code for answer in answers if isinstance(answer, list) for code in answer)
    assert codes == [f"000.19.37.H26-181105-{number:04}" for number in range(1, 401)]
    assert town.rows("SELECT last FROM number_series") == [(400,)]


def test_a_number_that_was_taken_by_a_refused_reception_is_given_to_the_next(town: Town) -> None:
    town.put_in_force(package("s -> x ? A -> e", "x -> e", conditions={"x_A": "so > 1"}, default={"x": "e"}))

    receptions: list[Callable[[], str]] = [
        partial(town.open, data) for data in ({"so": "chữ"}, {"so": 2}, {})
    ]

    answers = at_once(receptions)

    codes: list[str] = [answer for answer in answers if isinstance(answer, str)]
    assert codes == ["000.19.37.H26-181105-0001"]


def test_two_branches_completed_at_once_a_hundred_times_lose_nothing(town: Town) -> None:
    town.put_in_force(TWO_BRANCHES)
    handler = town.holder(Role.HANDLER)
    dossiers = [town.open() for _ in range(100)]
    commands = [
        [
            CompleteTask(town.task(dossier, "A").id, {"cua_a": number}),
            CompleteTask(town.task(dossier, "B").id, {"cua_b": -number}),
        ]
        for number, dossier in enumerate(dossiers)
    ]

    answers = [
        at_once([partial(town.engine.handle, command, handler) for command in pair]) for pair in commands
    ]

    assert not [answer for pair in answers for answer in pair if not isinstance(answer, dict)]
    data = [row.data for row in town.rows("SELECT data FROM dossier ORDER BY code")]
    assert data == [{"cua_a": number, "cua_b": -number} for number in range(100)]
    assert town.rows("SELECT element, count(*) FROM task WHERE closed_at IS NULL GROUP BY 1") == [("C", 100)]
    assert {row.version for row in town.rows("SELECT version FROM dossier")} == {3}
    assert_whole(town, dossiers[-1])
    assert_journal_tells_all(town, dossiers[-1])


def test_of_two_who_saw_the_same_version_one_is_told_that_the_dossier_moved_on(town: Town) -> None:
    town.put_in_force(TWO_BRANCHES)
    handler, dossier = town.holder(Role.HANDLER), town.open()
    commands = [
        CompleteTask(town.task(dossier, "A").id, {"cua_a": 1}, expected_version=1),
        CompleteTask(town.task(dossier, "B").id, {"cua_b": 1}, expected_version=1),
    ]

    answers = at_once([partial(town.engine.handle, command, handler) for command in commands])

    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert [each.code for each in refused] == ["dossier.moved_on"]
    assert town.head(dossier).version == 2


def test_every_command_that_changes_a_dossier_moves_its_version_by_one(town: Town) -> None:
    town.put_in_force(TWO_BRANCHES)
    dossier = town.open()

    versions = [
        town.head(dossier).version,
        town.complete(dossier, "A", cua_a=1)["version"],
        town.complete(dossier, "B", cua_b=1)["version"],
        town.complete(dossier, "C")["version"],
    ]

    assert versions == [1, 2, 3, 4]
