"""The second engine: the only module that imports SpiffWorkflow; only typed values of ours come out."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnEvent, BpmnWorkflow
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs.event_definitions import MessageEventDefinition
from SpiffWorkflow.exceptions import WorkflowException

from engine.bpmn.spiff_xml import ALWAYS, PROCESS, element_id, event_name, flow_id, write
from engine.net.net import Kind, Net
from engine.net.step import Ask

SPIFF_VERSION = version("SpiffWorkflow")
_ELEMENT = re.compile(r"e(\d+)")


class Disagreement(Exception):
    """SpiffWorkflow cannot do what the token game did; the text says what it would not do."""


class OutOfReach(Disagreement):
    """SpiffWorkflow recurses along the model, so it can neither read nor run one of some 480 steps in a row."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What SpiffWorkflow has open: how often each node is open or armed, and whether it has ended."""

    open: tuple[tuple[int, int], ...]
    ended: bool


def situation(nodes: Iterable[int], ended: bool) -> Situation:
    """Make a comparable situation from the open nodes, one entry a token."""
    return Situation(tuple(sorted(Counter(nodes).items())), ended)


class SpiffNet:
    """A net as SpiffWorkflow parsed it, once; `begin` opens any number of runs."""

    def __init__(self, net: Net) -> None:
        parser = BpmnParser()
        parser.add_bpmn_str(write(net))
        self.net = net
        try:
            self._spec = parser.get_spec(PROCESS)
            self._subprocesses = parser.get_subprocess_specs(PROCESS)
        except ValidationException as error:
            if isinstance(error.__context__, RecursionError):
                raise OutOfReach("SpiffWorkflow cannot read a process this long") from error
            raise

    def begin(self, ask: Ask) -> "SpiffRun":
        """Open a run and let its first token go until it waits."""
        return SpiffRun(self.net, BpmnWorkflow(self._spec, self._subprocesses, script_engine=_Outcomes(ask)))


class SpiffRun:
    """One run in memory, moved by the host only; nothing of it is ever stored."""

    def __init__(self, net: Net, workflow: Any) -> None:
        self._net = net
        self._workflow = workflow
        self._settle()

    def fire(self, node: int, ask: Ask) -> None:
        """Complete an open activity or fire an event. Raises Disagreement where it is not open here."""
        self._workflow.script_engine.ask = ask
        if self._net.nodes[node].kind in (Kind.CATCH, Kind.BOUNDARY):
            if node not in dict(self.situation().open):
                raise Disagreement(f"event {element_id(node)} is not armed")
            self._workflow.catch(BpmnEvent(MessageEventDefinition(event_name(node)), {}))
        else:
            ready = self._workflow.get_tasks(state=TaskState.READY, manual=True)
            task = next((task for task in ready if task.task_spec.name == element_id(node)), None)
            if task is None:
                raise Disagreement(f"task {element_id(node)} is not open")
            task.run()
        self._settle()

    def situation(self) -> Situation:
        """Return what is open now."""
        ready = self._workflow.get_tasks(state=TaskState.READY, manual=True)
        waiting = self._workflow.get_tasks(state=TaskState.WAITING)
        nodes = [self._node(task) for task in (*ready, *waiting)]
        kinds = (Kind.TASK, Kind.CALL, Kind.CATCH, Kind.BOUNDARY)
        open_nodes = [node for node in nodes if node is not None and self._net.nodes[node].kind in kinds]
        return situation(open_nodes, bool(self._workflow.completed))

    def trace(self) -> list[int]:
        """Return the nodes completed so far in order of completion."""
        done = self._workflow.get_tasks(state=TaskState.COMPLETED)
        ordered = sorted(done, key=lambda task: task.last_state_change)
        return [node for node in map(self._node, ordered) if node is not None]

    def _node(self, task: Any) -> int | None:
        found = _ELEMENT.fullmatch(task.task_spec.name)
        return int(found[1]) if found else None

    def _settle(self) -> None:
        try:
            self._workflow.do_engine_steps()
        except RecursionError as error:
            raise OutOfReach("SpiffWorkflow cannot run a process this long") from error
        except WorkflowException as error:
            raise Disagreement(f"{type(error).__name__}: {error}") from error


class _Outcomes(PythonScriptEngine):  # type: ignore[misc]
    """Answers each condition with the outcome that our own evaluator computed; runs no code whatever."""

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self.ask = ask

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> bool:  # noqa: ARG002
        return expression == ALWAYS or self.ask(int(expression.removeprefix(flow_id(0)[:-1])))

    def execute(self, task: Any, script: str, external_context: Any = None) -> bool:  # noqa: ARG002
        raise Disagreement("a script was about to run")


def replaying(asked: Iterable[tuple[int, bool]]) -> Ask:
    """Answer from outcomes already computed; an outcome nobody computed is a disagreement, never false."""
    known = dict(asked)

    def ask(flow: int) -> bool:
        if flow not in known:
            raise Disagreement(f"asked for the outcome of {flow_id(flow)}, which the token game did not need")
        return known[flow]

    return ask
