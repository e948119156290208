"""How each engine does on the betsy engine test system (uniba-dsg/betsy, LGPL-3): 95 files, 149 cases.

How betsy is read here. A run logs one line a script; what counts is that exactly the expected lines are there, as
often as expected, in whatever order (betsy's own test class compares the two lists that way). `second_process_first`
starts the file's other process first, so that it waits; a process that another one calls is not started.
`delay_ms` is how long betsy waits before it reads the log: nothing that falls due later counts, and where it is 0
nothing but the scripts themselves takes place. `MARKER_exists` counts only where a case asks for it, as betsy does.
`ERROR` is any error of deployment or run, so a refusal and an incident are right there, and nowhere else.
A process is not asked whether it has ended: betsy does not ask either.

Five ways to play a case:
  net      the token game alone;
  pair     both engines: every step agreed by SpiffWorkflow, else the case `differs`;
  shipped  as motcua runs it: every step agreed, or net-only for a named reason; else the case `differs`;
  spiff    SpiffWorkflow alone on our normal form, with our evaluator;
  stock    SpiffWorkflow alone with the file as it is, and what it takes to run it (stock.py).

A case is `refused` where the engine names what it does not run before it runs anything, `hangs` where it had to be
stopped. Everything else that is not as expected is `wrong`, an incident included.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from engine.bpmn.certify import Verdict
from tests.conformance.child import HANGS, in_child
from tests.conformance.play import Played, play
from tests.conformance.stock import play_stock
from tests.conformance.suite import Case

ENGINES = ("net", "pair", "shipped", "spiff", "stock")
ERROR = ("ERROR",)
_INTERRUPTS = "expects the activity to go on although the event on its edge interrupts it (no cancelActivity)"
DOUBTED = {
    "events/Timer_IntermediateTimeCycleEvent.bpmn": (
        "expects four tokens out of one catch event; BPMN 2.0.2 §13.5.2 lets the waiting token go on, once"
    ),
    "activities/MultiInstance_NoneBehavior.bpmn": _INTERRUPTS,
    "activities/MultiInstance_OneBehavior.bpmn": _INTERRUPTS,
    "cfpatterns/WCP09_Structured_Discriminator_MultiInstance.bpmn": _INTERRUPTS,
    "cfpatterns/WCP12_MultipleInstancesWithoutSynchronization.bpmn": _INTERRUPTS,
}
"""Expectations that seem wrong to us, and why; they count like all others."""


class Result(StrEnum):
    """What a case came to with one engine."""

    RIGHT = "right"
    REFUSED = "refused"
    DIFFERS = "differs"
    WRONG = "wrong"
    HANGS = "hangs"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case with one engine; `reason` says what was refused, or what came instead of the expected lines."""

    case: Case
    engine: str
    result: Result
    reason: str = ""


_PLAY: dict[str, Callable[[Case], Played]] = {
    "net": partial(play, engine="net"),
    "pair": partial(play, engine="pair"),
    "shipped": partial(play, engine="pair"),
    "spiff": partial(in_child, partial(play, engine="spiff")),
    "stock": partial(in_child, play_stock),
}
_ACCEPTED = {"pair": {Verdict.AGREED}, "shipped": {Verdict.AGREED, Verdict.NET_ONLY}}


def run(case: Case, engine: str) -> Outcome:
    """Play one case with one engine and compare."""
    result, reason = _judge(case, _PLAY[engine](case), _ACCEPTED.get(engine, set(Verdict)))
    return Outcome(case, engine, result, reason)


def run_all(cases: Iterable[Case], engines: Iterable[str] = ENGINES) -> list[Outcome]:
    """Play every case with every engine."""
    chosen = tuple(engines)
    return [run(case, engine) for case in cases for engine in chosen]


def _judge(case: Case, played: Played, accepted: set[Verdict]) -> tuple[Result, str]:
    if played.refused:
        return (Result.RIGHT if case.expected == ERROR else Result.REFUSED), ", ".join(played.refused)
    if played.stuck == HANGS:
        return Result.HANGS, ""
    strange = [f"{verdict}: {why}" for verdict, why in played.verdicts.items() if verdict not in accepted]
    if strange:
        return Result.DIFFERS, "; ".join(strange)
    if played.stuck:
        return (Result.RIGHT if case.expected == ERROR else Result.WRONG), f"incident {played.stuck}"
    if sorted(played.trace) == sorted(case.expected):
        return Result.RIGHT, ""
    return Result.WRONG, f"logged {' '.join(played.trace) or 'nothing'}"
