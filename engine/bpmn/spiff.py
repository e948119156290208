"""The second engine: the only module that imports SpiffWorkflow; only typed values of ours come out."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from itertools import count
from typing import Any

from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnEvent, BpmnWorkflow
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs.event_definitions import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.exceptions import WorkflowException

from engine.bpmn.spiff_xml import ALWAYS, PROCESS, element_id, event_name, is_fired, write
from engine.net.marking import is_acted_on
from engine.net.net import Kind, Net
from engine.net.question import Answer, Ask, Asks, Question, Round

SPIFF_VERSION = version("SpiffWorkflow")
_ELEMENT = re.compile(r"e(\d+)")
_QUESTIONS = 25
"""Questions for each that the token game asked in a step; with more SpiffWorkflow goes round for ever."""


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
        with _within_reach():
            workflow = BpmnWorkflow(self._spec, self._subprocesses, script_engine=_Outcomes(ask))
            return SpiffRun(self.net, workflow)


class SpiffRun:
    """One run in memory, moved by the host only; nothing of it is ever stored."""

    def __init__(self, net: Net, workflow: Any) -> None:
        self._net = net
        self._workflow = workflow
        workflow.do_engine_steps()

    def fire(self, node: int, ask: Ask, rank: int = 0) -> None:
        """Complete an open activity or fire an event; of several alike the one at `rank` in order of instances.

        Raises Disagreement where it is not open here.
        """
        self._workflow.script_engine.ask = ask
        with _within_reach():
            self._act(node, rank)
            self._workflow.do_engine_steps()

    def _act(self, node: int, rank: int) -> None:
        if is_fired(self._net.nodes[node]):
            if node not in dict(self.situation().open):
                raise Disagreement(f"event {element_id(node)} is not armed")
            self._workflow.catch(BpmnEvent(MessageEventDefinition(event_name(node)), {}))
        else:
            ready = self._workflow.get_tasks(state=TaskState.READY, manual=True)
            tasks = [task for task in ready if task.task_spec.name == element_id(node)]
            if len(tasks) <= rank:
                raise Disagreement(f"task {element_id(node)} is not open")
            tasks[rank].run()

    def situation(self) -> Situation:
        """Return what is open now."""
        ready = self._workflow.get_tasks(state=TaskState.READY, manual=True)
        waiting = self._workflow.get_tasks(state=TaskState.WAITING)
        nodes = [self._node(task) for task in (*ready, *waiting)]
        shown = [each for node in nodes if node is not None for each in self._shown(node)]
        return situation(shown, bool(self._workflow.completed))

    def _shown(self, node: int) -> list[int]:
        """An event-based gateway waits here itself, in the token game by the events behind it."""
        if self._net.nodes[node].kind is Kind.CHOICE:
            return list(self._net.boundaries[node])
        return [node] if is_acted_on(self._net.nodes[node]) else []

    def trace(self) -> list[int]:
        """Return the nodes completed so far in order of completion."""
        done = self._workflow.get_tasks(state=TaskState.COMPLETED)
        ordered = sorted(done, key=lambda task: task.last_state_change)
        return [node for node in map(self._node, ordered) if node is not None]

    def _node(self, task: Any) -> int | None:
        found = _ELEMENT.fullmatch(task.task_spec.name)
        return int(found[1]) if found else None


@contextmanager
def _within_reach() -> Iterator[None]:
    """Tell what SpiffWorkflow stumbles over: looking ahead, it walks a ring without a choice for ever."""
    try:
        yield
    except RecursionError as error:
        raise OutOfReach("SpiffWorkflow cannot run a process this long") from error
    except WorkflowException as error:
        raise Disagreement(f"{type(error).__name__}: {error}") from error


def _rounds(task: Any) -> tuple[Round, ...]:
    """Return in which instances of repeated sub-processes SpiffWorkflow asks, outermost first."""
    found: list[Round] = []
    if isinstance(task.task_spec, LoopTask) and task.internal_data.get("merged"):
        found.append(_round(task, len(task.internal_data["merged"]) - 1))
    while task is not None:
        above = task.parent
        if above is not None and isinstance(above.task_spec, LoopTask):
            instances = _instances(above)
            if task in instances:  # What follows the loop hangs from it too.
                found.append(_round(above, instances.index(task)))
        parent = task.workflow.parent_task_id
        task = None if parent is None else task.workflow.top_workflow.get_task_from_id(parent)
    return tuple(reversed(found))


def _instances(task: Any) -> list[Any]:
    return [child for child in task.children if child.task_spec.name == task.task_spec.task_spec]


def _round(task: Any, turn: int) -> Round:
    node = _ELEMENT.match(task.task_spec.name)
    instances = _instances(task)
    ended = len(task.internal_data.get("merged", []))
    total = len(instances) + len(task.internal_data.get("remaining", []))
    # The instance that asks has ended here already, for the token game it is the last thing it does.
    return Round(int(node[1]) if node else 0, turn, total, total - ended + 1)


class _Outcomes(PythonScriptEngine):  # type: ignore[misc]
    """Answers each condition with the outcome that our own evaluator computed; runs no code whatever."""

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self.ask = ask

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> int | bool:  # noqa: ARG002
        if expression == ALWAYS:
            return True
        kind = Asks(expression[0])
        value = self.ask(Question(kind, int(expression[1:]), _rounds(task)))
        return value if kind is Asks.COUNT else bool(value)

    def execute(self, task: Any, script: str, external_context: Any = None) -> bool:  # noqa: ARG002
        raise Disagreement("a script was about to run")


class Replay:
    """Answers from what the token game was answered; an answer nobody gave is a disagreement, never false.

    SpiffWorkflow asks again whenever it looks at a loop, so the last answer about one stays.
    """

    def __init__(self) -> None:
        self._lasting: dict[tuple[Asks, int], int] = {}

    def of(self, asked: Iterable[Answer]) -> Ask:
        """Return what answers during one step, in which this was asked."""
        left = list(asked)
        patience = count(_QUESTIONS * (1 + len(left)), -1)

        def ask(question: Question) -> int:
            if next(patience) == 0:
                raise Disagreement("SpiffWorkflow asks without end")
            about = (question.kind, question.subject)
            for position, answer in enumerate(left):
                if (answer.kind, answer.subject) == about:
                    if question.kind is not Asks.FLOW:
                        self._lasting[about] = answer.value
                        del left[position]
                    return answer.value
            if about not in self._lasting:
                raise Disagreement(
                    f"asked {question.kind}{question.subject}, which the token game did not need"
                )
            return self._lasting[about]

        return ask
