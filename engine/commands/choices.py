"""What a person can decide by hand in place of an expression that failed: which way on, or a table's results."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from engine.bpmn.definition import Definition
from engine.bpmn.normalise import drawn
from engine.bpmn.seen import name_of
from engine.errors import Refused
from engine.net.net import Kind, Node
from engine.store.deployments import Deployments
from engine.store.work import Work


class Way(NamedTuple):
    """A flow out of a gateway: its id, what is written on it or where it leads, and whether it is the default."""

    flow: str
    text: str
    is_default: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """What stands open at a stuck element: `ways` out of a gateway (`several` where more than one may be taken),
    or the names of the `results` of a decision table. Both empty where nothing can be decided in its place.
    """

    ways: tuple[Way, ...] = ()
    several: bool = False
    element: str = ""
    results: tuple[str, ...] = ()

    def forced(self, flows: Collection[str], data: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answers that a choice comes to, as `World.forced` wants them.

        Refused `step.unknown_way`, `step.one_way` where not exactly one way is chosen (or, of several, the
        default with another), `step.needs_results` where the data are not those of the table.
        """
        if self.results:
            if set(data) != set(self.results):
                raise Refused("step.needs_results", names=", ".join(self.results))
            return {self.element: dict(data)}
        known = {way.flow: way for way in self.ways}
        unknown = sorted(set(flows) - known.keys())
        if unknown:
            raise Refused("step.unknown_way", flows=unknown)
        alone = not self.several or any(known[flow].is_default for flow in flows)
        if not flows or (alone and len(flows) > 1):
            raise Refused("step.one_way", step=self.element)
        return {way.flow: int(way.flow in flows) for way in self.ways if not way.is_default}


def processes_of(work: Work, deployments: Deployments, digest: str, run: Any) -> list[Definition]:
    """Return every process of the files that a dossier with this stored run runs on."""
    digests = dict.fromkeys((digest, *(live["of"] for live in run["live"])))
    return [each for known in digests for each in deployments.get(work, known).processes.values()]


def choices(definitions: Iterable[Definition], element: str | None) -> Choices:
    """Return what can be decided at an element as drawn, or at the gateway that a flow leaves."""
    for definition in definitions:
        for node in definition.net.nodes:
            if node.index in definition.decisions and drawn(node.id) == element:
                return Choices(
                    element=element, results=tuple(sorted(definition.decisions[node.index].writes))
                )
            if _is_meant(definition, node, element):
                ways = tuple(_ways(definition, node))
                return Choices(ways, node.kind is Kind.INCLUSIVE, element=drawn(node.id))
    return Choices()


def _is_meant(definition: Definition, node: Node, element: str | None) -> bool:
    names = {drawn(node.id), *(definition.net.flows[flow].id for flow in node.outgoing)}
    return node.kind in (Kind.EXCLUSIVE, Kind.INCLUSIVE) and len(node.outgoing) > 1 and element in names


def _ways(definition: Definition, node: Node) -> Iterable[Way]:
    net = definition.net
    for index in node.outgoing:
        flow = net.flows[index]
        if flow.conditional or index == node.default:
            condition = definition.conditions.get(index)
            target = name_of(definition, net.nodes[flow.target].id)
            text = target if condition is None else f"{target} ({condition.source})"
            yield Way(flow.id, text, index == node.default)
