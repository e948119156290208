"""A dossier rebuilt from its journal alone: nothing else may be needed to know where it stands."""

from typing import Any

from engine.bpmn.advance import act, begin
from engine.bpmn.definition import Definition
from engine.bpmn.effect import Library, World
from engine.bpmn.run import Place, Run, data_after
from engine.bpmn.run_text import dump_run
from engine.store.work import reading
from tests.support.city import Town


def replay(town: Town, dossier: str) -> tuple[Run, dict[str, Any]]:
    """The live processes and the data that the journal's events lead to, one after the other."""
    run: Run = ()
    data: dict[str, Any] = {}
    for event in town.journal(dossier):
        given = event.facts.get("data", {})
        library = _library(town, event)
        if event.kind == "dossier_received":
            advance = begin(_main(town, event.digest), World(given, library, event.at))
        elif "place" in event.facts:
            place = Place(*event.facts["place"])
            data = dict(data_after(run, place, data, given))
            advance = act(run, place, World(data, library, event.at))
        else:
            continue
        run, data = advance.run, dict(advance.data)
    return run, data


def assert_journal_tells_all(town: Town, dossier: str) -> None:
    """Fail where the journal, played again, does not lead to what is stored."""
    run, data = replay(town, dossier)
    head = town.head(dossier)

    assert _as_stored(dump_run(run, town.engine.deployments.origin)) == head.run
    assert data == head.data


def _as_stored(run: dict[str, Any]) -> dict[str, Any]:
    live = [each | {"caller": each["caller"] and list(each["caller"])} for each in run["live"]]
    return run | {"live": live}


def _main(town: Town, digest: str) -> Definition:
    with reading(town.database) as work:
        return town.engine.deployments.get(work, digest).main


def _library(town: Town, event: Any) -> Library:
    def find(caller: Definition, process: str) -> Definition:
        with reading(town.database) as work:
            return town.engine.deployments.library(work, event.at)(caller, process)

    return find
