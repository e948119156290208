"""Everything a dossier of one procedure version runs on: its processes, forms and facts, under one hash."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter
from hashlib import sha256
from typing import NamedTuple

from engine.bpmn.compile import NO_DECISIONS, compile_process
from engine.bpmn.decisions import Decision, read_decision
from engine.bpmn.definition import Definition, Element
from engine.bpmn.finding import Finding, error
from engine.bpmn.reader import read
from engine.errors import Broken, Stuck
from engine.model.procedure import Procedure
from engine.net.net import EVENTS
from forms import Form

PROCESS_FILE, PROCEDURE_FILE = "process.bpmn", "procedure.json"
FORMS_FOLDER, WALKS_FOLDER, DECISIONS_FOLDER = "forms/", "walks/", "decisions/"

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Deployment:
    """One version of one procedure. `digest` covers every file it was made of and names it for ever."""

    digest: str
    procedure: Procedure | None
    main: Definition
    processes: Mapping[str, Definition]
    forms: Mapping[str, Form]

    def called(self, _: Definition, process: str) -> Definition:
        """Return a process of the same file that a call activity names; Stuck where there is none."""
        if process not in self.processes:
            raise Stuck("call.not_found", process=process)
        return self.processes[process]

    def element(self, name: str) -> Element | None:
        """Return an element of any of the processes by id; one of a process in another file is not here."""
        found = (process.elements.get(name) for process in self.processes.values())
        return next((element for element in found if element is not None), None)

    def heard(self) -> frozenset["Heard"]:
        """Return what opens the main process, and what any process of it can hear once it runs."""
        elements = [(element, True) for element in self.main.starts()]
        elements += [
            (definition.element(node.index), False)
            for definition in self.processes.values()
            for node in definition.net.nodes
            if node.kind in EVENTS
        ]
        return frozenset(
            Heard(kind, name, opens)
            for element, opens in elements
            for kind, names in (("message", element.messages), ("signal", element.signals))
            for name in names
        )

    def opening(self, kind: str, name: str) -> Element:
        """Return the start event that a message or signal of a name lets happen; Broken where none does."""
        for element in self.main.starts():
            if name in (element.messages if kind == "message" else element.signals):
                return element
        raise Broken("deployment.no_opening", kind=kind, name=name)


class Heard(NamedTuple):
    """A message or signal that a deployment listens to; `opens` says that a dossier of it begins with that."""

    kind: str
    name: str
    opens: bool


@dataclass(frozen=True, slots=True)
class Processes:
    """The processes of one file: the main one and those it may call; empty where errors stand in the way."""

    main: Definition | None
    by_id: Mapping[str, Definition]
    findings: tuple[Finding, ...]


def compile_file(bpmn: bytes, decisions: Mapping[str, Decision] = NO_DECISIONS) -> Processes:
    """Read and compile a .bpmn file: its main process and every process that it calls, directly or not."""
    reading = read(bpmn)
    if reading.diagram is None:
        return Processes(None, {}, reading.findings)
    diagram = reading.diagram
    findings = list(reading.findings)
    available = {process.id: process for process in diagram.processes}
    definitions: dict[str, Definition] = {}
    main = diagram.main()
    todo = [main.id]
    while todo:
        name = todo.pop()
        if name in definitions or name not in available:
            continue
        compiled = compile_process(available[name], decisions)
        findings += compiled.findings
        if compiled.definition is not None:
            definitions[name] = compiled.definition
            todo += called_by(compiled.definition)
    cycles = _cycles(definitions)
    if cycles:
        return Processes(None, {}, (*findings, *cycles))
    return Processes(definitions.get(main.id), definitions, tuple(findings))


def called_by(definition: Definition) -> list[str]:
    """Return the ids of the processes that a process calls."""
    return [element.called for element in definition.elements.values() if element.called]


def _cycles(definitions: Mapping[str, Definition]) -> list[Finding]:
    """A process that calls itself, through whatever chain, would never end (BPMN.md §2 trap 13)."""
    calls = {name: called_by(definition) for name, definition in definitions.items()}
    try:
        TopologicalSorter(calls).prepare()
    except CycleError as found:
        ring = found.args[1][::-1]  # As found, each is called by the next.
        text = f"Các quy trình gọi lẫn nhau thành vòng ({' → '.join(ring)}); hãy bỏ một lời gọi."
        return [error("connect.call_cycle", ring[0], text)]
    return []


def assemble(files: Files) -> Deployment:
    """Build a deployment from files that every check has accepted; Broken where they do not compile any more."""
    decisions, _ = decisions_of(files)
    processes = compile_file(files[PROCESS_FILE], decisions)
    if processes.main is None:
        raise Broken("deployment.unreadable", findings=[finding.code for finding in processes.findings])
    procedure = None
    if PROCEDURE_FILE in files:
        procedure = Procedure.from_json(json.loads(files[PROCEDURE_FILE]))
    forms = {form_key(name): Form(json.loads(files[name])) for name in form_files(files)}
    return Deployment(digest_of(files), procedure, processes.main, processes.by_id, forms)


def decisions_of(files: Files) -> tuple[dict[str, Decision], list[Finding]]:
    """Read every decision table of a package by its key, and tell what was found in them."""
    decisions: dict[str, Decision] = {}
    findings: list[Finding] = []
    for name in sorted(files):
        if name.startswith(DECISIONS_FOLDER) and name.endswith(".dmn"):
            reading = read_decision(files[name])
            # The ids of a table are not on the diagram: it is found by the name of its file.
            findings += [
                replace(each, element=None, message=f"{name}: {each.message}") for each in reading.findings
            ]
            if reading.decision is not None:
                decisions[name.removeprefix(DECISIONS_FOLDER).removesuffix(".dmn")] = reading.decision
    return decisions, findings


def form_files(files: Files) -> list[str]:
    """Return the names of the files that hold forms."""
    return [name for name in sorted(files) if name.startswith(FORMS_FOLDER) and name.endswith(".json")]


def form_key(name: str) -> str:
    """Return the key under which tasks name the form of a file."""
    return name.removeprefix(FORMS_FOLDER).removesuffix(".json")


def digest_of(files: Files) -> str:
    """Return one hash over names and contents of the files, whatever their order."""
    total = sha256()
    for name in sorted(files):
        total.update(f"{name}\0{len(files[name])}\0".encode())
        total.update(files[name])
    return total.hexdigest()
