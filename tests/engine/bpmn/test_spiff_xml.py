import pytest
from lxml import etree

from engine.bpmn.spiff_xml import ALWAYS, MODEL, element_id, event_name, flow_id, write
from engine.net.net import Net
from tests.support.bpmn import Drawing, compiled, definition
from tests.support.patterns import PATTERNS


def written(net: Net) -> etree._Element:
    return etree.fromstring(write(net))


def tagged(root: etree._Element, tag: str) -> list[etree._Element]:
    return list(root.iter(f"{{{MODEL}}}{tag}"))


def test_ids_are_numbers_whatever_they_were_drawn_as() -> None:
    net = definition("s -> A -> e", drawing=Drawing(tags={"A": "manualTask"})).net

    ids = {element.get("id") for element in written(net).iter() if element.get("id")}

    assert ids == {"p", element_id(0), element_id(1), element_id(2), flow_id(0), flow_id(1)}


def test_a_condition_is_the_number_of_its_flow_and_never_its_text() -> None:
    drawing = Drawing(conditions={"x_A": "fee > 9 ** 9"}, default={"x": "e"})
    net = definition("s -> x", "x ? A -> e", "x -> e", drawing=drawing).net

    conditions = [element.text for element in tagged(written(net), "conditionExpression")]

    assert conditions == [flow_id(1)]


def test_a_flow_out_of_a_split_that_needs_no_condition_is_always_taken() -> None:
    net = definition("s -> A ? B", "A -> C").net

    conditions = {element.text for element in tagged(written(net), "conditionExpression")}

    assert ALWAYS in conditions
    assert len(conditions) == 2


def test_timers_and_messages_become_messages_that_the_host_fires() -> None:
    drawing = Drawing(hosts={"b1": "A"}, timers={"b1": "P1D"}, calm=("b1",))
    net = definition("s -> A -> c1 -> e", "b1 -> e", drawing=drawing).net
    root = written(net)

    names = {element.get("name") for element in tagged(root, "message")}

    assert names == {event_name(net.index_of("b1")), event_name(net.index_of("c1"))}
    assert tagged(root, "timerEventDefinition") == []
    assert tagged(root, "boundaryEvent")[0].get("cancelActivity") == "false"


def test_a_message_that_is_sent_is_a_task_there_which_the_host_completes_when_all_have_heard() -> None:
    net = definition("s -> A -> u1").net
    root = written(net)

    assert tagged(root, "message") == []
    assert element_id(net.index_of("u1")) in [each.get("id") for each in tagged(root, "userTask")]
    assert len(tagged(root, "endEvent")) == 1


def test_a_call_is_a_task_there() -> None:
    net = definition("s -> C -> e", drawing=Drawing(calls={"C": "Q"})).net

    assert [element.get("id") for element in tagged(written(net), "userTask")] == [
        element_id(net.index_of("C"))
    ]


def test_a_sub_process_holds_what_is_inside_it() -> None:
    net = definition(
        "s -> S -> e", "s2 -> T -> e2", drawing=Drawing(inside={"s2": "S", "T": "S", "e2": "S"})
    ).net
    inner = tagged(written(net), "subProcess")[0]

    assert [element.get("id") for element in tagged(inner, "userTask")] == [element_id(net.index_of("T"))]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_node_and_flow_of_a_net_is_written_once(pattern: str) -> None:
    drawn = compiled(PATTERNS[pattern]).definition
    assert drawn is not None

    ids = [element.get("id") for element in written(drawn.net).iter() if element.get("id")]

    assert len(ids) == len(set(ids))
    assert {element_id(node.index) for node in drawn.net.nodes} <= set(ids)
    assert {flow_id(flow.index) for flow in drawn.net.flows} <= set(ids)
