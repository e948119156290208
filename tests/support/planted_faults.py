"""Faults for the token game: each replaces one function by one that does nearly the same, as a slip would."""

from collections import deque
from typing import Any

from engine.net import inclusive, step
from engine.net import net as nets
from engine.net.board import Board
from engine.net.marking import ROOT
from engine.net.net import Kind, Node, Repeat
from engine.net.question import Asks

Game = step._Game
RIGHT_ARRIVE, RIGHT_EMIT, RIGHT_CHOOSE, RIGHT_PASS = Game.arrive, Game.emit, Game.choose, Game.pass_through
RIGHT_HAPPEN, RIGHT_THROW, RIGHT_TERMINATE = Game.happen, Game.throw, Game.terminate
RIGHT_COUNT, RIGHT_GOES_ON, RIGHT_OPEN_BODY = Game.count, Game.goes_on, Game.open_body
RIGHT_CLOSE, RIGHT_CLEAR, RIGHT_LIFT = Board.close, Board.clear, Board.lift
RIGHT_UPSTREAM, RIGHT_READY = nets._upstream, inclusive.is_ready

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


def inclusive_join_does_not_wait(tokens: Any, feeding: Any) -> bool:
    return any(flow in tokens for flow in feeding)


def inclusive_join_waits_for_all(tokens: Any, feeding: Any) -> bool:
    return all(flow in tokens for flow in feeding)


def armed_events_do_not_feed_joins(flow: int, join: int, nodes: list[Node], flows: Any) -> frozenset[int]:
    places = RIGHT_UPSTREAM(flow, join, nodes, flows)
    return places - {len(flows) + node.index for node in nodes if node.host is not None}


def split_takes_the_first_flow_only(game: Any, live: Any, node: Any, flows: Any = None) -> None:
    RIGHT_EMIT(game, live, node, list(node.outgoing if flows is None else flows)[:1])


# Choices.


def default_is_taken_though_a_condition_is_true(game: Any, live: Any, node: Any, *, first_only: bool) -> Any:
    right = RIGHT_CHOOSE(game, live, node, first_only=first_only)
    return right if node.default is None else [node.default]


def default_is_taken_beside_what_is_true(game: Any, live: Any, node: Any, *, first_only: bool) -> Any:
    right = RIGHT_CHOOSE(game, live, node, first_only=first_only)
    return right if node.default in (None, *right) else [*right, node.default]


def last_true_flow_is_taken(game: Any, live: Any, node: Any, *, first_only: bool) -> Any:
    right = RIGHT_CHOOSE(game, live, node, first_only=False)
    return right[-1:] if first_only else right


def every_true_flow_is_taken(game: Any, live: Any, node: Any, *, first_only: bool) -> Any:
    return RIGHT_CHOOSE(game, live, node, first_only=False)


def first_true_flow_only_is_taken(game: Any, live: Any, node: Any, *, first_only: bool) -> Any:
    return RIGHT_CHOOSE(game, live, node, first_only=True)


def an_answer_is_remembered_for_all_instances(game: Any, live: Any, flow: int) -> bool:
    if not game.net.flows[flow].conditional:
        return True
    if (flow, ()) not in game.known:
        game.known[flow, ()] = game.answer(Asks.FLOW, flow, live)
    return bool(game.known[flow, ()])


# Events.


def events_stay_armed(board: Any, live: Any, node: Any) -> None:
    calm = [index for index in board.net.boundaries[node.index] if not board.net.nodes[index].interrupting]
    kept = [place for place in map(board.net.place_of, calm) if place in live.tokens]
    RIGHT_CLOSE(board, live, node)
    live.tokens.extend(kept)
    live.tokens.sort()


def disarmed_events_are_not_told(board: Any, live: Any, node: int) -> None:
    RIGHT_LIFT(board, live, node)
    if board.net.nodes[node].kind is Kind.BOUNDARY:
        board.closed = [token for token in board.closed if token.node != node]


def inner_scope_goes_on(board: Any, live: Any, node: Any) -> None:
    kept = {child.id: (child, list(child.tokens)) for child in board.children(live, node.index)}
    RIGHT_CLOSE(board, live, node)
    for number, (child, tokens) in kept.items():
        child.tokens = tokens
        child.host = board.net.boundaries[node.index][0]
        board.live[number] = child


def event_leaves_its_activity_open(game: Any, live: Any, event: Any) -> None:
    if event.interrupting:
        game.emit(live, event)
    else:
        RIGHT_HAPPEN(game, live, event)


def event_interrupts_though_it_must_not(game: Any, live: Any, event: Any) -> None:
    game.board.close(live, game.net.nodes[event.host])
    game.emit(live, event)


def handler_is_lost(game: Any, live: Any, event: Any) -> None:
    if event.interrupting:
        RIGHT_HAPPEN(game, live, event)
    else:
        game.board.lift(live, event.index)


def event_stays_armed_though_it_comes_once(game: Any, live: Any, event: Any) -> None:
    if event.once:
        game.emit(game.board.add(live.scope, live.id, event.index), event)
    else:
        RIGHT_HAPPEN(game, live, event)


def event_comes_once_though_it_may_come_again(game: Any, live: Any, event: Any) -> None:
    RIGHT_HAPPEN(game, live, event)
    if not event.interrupting and not event.once:
        game.board.lift(live, event.index)


def other_events_of_a_gateway_stay_armed(game: Any, live: Any, event: Any) -> None:
    if game.net.nodes[event.host].kind is Kind.CHOICE:
        for index in (event.host, event.index):
            if game.net.place_of(index) in live.tokens:
                game.board.lift(live, index)
        game.emit(live, event)
    else:
        RIGHT_HAPPEN(game, live, event)


# Errors and escalations.


def error_lets_the_others_go_on(game: Any, live: Any, node: Any) -> None:
    event = game.net.nodes[node.catcher]
    game.passed.append(node.index)
    game.board.touched[live.id] = live
    game.emit(game.around(live, event), event)


def error_that_nothing_catches_ends_its_token_only(game: Any, live: Any, node: Any) -> None:
    game.raised.append(node.index)
    game.emit(live, node)


def escalation_stops_who_raised_it(game: Any, live: Any, node: Any) -> None:
    going_on, game.moving = game.moving, deque()
    RIGHT_THROW(game, live, node)
    game.moving = going_on + deque(each for each in game.moving if each[0] is not live)


def escalation_does_not_interrupt(game: Any, live: Any, node: Any) -> None:
    event = game.net.nodes[node.catcher]
    game.passed.append(node.index)
    game.emit(game.board.add(event.scope, game.around(live, event).id, event.index), event)
    game.moving.extend((live, flow) for flow in node.outgoing)


def escalation_is_lost(game: Any, live: Any, node: Any) -> None:
    game.emit(live, node)


# Scopes.


def first_end_ends_the_sub_process(game: Any, live: Any, node: Any) -> None:
    RIGHT_PASS(game, live, node)
    if node.kind is Kind.END and live.scope != 0:
        game.board.clear(live)


def sub_process_ends_without_going_on(game: Any, live: Any) -> None:
    parent, host = game.board.live.get(live.parent), live.host
    del game.board.live[live.id]
    if live.id != ROOT:
        game.board.lift(parent, host)
        game.board.touched[parent.id] = parent


def terminate_ends_its_token_only(game: Any, live: Any) -> None:
    game.board.touched[live.id] = live


def terminate_inside_ends_everything(game: Any, live: Any) -> None:
    RIGHT_TERMINATE(game, game.board.live[ROOT])


def terminate_in_a_handler_ends_the_handler_only(game: Any, live: Any) -> None:
    game.board.clear(live)


def terminate_leaves_what_events_opened(board: Any, live: Any) -> None:
    for place in [place for place in live.tokens if board.net.node_at(place)]:
        board.lift(live, place - len(board.net.flows))
    live.tokens.clear()
    board.touched[live.id] = live


def handlers_do_not_keep_a_scope_open(game: Any) -> bool:
    while game.board.touched:
        _, live = game.board.touched.popitem()
        if game.board.is_live(live) and not live.tokens:
            game.board.clear(live)
            game.finish(live)
            return True
    return False


# Instances and rounds.


def one_instance_too_few(game: Any, live: Any, node: Any) -> int:
    total = RIGHT_COUNT(game, live, node)
    return total - 1 if node.repeat in (Repeat.PARALLEL, Repeat.SEQUENTIAL) and total > 1 else total


def no_instance_is_taken_for_one(game: Any, live: Any, node: Any) -> int:
    return max(RIGHT_COUNT(game, live, node), 1)


def loop_begins_without_asking(game: Any, live: Any, node: Any) -> int:
    return step.MAX_INSTANCES if node.repeat is Repeat.WHILE else RIGHT_COUNT(game, live, node)


def enough_is_never_enough(game: Any, live: Any, parent: Any, host: Any) -> bool:
    if host.enough:
        game.answer(Asks.ENOUGH, host.index, live)
    return host.repeat is Repeat.SEQUENTIAL and live.turn + 1 < live.total


def enough_ends_the_instance_only(game: Any, live: Any, parent: Any, host: Any) -> bool:
    others = game.others
    game.others = lambda *_: []
    follows = RIGHT_GOES_ON(game, live, parent, host)
    game.others = others
    return follows


def one_round_too_many(game: Any, live: Any, parent: Any, host: Any) -> bool:
    follows = RIGHT_GOES_ON(game, live, parent, host)
    return follows or (host.repeat is Repeat.UNTIL and live.turn == 0)


def a_sequence_ends_after_its_first(game: Any, live: Any, parent: Any, host: Any) -> bool:
    return RIGHT_GOES_ON(game, live, parent, host) and host.repeat is not Repeat.SEQUENTIAL


def a_sequence_opens_all_at_once(game: Any, live: Any, node: Any) -> None:
    total = game.count(live, node)
    if total == 0:
        game.emit(live, node)
        return
    for index in (node.index, *game.net.boundaries[node.index]):
        game.board.put(live, index)
    if node.body is not None:
        for child in [game.open_body(live, node, turn, total) for turn in range(min(total, 9))]:
            game.open_scope(child)


def every_instance_is_the_first(game: Any, live: Any, node: Any, turn: int, total: int) -> Any:
    return RIGHT_OPEN_BODY(game, live, node, 0, total)
