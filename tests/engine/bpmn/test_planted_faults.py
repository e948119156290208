"""Faults planted in the token game: each is caught, by SpiffWorkflow, by the tree of blocks, or by both.

So a like fault that anybody brings in one day cannot pass (CERTIFICATION.md, mutation test).
"""

from collections.abc import Callable
from random import Random
from typing import Any, NamedTuple

import pytest

from engine.bpmn import compile as compiling
from engine.bpmn.certify import Certifier, Verdict
from engine.bpmn.definition import Definition
from engine.bpmn.diagram import Event, Process, Shape
from engine.net import net as nets
from engine.net import step
from engine.net.board import Board
from engine.net.explore import explore
from tests.support import planted_faults as faulty
from tests.support.bpmn import compiled
from tests.support.engine_campaign import Effort, Outcome, compare, examine
from tests.support.model_text import write
from tests.support.patterns import PATTERNS
from tests.support.small_models import MODELS

EFFORT = Effort(states=60, edges=40, walks=40)

SPIFF = frozenset({"SpiffWorkflow"})
BLOCKS = frozenset({"blocks"})
BOTH = SPIFF | BLOCKS


class Fault(NamedTuple):
    """What is put in place of what, the model in which it shows, and who sees it."""

    model: str
    function: str
    instead: Callable[..., Any]
    seen_by: frozenset[str] = BOTH
    owner: Any = step._Game


def outermost_catcher(process: Process, shape: Shape, event: Event) -> Shape | None:
    """The event of the outermost scope that catches, though a nearer one does."""
    found = None
    hosts = {each.id: each for each in process.shapes}
    scope = shape.scope
    while scope in hosts:
        for each in process.shapes:
            if each.attached_to == scope and any(e.name == event.name for e in each.events):
                found = each
        scope = hosts[scope].scope
    return found


FAULTS = {
    "a parallel join fires at the first token": Fault(
        "parallel", "arrive", faulty.join_fires_at_the_first_token
    ),
    "a parallel join takes one token only": Fault("parallel", "merge", faulty.join_takes_one_token_only),
    "an inclusive join passes every token on": Fault(
        "inclusive", "is_ready", faulty.inclusive_join_does_not_wait, owner=step
    ),
    "an inclusive join does not wait for a longer branch": Fault(
        "inclusive of unlike lengths", "is_ready", faulty.inclusive_join_does_not_wait, owner=step
    ),
    "an inclusive join waits for branches not taken": Fault(
        "inclusive", "is_ready", faulty.inclusive_join_waits_for_all, owner=step
    ),
    "an inclusive join takes one token only": Fault("inclusive", "merge", faulty.join_takes_one_token_only),
    "a parallel split takes the first flow only": Fault(
        "parallel", "emit", faulty.split_takes_the_first_flow_only
    ),
    "the default flow is taken though a condition is true": Fault(
        "exclusive", "choose", faulty.default_is_taken_though_a_condition_is_true
    ),
    "the default flow is taken beside what is true": Fault(
        "inclusive", "choose", faulty.default_is_taken_beside_what_is_true
    ),
    "an exclusive gateway takes the last true flow": Fault(
        "exclusive", "choose", faulty.last_true_flow_is_taken
    ),
    "an exclusive gateway takes every true flow": Fault(
        "exclusive", "choose", faulty.every_true_flow_is_taken
    ),
    "an inclusive gateway takes one true flow": Fault(
        "inclusive", "choose", faulty.first_true_flow_only_is_taken
    ),
    "an answer given in one instance is taken for another": Fault(
        "sequential instances that choose", "holds", faulty.an_answer_is_remembered_for_all_instances, BLOCKS
    ),
    "events stay armed when their task is done": Fault(
        "reminder", "close", faulty.events_stay_armed, owner=Board
    ),
    "events stay armed when another has happened": Fault(
        "timeout and reminder", "close", faulty.events_stay_armed, owner=Board
    ),
    "the host is not told of timers that no longer run": Fault(
        "timeout", "lift", faulty.disarmed_events_are_not_told, BLOCKS, Board
    ),
    "an interrupted sub-process goes on inside": Fault(
        "timeout of a sub-process", "close", faulty.inner_scope_goes_on, owner=Board
    ),
    "an interrupting event leaves its task open": Fault(
        "timeout", "happen", faulty.event_leaves_its_activity_open
    ),
    "a reminder takes its task away": Fault("reminder", "happen", faulty.event_interrupts_though_it_must_not),
    "the handler of a reminder is lost": Fault("reminder", "happen", faulty.handler_is_lost),
    "a timer that comes once stays armed": Fault(
        "reminder", "happen", faulty.event_stays_armed_though_it_comes_once
    ),
    "a notice comes once only": Fault(
        "notice", "happen", faulty.event_comes_once_though_it_may_come_again, BLOCKS
    ),
    "an event gateway leaves the other events armed": Fault(
        "event gateway", "happen", faulty.other_events_of_a_gateway_stay_armed
    ),
    "an error lets the others in its scope go on": Fault(
        "error", "throw", faulty.error_lets_the_others_go_on
    ),
    "an error lets the scope of its event sub-process go on": Fault(
        "error to an event sub-process", "throw", faulty.error_lets_the_others_go_on
    ),
    "an error is caught by the outer of two scopes": Fault(
        "error within two that catch it", "catcher_of", outermost_catcher, BLOCKS, compiling
    ),
    "an error that nothing catches ends its token only": Fault(
        "error that nothing catches", "throw", faulty.error_that_nothing_catches_ends_its_token_only
    ),
    "an escalation stops who raised it": Fault(
        "escalation that goes on", "throw", faulty.escalation_stops_who_raised_it, BLOCKS
    ),
    "an escalation does not interrupt": Fault(
        "escalation that interrupts", "throw", faulty.escalation_does_not_interrupt
    ),
    "an escalation is lost": Fault("escalation that goes on", "throw", faulty.escalation_is_lost),
    "an event sub-process does not interrupt": Fault(
        "event sub-process", "happen", faulty.event_leaves_its_activity_open
    ),
    "an event sub-process interrupts though it must not": Fault(
        "event sub-process that goes on", "happen", faulty.event_interrupts_though_it_must_not
    ),
    "nothing follows a sub-process": Fault(
        "terminate in a sub-process", "finish", faulty.sub_process_ends_without_going_on
    ),
    "a terminate end leaves its siblings": Fault(
        "terminate", "terminate", faulty.terminate_ends_its_token_only
    ),
    "a terminate end inside ends the whole process": Fault(
        "terminate in a sub-process", "terminate", faulty.terminate_inside_ends_everything
    ),
    "a terminate end in a handler ends the handler only": Fault(
        "terminate in a handler", "terminate", faulty.terminate_in_a_handler_ends_the_handler_only
    ),
    "a terminate end leaves the handlers of its scope": Fault(
        "terminate beside a reminder", "clear", faulty.terminate_leaves_what_events_opened, owner=Board
    ),
    "a scope ends while a reminder is worked on": Fault(
        "reminder", "finish_one", faulty.handlers_do_not_keep_a_scope_open
    ),
    "a sub-process ends while its handler is worked on": Fault(
        "event sub-process that goes on", "finish_one", faulty.handlers_do_not_keep_a_scope_open
    ),
    "there is one parallel instance too few": Fault(
        "parallel instances", "count", faulty.one_instance_too_few
    ),
    "there is one instance too few in a sequence": Fault(
        "sequential instances", "count", faulty.one_instance_too_few
    ),
    "no instance is taken for one": Fault("parallel instances", "count", faulty.no_instance_is_taken_for_one),
    "enough parallel instances are never enough": Fault(
        "parallel instances until enough", "goes_on", faulty.enough_is_never_enough
    ),
    "enough instances in a sequence are never enough": Fault(
        "sequential instances until enough", "goes_on", faulty.enough_is_never_enough
    ),
    "with enough instances the rest stays open": Fault(
        "parallel instances until enough", "goes_on", faulty.enough_ends_the_instance_only
    ),
    "a sequence opens all its instances at once": Fault(
        "sequential instances", "open_activity", faulty.a_sequence_opens_all_at_once
    ),
    "a sequence ends after its first instance": Fault(
        "sequential instances", "goes_on", faulty.a_sequence_ends_after_its_first
    ),
    "every instance takes itself for the first": Fault(
        "sequential instances", "open_body", faulty.every_instance_is_the_first, BLOCKS
    ),
    "a loop runs once though its condition is false": Fault(
        "loop while", "count", faulty.loop_begins_without_asking
    ),
    "a loop runs once too often": Fault("loop until", "goes_on", faulty.one_round_too_many),
}

# What blocks cannot draw, in the patterns of tests/support/patterns.py.
IN_PATTERNS = {
    "an inclusive join overlooks what an event may bring": Fault(
        "inclusive join behind an event", "_upstream", faulty.armed_events_do_not_feed_joins, SPIFF, nets
    ),
    "the first end ends a sub-process": Fault(
        "two ends inside a sub-process", "pass_through", faulty.first_end_ends_the_sub_process, SPIFF
    ),
}


def compared(model: str) -> Outcome:
    process, outcome = MODELS[model], Outcome()
    definition = compiled(write(process)).definition
    assert definition is not None
    compare(definition, process, Random(1), EFFORT, outcome)
    return outcome


def definition_of(pattern: str) -> Definition:
    definition = compiled(PATTERNS[pattern]).definition
    assert definition is not None
    return definition


def seen_by(outcome: Outcome) -> frozenset[str]:
    spiff = SPIFF if outcome.differs else frozenset()
    return spiff | (BLOCKS if outcome.strays else frozenset())


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_caught(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = FAULTS[fault]
    monkeypatch.setattr(planted.owner, planted.function, planted.instead)

    outcome = compared(planted.model)

    assert seen_by(outcome) == planted.seen_by


@pytest.mark.parametrize("fault", IN_PATTERNS)
def test_a_fault_that_shows_in_a_pattern_is_caught(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = IN_PATTERNS[fault]
    monkeypatch.setattr(planted.owner, planted.function, planted.instead)
    certifier = Certifier(definition_of(planted.model))
    certifier._graph = graph = explore(certifier.definition.net, max_states=50)

    certificates = [
        certifier.certify(None if e.source is None else graph.states[e.source], e.token, e.step)
        for e in graph.edges
    ]

    assert Verdict.DIFFERS in {certificate.verdict for certificate in certificates}


@pytest.mark.parametrize("model", MODELS)
def test_without_a_fault_nothing_differs_in_the_same_model(model: str) -> None:
    assert examine(MODELS[model], 1, EFFORT).is_right()
