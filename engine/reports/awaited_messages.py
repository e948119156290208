"""What a dossier waits to hear from outside: supplements, notices of other bodies."""

from dataclasses import dataclass

from engine.bpmn.definition import Definition
from engine.bpmn.run import find, places, waiting_for
from engine.bpmn.run_text import load_run
from engine.store.deployments import Deployments
from engine.store.work import Work


@dataclass(frozen=True, slots=True)
class Awaited:
    """A message, and the element that waits for it as the diagram names it."""

    message: str
    element: str
    name: str


def awaited_messages(work: Work, deployments: Deployments, dossier: str) -> list[Awaited]:
    """Return the messages that a dossier waits for now, each once."""
    row = work.run("SELECT run FROM dossier WHERE code = :dossier", {"dossier": dossier}).one()

    def definition(digest: str, process: str) -> Definition:
        return deployments.get(work, digest).processes[process]

    run = load_run(row.run, definition)
    elements = [find(run, place).definition.element(place.node) for place in places(run)]
    awaited = {name: each for each in elements for name in each.messages if waiting_for(run, name)}
    return [Awaited(message, element.id, element.name) for message, element in awaited.items()]
