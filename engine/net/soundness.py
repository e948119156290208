"""The proof that a process can always end properly, or the walk that shows where it cannot (BPMN.md §4)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain

from engine.net.explore import Graph, explore, is_safe
from engine.net.marking import ENDED, ROOT, Marking
from engine.net.net import Kind, Net, Node, build


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that can go wrong: `kind`, the element it shows at, and the elements passed on the way there.

    Kinds: `deadlock` (tokens wait for ever), `unsafe` (two tokens on one flow or element), `endless` (a ring
    that nobody stops), `no_end` (the end cannot be reached any more), `dead` (an element never entered),
    `early_end` (an end event is reached while work goes on elsewhere; BPMN permits it), `undecided`.
    """

    kind: str
    element: str
    trace: tuple[str, ...]


def prove(net: Net, stop: Callable[[], bool] = lambda: False) -> list[Fault]:
    """Examine every scope on its own, a sub-process being one activity outside; no fault means sound."""
    faults: list[Fault] = []
    for scope in range(len(net.starts)):
        view = scope_view(net, scope)
        graph = explore(view, stop=stop, expands=_all_safe)
        for fault in _examine(view, graph):
            faults.append(replace(fault, trace=(*_way_into(net, scope), *fault.trace)))
    return faults


def scope_view(net: Net, scope: int) -> Net:
    """Cut one scope out of a net; its sub-processes become plain activities, element ids stay."""
    caught = {node.catcher for node in net.nodes if node.kind is Kind.RAISE} | _caught_from_calls(net)
    inside = [node for node in net.nodes if node.scope == scope]
    number = {node.index: position for position, node in enumerate(inside)}
    flows = [flow for flow in net.flows if flow.source in number and flow.target in number]
    flow_number = {flow.index: position for position, flow in enumerate(flows)}
    nodes = [
        replace(
            node,
            index=number[node.index],
            scope=0,
            kind=_kind_alone(net, node),
            body=None,
            repeat=None,
            enough=False,
            catcher=None,
            # What nothing inside can raise never happens: the event stays armed and its handler is dead.
            inner=node.inner and node.index not in caught,
            host=None if node.host is None else number[node.host],
            default=None if node.default is None else flow_number[node.default],
            alone=False,
        )
        for node in inside
    ]
    moved = [
        replace(flow, index=flow_number[flow.index], source=number[flow.source], target=number[flow.target])
        for flow in flows
    ]
    return build(nodes, moved, [number[net.starts[scope]]])


def _caught_from_calls(net: Net) -> set[int]:
    """Events around a call activity may catch what the called process raises."""
    hosts = {node.body: node for node in net.nodes if node.body is not None}
    caught: set[int] = set()
    for node in net.nodes:
        around = hosts.get(node.scope) if node.kind is Kind.CALL else None
        while around is not None:
            caught.update(net.boundaries[around.index])
            around = hosts.get(around.scope)
    return caught


def _kind_alone(net: Net, node: Node) -> Kind:
    """What a node of a scope is when nothing is around it: what leaves the scope by being caught ends it."""
    if node.kind is Kind.SCOPE:
        return Kind.TASK
    if node.kind is Kind.RAISE:
        leaves = node.fatal or (node.catcher is not None and net.nodes[node.catcher].interrupting)
        return Kind.TERMINATE if leaves else Kind.PASS
    return node.kind


def _all_safe(marking: Marking) -> bool:
    return all(is_safe(instance) for instance in marking)


def _way_into(net: Net, scope: int) -> tuple[str, ...]:
    """Elements passed on a shortest way, through all scopes around, to the activity that opens this scope."""
    if scope == 0:
        return ()
    host = next(node for node in net.nodes if node.body == scope)
    outside = scope_view(net, host.scope)
    place = outside.place_of(outside.index_of(host.id))
    graph = explore(outside, max_states=1_000, expands=_all_safe)
    for state, marking in enumerate(graph.states):
        if any(place in instance.tokens for instance in marking):
            return (*_way_into(net, host.scope), *_trace(outside, graph, state))
    return ()


def _examine(net: Net, graph: Graph) -> list[Fault]:
    faults = [
        *(
            Fault("endless", element, _trace(net, graph, state) if state is not None else ())
            for state, element in graph.endless
        ),
        *_unsafe(net, graph),
        *_deadlocks(net, graph),
    ]
    if not graph.complete:
        return [*_first_a_place(faults), Fault("undecided", net.nodes[net.starts[0]].id, ())]
    # What follows from a fault already found (dead elements behind a deadlock) would only hide the cause.
    if not faults:
        faults = [*_without_end(net, graph), *_dead(net, graph)]
    return _first_a_place([*faults, *_early_ends(net, graph)])


def _first_a_place(faults: list[Fault]) -> list[Fault]:
    """Keep the first (so the shortest) walk for each kind of fault at each element."""
    return list({(fault.kind, fault.element): fault for fault in reversed(faults)}.values())[::-1]


def _trace(net: Net, graph: Graph, state: int) -> tuple[str, ...]:
    passed = chain.from_iterable(edge.step.passed for edge in graph.way_to(state))
    return tuple(net.nodes[index].id for index in passed if not net.nodes[index].synthetic)


def _unsafe(net: Net, graph: Graph) -> list[Fault]:
    return [
        Fault("unsafe", _element(net, place), _trace(net, graph, state))
        for state, marking in enumerate(graph.states)
        for instance in marking
        for place in sorted({place for place in instance.tokens if instance.tokens.count(place) > 1})[:1]
    ]


def _element(net: Net, place: int) -> str:
    """The element a person would point at: the open node itself, or the join before which a token waits."""
    node = net.node_at(place)
    if node is None:
        node = net.nodes[net.flows[place].target]
    return node.id


def _first_place(marking: Marking) -> int:
    """Where a token stands; the process itself may have none left while the handler of an event goes on."""
    return next(place for instance in marking for place in instance.tokens)


def _deadlocks(net: Net, graph: Graph) -> list[Fault]:
    moving = {edge.source for edge in graph.edges} | {state for state, _ in graph.endless}
    return [
        Fault("deadlock", _element(net, _first_place(marking)), _trace(net, graph, state))
        for state, marking in enumerate(graph.states)
        if marking != ENDED and state not in moving and _all_safe(marking) and graph.complete
    ]


def _without_end(net: Net, graph: Graph) -> list[Fault]:
    before: dict[int, list[int]] = {}
    for edge in graph.edges:
        if edge.source is not None:
            before.setdefault(edge.target, []).append(edge.source)
    todo = [state for state, marking in enumerate(graph.states) if marking == ENDED]
    ending = set(todo)
    while todo:
        for state in before.get(todo.pop(), []):
            if state not in ending:
                ending.add(state)
                todo.append(state)
    lost = next((state for state in range(len(graph.states)) if state not in ending), None)
    if lost is None:
        return []
    return [Fault("no_end", _element(net, _first_place(graph.states[lost])), _trace(net, graph, lost))]


def _dead(net: Net, graph: Graph) -> list[Fault]:
    passed = set(chain.from_iterable(edge.step.passed for edge in graph.edges))
    return [
        Fault("dead", node.id, ()) for node in net.nodes if node.index not in passed and not node.synthetic
    ]


def _early_ends(net: Net, graph: Graph) -> list[Fault]:
    handlers = {node.index for node in net.nodes if node.alone}
    own = {node.index for node in net.nodes if node.kind is Kind.END and not _only_after(net, node, handlers)}
    faults = []
    for edge in graph.edges:
        rest = next((i for i in graph.states[edge.target] if i.id == ROOT), None)
        early = [index for index in edge.step.passed if index in own]
        if early and rest is not None and rest.tokens:
            way = _trace(net, graph, edge.target)
            faults.append(Fault("early_end", net.nodes[early[0]].id, way))
    return faults


def _only_after(net: Net, end: Node, handlers: set[int]) -> bool:
    """Tell whether an end event can be reached only through the handler of a non-interrupting event."""
    seen: set[int] = set()
    todo = [end.index]
    while todo:
        node = net.nodes[todo.pop()]
        if node.index in seen or node.index in handlers:
            continue
        seen.add(node.index)
        if node.kind is Kind.START:
            return False
        todo.extend(net.flows[flow].source for flow in node.incoming)
        if node.host is not None:
            todo.append(node.host)
    return True
