"""Faults planted in the token game: for each, certification must say that SpiffWorkflow does otherwise.

So a like fault that anybody brings in one day cannot pass (CERTIFICATION.md, mutation test).
"""

from collections.abc import Callable
from typing import Any

import pytest

from engine.bpmn import certify
from engine.bpmn.certify import Certificate, Certifier, Verdict
from engine.net import net as nets
from engine.net import step
from engine.net.marking import ROOT
from engine.net.net import Kind
from tests.support.bpmn import compiled
from tests.support.patterns import PATTERNS

Game = step._Game
Plant = Callable[[pytest.MonkeyPatch], None]


def replacing(name: str, faulty: Callable[..., Any], owner: Any = Game) -> Plant:
    return lambda patch: patch.setattr(owner, name, faulty)


# Joins and splits.


def join_fires_at_the_first_token(game: Any, live: Any, flow: int) -> None:
    node = game.net.nodes[game.net.flows[flow].target]
    if node.kind is Kind.PARALLEL and len(node.incoming) > 1:
        live.tokens.append(flow)
        game.merge(live, node)
    else:
        RIGHT_ARRIVE(game, live, flow)


def join_takes_one_token_only(game: Any, live: Any, node: Any) -> None:
    live.tokens.remove(next(flow for flow in node.incoming if flow in live.tokens))
    game.pass_through(live, node)


def inclusive_join_does_not_wait(tokens: list[int], feeding: dict[int, frozenset[int]]) -> bool:
    return any(flow in tokens for flow in feeding)


def inclusive_join_waits_for_all(tokens: list[int], feeding: dict[int, frozenset[int]]) -> bool:
    return all(flow in tokens for flow in feeding)


def armed_events_do_not_feed_joins(flow: int, join: int, nodes: list[Any], flows: Any) -> frozenset[int]:
    places = RIGHT_UPSTREAM(flow, join, nodes, flows)
    return places - {len(flows) + node.index for node in nodes if node.host is not None}


def split_takes_the_first_flow_only(game: Any, live: Any, node: Any, flows: list[int] | None = None) -> None:
    RIGHT_EMIT(game, live, node, list(node.outgoing if flows is None else flows)[:1])


# Choices.


def default_is_taken_though_a_condition_is_true(game: Any, node: Any, *, first_only: bool) -> list[int]:
    right = RIGHT_CHOOSE(game, node, first_only=first_only)
    return right if node.default is None else [node.default]


def default_is_taken_beside_what_is_true(game: Any, node: Any, *, first_only: bool) -> list[int]:
    right = RIGHT_CHOOSE(game, node, first_only=first_only)
    return right if node.default in (None, *right) else [*right, node.default]


def last_true_flow_is_taken(game: Any, node: Any, *, first_only: bool) -> list[int]:
    return (
        RIGHT_CHOOSE(game, node, first_only=False)[-1:]
        if first_only
        else RIGHT_CHOOSE(game, node, first_only=False)
    )


def every_true_flow_is_taken(game: Any, node: Any, *, first_only: bool) -> list[int]:
    return RIGHT_CHOOSE(game, node, first_only=False)


def first_true_flow_only_is_taken(game: Any, node: Any, *, first_only: bool) -> list[int]:
    return RIGHT_CHOOSE(game, node, first_only=True)


# Events.


def events_stay_armed(game: Any, live: Any, node: Any) -> None:
    armed = [game.net.place_of(index) for index in game.net.boundaries[node.index]]
    kept = [place for place in armed if place in live.tokens]
    RIGHT_CLOSE(game, live, node)
    live.tokens.extend(kept)
    live.tokens.sort()


def inner_scope_goes_on(game: Any, live: Any, node: Any) -> None:
    children = {number: child for number, child in game.live.items() if child.host == node.index}
    tokens = {number: list(child.tokens) for number, child in children.items()}
    RIGHT_CLOSE(game, live, node)
    for number, child in children.items():
        child.tokens = tokens[number]
        child.host = game.net.boundaries[node.index][0]
        game.live[number] = child


def event_leaves_its_activity_open(game: Any, token: Any) -> None:
    node = game.net.nodes[token.node]
    if node.kind is Kind.BOUNDARY and node.interrupting:
        game.emit(game.live[token.instance], node)
    else:
        RIGHT_ACT(game, token)


def handler_is_lost(game: Any, token: Any) -> None:
    node = game.net.nodes[token.node]
    if node.kind is Kind.BOUNDARY and not node.interrupting:
        game.lift(game.live[token.instance], node.index)
    else:
        RIGHT_ACT(game, token)


def event_stays_armed_though_it_comes_once(game: Any, token: Any) -> None:
    node = game.net.nodes[token.node]
    if node.once:
        game.emit(game.add(node.scope, token.instance, node.index), node)
    else:
        RIGHT_ACT(game, token)


# Scopes.


def first_end_ends_the_sub_process(game: Any, live: Any, node: Any) -> None:
    RIGHT_PASS(game, live, node)
    if node.kind is Kind.END and live.scope != 0:
        game.clear(live)


def sub_process_ends_without_going_on(game: Any, live: Any) -> None:
    parent, host = game.live.get(live.parent), live.host
    del game.live[live.id]
    if live.id != ROOT:
        game.lift(parent, host)
        game.touched[parent.id] = parent


def terminate_ends_its_token_only(game: Any, live: Any) -> None:
    game.touched[live.id] = live


def terminate_inside_ends_everything(game: Any, live: Any) -> None:
    RIGHT_TERMINATE(game, game.live[ROOT])


def handlers_do_not_keep_the_process_open(game: Any, live: Any) -> bool:
    for child in [child for child in game.live.values() if child.parent == live.id]:
        game.remove(child)
    return False


RIGHT_ARRIVE, RIGHT_EMIT, RIGHT_CHOOSE, RIGHT_PASS = Game.arrive, Game.emit, Game.choose, Game.pass_through
RIGHT_CLOSE, RIGHT_ACT, RIGHT_TERMINATE, RIGHT_UPSTREAM = (
    Game.close_activity,
    Game.act,
    Game.terminate,
    nets._upstream,
)

FAULTS: dict[str, tuple[str, Plant]] = {
    "a parallel join fires at the first token": (
        "parallel consultation",
        replacing("arrive", join_fires_at_the_first_token),
    ),
    "a parallel join takes one token only": (
        "parallel consultation",
        replacing("merge", join_takes_one_token_only),
    ),
    "an inclusive join passes every token on": (
        "inclusive consultation",
        replacing("_is_ready", inclusive_join_does_not_wait, step),
    ),
    "an inclusive join does not wait for a longer branch": (
        "inclusive join of unlike lengths",
        replacing("_is_ready", inclusive_join_does_not_wait, step),
    ),
    "an inclusive join waits for branches not taken": (
        "inclusive consultation",
        replacing("_is_ready", inclusive_join_waits_for_all, step),
    ),
    "an inclusive join takes one token only": (
        "inclusive consultation",
        replacing("merge", join_takes_one_token_only),
    ),
    "an inclusive join overlooks what an event may bring": (
        "inclusive join behind an event",
        replacing("_upstream", armed_events_do_not_feed_joins, nets),
    ),
    "a parallel split takes the first flow only": (
        "parallel consultation",
        replacing("emit", split_takes_the_first_flow_only),
    ),
    "the default flow is taken though a condition is true": (
        "exclusive default",
        replacing("choose", default_is_taken_though_a_condition_is_true),
    ),
    "the default flow is taken beside what is true": (
        "inclusive consultation",
        replacing("choose", default_is_taken_beside_what_is_true),
    ),
    "an exclusive gateway takes the last true flow": (
        "exclusive choice",
        replacing("choose", last_true_flow_is_taken),
    ),
    "an exclusive gateway takes every true flow": (
        "exclusive choice",
        replacing("choose", every_true_flow_is_taken),
    ),
    "an inclusive gateway takes one true flow": (
        "inclusive consultation",
        replacing("choose", first_true_flow_only_is_taken),
    ),
    "events stay armed when their task is done": (
        "reminder once",
        replacing("close_activity", events_stay_armed),
    ),
    "an interrupted sub-process goes on inside": (
        "overdue sub-process is taken away",
        replacing("close_activity", inner_scope_goes_on),
    ),
    "an interrupting event leaves its task open": (
        "overdue task is taken away",
        replacing("act", event_leaves_its_activity_open),
    ),
    "the handler of a reminder is lost": ("reminder once", replacing("act", handler_is_lost)),
    "a timer that comes once stays armed": (
        "reminder once",
        replacing("act", event_stays_armed_though_it_comes_once),
    ),
    "the first end ends a sub-process": (
        "two ends inside a sub-process",
        replacing("pass_through", first_end_ends_the_sub_process),
    ),
    "nothing follows a sub-process": ("sub-process", replacing("finish", sub_process_ends_without_going_on)),
    "a terminate end leaves its siblings": (
        "terminate ends all",
        replacing("terminate", terminate_ends_its_token_only),
    ),
    "a terminate end inside ends the whole process": (
        "terminate inside a sub-process",
        replacing("terminate", terminate_inside_ends_everything),
    ),
    "a process ends while a reminder is worked on": (
        "reminder once",
        replacing("has_children", handlers_do_not_keep_the_process_open),
    ),
}


def certificates(pattern: str) -> list[Certificate]:
    definition = compiled(PATTERNS[pattern]).definition
    assert definition is not None
    return Certifier(definition).certify_graph()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_caught_by_certification(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pattern, plant = FAULTS[fault]
    plant(monkeypatch)
    # A faulty game may open more and more; what is wrong shows long before.
    monkeypatch.setattr(certify, "MAX_STATES_TO_REHEARSE", 50)

    verdicts = {certificate.verdict for certificate in certificates(pattern)}

    assert Verdict.DIFFERS in verdicts


@pytest.mark.parametrize("pattern", sorted({pattern for pattern, _ in FAULTS.values()}))
def test_without_the_fault_the_same_pattern_agrees(pattern: str) -> None:
    assert {certificate.verdict for certificate in certificates(pattern)} == {Verdict.AGREED}
