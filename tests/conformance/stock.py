"""What SpiffWorkflow 3.2 does by itself with the files as betsy ships them: no normal form, no engine of ours.

Its script engine is adapted just enough: scripts log, Java-EL is read, durations need no quotes. One second of the
suite takes 20 ms of real time, for SpiffWorkflow knows no other clock. It runs a script within its own step, so the
three scripts that take time stand here as tasks: as scripts they would be wrong for the harness' sake alone.
"""

import re
import time
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from lxml import etree
from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs.event_definitions import ErrorEventDefinition

from engine.bpmn.expressions import compile_expression
from tests.conformance.adapt import BPMN, called, juel
from tests.conformance.play import Played
from tests.conformance.script import UNCAUGHT, WRITTEN, Log, change, seconds
from tests.conformance.suite import Case

SCALE = 0.02
PAUSE_SECONDS = 0.005
_TIME = re.compile(r"(R\d*/)?PT(\d+)S")


def play_stock(case: Case) -> Played:
    """Play one case."""
    root = etree.fromstring(case.content())
    scripts = {task.get("id") or "": script for task, script in _taking_time(root)}
    playing = _Playing(case, scripts)
    try:
        playing.load(root)
    except Exception as problem:  # Whatever its parser does with a file: it did not take it.
        return Played(refused=(_said(problem),))
    try:
        playing.play()
    except Exception as problem:  # A file it took and could not run.
        return Played(trace=playing.trace(), stuck=_said(problem))
    return Played(trace=playing.trace())


def _said(problem: Exception) -> str:
    first, *_ = str(problem).splitlines() or [""]
    return f"{type(problem).__name__}: {first}"[:120]


def _taking_time(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    for task in [*root.iter(f"{BPMN}scriptTask")]:
        script = (task.findtext(f"{BPMN}script") or "").strip()
        if seconds(script):
            task.tag = f"{BPMN}userTask"
            yield task, script


class _Playing:
    def __init__(self, case: Case, scripts: dict[str, str]) -> None:
        self.case = case
        self.engine = _Scripts({"test": case.text, "integerVariable": case.integer})
        self.tasks = scripts
        self.workflows: list[Any] = []
        self.began: dict[Any, float] = {}
        self.uncaught = False

    def load(self, root: etree._Element) -> None:
        parser = BpmnParser()
        parser.add_bpmn_str(etree.tostring(root))
        names = [process.get("id") for process in root.findall(f"{BPMN}process")]
        for name in [name for name in names if name not in called(root)]:
            spec, inner = parser.get_spec(name), parser.get_subprocess_specs(name)
            self.workflows.append(BpmnWorkflow(spec, inner, script_engine=self.engine))
        if self.case.second_process_first:
            self.workflows.reverse()

    def play(self) -> None:
        ends_at = time.monotonic() + self.case.wait_seconds * SCALE
        while self.step() or time.monotonic() < ends_at:
            time.sleep(PAUSE_SECONDS)

    def step(self) -> bool:
        """Let every process go as far as it can and hand over what left it; tell whether anything was handed."""
        handed = False
        for workflow in self.workflows:
            self.complete(workflow)
            workflow.do_engine_steps()
            for event in workflow.get_events():
                self.uncaught |= isinstance(event.event_definition, ErrorEventDefinition)
                for other in self.workflows:
                    if other is not workflow:
                        other.catch(event)
                        handed = True
        return handed

    def complete(self, workflow: Any) -> None:
        for task in workflow.get_tasks(state=TaskState.READY, manual=True):
            script = self.tasks.get(task.task_spec.bpmn_id, "")
            began = self.began.setdefault(task.id, time.monotonic())
            if time.monotonic() >= began + seconds(script) * SCALE:
                self.engine.log.write(script, {}, began, time.monotonic())
                task.run()

    def trace(self) -> tuple[str, ...]:
        lines = self.engine.log.trace(self.case.expected)
        return (*lines, UNCAUGHT) if self.uncaught else tuple(lines)


class _Scripts(PythonScriptEngine):  # type: ignore[misc]
    """Logs scripts and reads Java-EL over the input of the case and the data of the task."""

    def __init__(self, variables: dict[str, Any]) -> None:
        super().__init__()
        self.variables = variables
        self.log = Log()

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> Any:
        found = _TIME.fullmatch(expression.strip())
        if found:
            return f"{found[1] or ''}PT{int(found[2]) * SCALE}S"
        value = compile_expression(juel(expression)).evaluate(self.variables)
        return int(value) if isinstance(value, Decimal) else value

    def execute(self, task: Any, script: str, external_context: Any = None) -> bool:
        script = script.strip()
        self.variables |= change(script, self.variables)
        names = _variables(task.task_spec, "output" if script == "SET_STRING_DATA" else "input")
        if script == "SET_STRING_DATA":
            task.data.update(dict.fromkeys(names, WRITTEN))
        self.log.write(script, {"data": task.data.get(names[-1])}, 0, 0)
        return True


def _variables(spec: Any, side: str) -> list[str]:
    """SpiffWorkflow's names for the data that go into or come out of a task; `data` where nothing is wired."""
    wiring = getattr(spec.io_specification, f"data_{side}s", ()) if spec.io_specification else ()
    found = [*wiring, *getattr(spec, f"data_{side}_associations")]
    return [each.bpmn_id for each in found] or ["data"]
