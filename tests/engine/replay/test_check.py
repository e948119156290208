"""What is stored is what the journal leads to: whole dossiers pass, and every fault planted in one part is told."""

import json
from typing import Any

import pytest
from sqlalchemy import text

from engine.errors import Stuck
from engine.replay.check import PAGE, Checked, check_all
from engine.store.work import begin
from processes.catalogue import package as library_package
from tests.support.city import Town
from tests.support.packages import package
from tests.support.replay import assert_journal_tells_all, checked

WATCHED = package(
    "s -> A -> p1 -> B -> p2 -> C -> e",
    "p1 -> c1 -> p2",
    "b1 -> H -> e2",
    forms={"A": {"so": "integer"}},
    messages={"c1": "bo_sung"},
    pauses={"c1"},
    timers={"b1": "P1D"},
    hosts={"b1": "B"},
    calm={"b1"},
)


@pytest.fixture
def half_way(town: Town) -> str:
    """A dossier with an open task, an armed timer and a clock that stands still."""
    town.put_in_force(WATCHED)
    dossier = town.open({"ten": "Nguyễn Thị Minh"})
    town.complete(dossier, "A", so=3)
    return dossier


def tamper(town: Town, sql: str, **values: Any) -> None:
    """Change what is stored behind the engine's back."""
    with begin(town.database) as work:
        work.run(sql, values)


def parts(town: Town, dossier: str) -> list[str]:
    return [difference.part for difference in checked(town, dossier).differences]


def test_a_dossier_is_whole_at_every_step(town: Town, half_way: str) -> None:
    steps = [
        town.pass_a_working_day,
        lambda: town.deliver(half_way, "bo_sung", ghi_chu="đã nộp"),
        lambda: town.complete(half_way, "H"),
        lambda: town.complete(half_way, "B"),
        lambda: town.complete(half_way, "C"),
    ]

    for step in steps:
        assert_journal_tells_all(town, half_way)
        step()

    assert_journal_tells_all(town, half_way)
    assert town.head(half_way).state == "ended"


@pytest.mark.parametrize(
    ("part", "sql"),
    [
        ("data", "UPDATE dossier SET data = data || '{\"so\": 4}'"),
        ("run", "UPDATE dossier SET run = jsonb_set(run, '{live, 0, marking}', '\"\"')"),
        ("state", "UPDATE dossier SET state = 'processing'"),
        ("state", "UPDATE dossier SET ended_at = received_at"),
        ("journal", "UPDATE dossier SET journal_length = journal_length + 1"),
        ("tasks", "UPDATE task SET closed_at = opened_at WHERE element = 'B'"),
        ("tasks", "UPDATE task SET node = node + 1 WHERE element = 'B'"),
        ("timers", "DELETE FROM timer"),
        ("timers", "UPDATE timer SET firings = 3"),
        ("timers", "UPDATE timer SET number = 1"),
        ("due_at", "UPDATE dossier SET due_at = received_at"),
        (
            "due",
            "INSERT INTO due_ledger SELECT id, 9, 'resumed', received_at, received_at, '[]' FROM dossier",
        ),
        (
            "incidents",
            "INSERT INTO incident (id, dossier_id, code, facts, opened_at)"
            " SELECT gen_random_uuid(), id, 'gateway.no_way', '{}', received_at FROM dossier",
        ),
    ],
    ids=lambda text: str(text).split(" WHERE")[0][:50],
)
def test_a_part_that_was_changed_behind_the_engine_is_told(
    town: Town, half_way: str, part: str, sql: str
) -> None:
    tamper(town, sql)

    assert parts(town, half_way) == [part]


def test_of_changed_data_only_what_differs_is_shown(town: Town, half_way: str) -> None:
    tamper(town, "UPDATE dossier SET data = data || '{\"so\": 4}'")

    (difference,) = checked(town, half_way).differences

    assert (difference.stored, difference.rebuilt) == ("{'so': 4}", "{'so': 3}")


def test_a_journal_that_cannot_be_played_is_told(town: Town, half_way: str) -> None:
    facts = {"place": [0, 0, 99], "element": "X", "data": {}}
    for seq, kind, said in ((91, "task_completed", facts), (92, "step_taken", {"passed": []})):
        tamper(
            town,
            "INSERT INTO journal SELECT id, :seq, :kind, received_at, NULL, unit_code, digest, CAST(:facts AS jsonb)"
            " FROM dossier",
            seq=seq,
            kind=kind,
            facts=json.dumps(said),
        )

    (difference,) = checked(town, half_way).differences

    assert difference.part == "replay"
    assert "element.not_open" in difference.rebuilt


def test_an_open_incident_belongs_to_its_line_in_the_journal(town: Town) -> None:
    town.put_in_force(package("s -> A -> B -> e", seats={"B": "city department handler khong-ai-lo"}))
    dossier = town.open()
    with pytest.raises(Stuck):
        town.complete(dossier, "A")
    assert_journal_tells_all(town, dossier)

    tamper(town, "UPDATE incident SET closed_at = opened_at")

    assert parts(town, dossier) == ["incidents"]


def test_a_dossier_brought_over_from_another_system_is_skipped(town: Town, half_way: str) -> None:
    tamper(
        town,
        "INSERT INTO journal SELECT id, journal_length + 1, 'dossier_imported', received_at, NULL, unit_code,"
        " digest, '{}' FROM dossier",
    )

    assert checked(town, half_way) == Checked(half_way, is_skipped=True)


def test_a_call_is_played_again_with_the_version_that_was_called(town: Town) -> None:
    """A newer version may come into force for the whole day on which the call was made."""
    called = {"code": "L.GOI", "name": "Thủ tục được gọi"}
    town.put_in_force(package("s -> B -> e", process="Process_Goi", procedure=called))
    town.put_in_force(package("s -> k1 -> C -> e", calls={"k1": "Process_Goi"}))
    dossier = town.open()

    town.put_in_force(package("s -> D -> B -> e", process="Process_Goi", procedure=called))
    town.complete(dossier, "B")

    assert town.open_elements(dossier) == ["C"]
    assert_journal_tells_all(town, dossier)


def test_every_dossier_is_checked_in_the_order_of_codes_over_more_than_one_page(town: Town) -> None:
    town.put_in_force(package("s -> A -> e"))
    codes = [town.open() for _ in range(PAGE + 3)]
    tamper(town, "UPDATE dossier SET state = 'paused' WHERE code = :code", code=codes[-1])

    found = list(check_all(town.database, town.engine.deployments))

    assert [each.dossier for each in found] == codes
    assert [each.dossier for each in found if each.differences] == codes[-1:]


def test_a_dossier_that_moves_meanwhile_is_seen_as_it_stood(town: Town) -> None:
    town.put_in_force(library_package("1.001193"))
    for _ in range(3):
        town.open(code="1.001193")
    town.put_in_force(package("s -> A -> B -> e"))
    moving = town.open()

    checks = check_all(town.database, town.engine.deployments)
    first = next(checks)
    town.complete(moving, "A")
    rest = list(checks)

    assert [each.differences for each in (first, *rest)] == [()] * 4


def test_nothing_is_locked_while_everything_is_checked(town: Town, half_way: str) -> None:
    checks = check_all(town.database, town.engine.deployments)
    next(checks)

    with town.database.connect() as other:
        locked = other.execute(text("SELECT code FROM dossier FOR UPDATE NOWAIT")).all()
        other.rollback()

    assert locked == [(half_way,)]
    assert list(checks) == []
