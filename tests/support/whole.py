"""Is a stored dossier whole? Its parts must tell one story: head, marking, tasks, timers, journal, ledger."""

from typing import Any

from engine.bpmn.definition import Definition
from engine.bpmn.run import Run, places
from engine.bpmn.run_text import load_run
from engine.store.work import reading
from tests.support.city import Town


def run_of(town: Town, dossier: str) -> Run:
    """The live processes of a dossier as stored."""
    with reading(town.database) as work:

        def find(digest: str, process: str) -> Definition:
            return town.engine.deployments.get(work, digest).processes[process]

        return load_run(town.head(dossier).run, find)


def assert_whole(town: Town, dossier: str) -> None:
    """Fail where two parts of a dossier contradict each other."""
    head, run, journal = town.head(dossier), run_of(town, dossier), town.journal(dossier)
    waiting = set(places(run))
    tasks = _places(town, "SELECT * FROM task WHERE dossier_id = :id AND closed_at IS NULL", head.id)
    timers = _places(town, "SELECT * FROM timer WHERE dossier_id = :id", head.id)
    ledger = town.rows("SELECT * FROM due_ledger WHERE dossier_id = :id ORDER BY seq", id=head.id)

    assert [row.seq for row in journal] == list(range(1, head.journal_length + 1))
    assert [row.seq for row in ledger] == list(range(1, len(ledger) + 1))
    assert head.due_at == ledger[-1].due_at
    assert tasks | timers <= waiting
    assert {place for place in waiting if _is_task(run, place)} == tasks
    assert {place for place in waiting if _has_timer(run, place)} == timers
    assert (head.state == "ended") == (run == ()) == (head.ended_at is not None)


def _places(town: Town, sql: str, dossier: Any) -> set[tuple[int, int, int]]:
    found = [(row.process, row.instance, row.node) for row in town.rows(sql, id=dossier)]
    assert len(found) == len(set(found))
    return set(found)


def _definition(run: Run, place: tuple[int, int, int]) -> Definition:
    return next(live.definition for live in run if live.number == place[0])


def _is_task(run: Run, place: tuple[int, int, int]) -> bool:
    return _definition(run, place).element(place[2]).tag == "userTask"


def _has_timer(run: Run, place: tuple[int, int, int]) -> bool:
    return _definition(run, place).element(place[2]).timers != ()
