"""What is stored of a run after a thousand rounds of anything that repeats: at most a kilobyte beside the data."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from engine.bpmn.advance import act, begin
from engine.bpmn.definition import Definition
from engine.bpmn.deployment import compile_file
from engine.bpmn.effect import World
from engine.bpmn.run import Place, Run, data_after, find, places
from engine.bpmn.run_text import RUN_FORMAT, dump_run, load_run
from engine.errors import Broken
from tests.support.elements import draw, loop, many, timer

ROUNDS, LARGEST_BYTES = 1_000, 1_024
DIGEST = "a" * 64
IN_S = {"s2": "S", "T": "S", "U": "S", "e2": "S"}

REPEATED = {
    "a task sent back": (
        draw("s -> A -> x -> e", "x ? A", conditions={"x_A": "lai"}, default={"x": "e"}),
        "A",
    ),
    "a standard loop": (draw("s -> A -> e", content={"A": loop("lai")}), "A"),
    "a loop that asks before": (draw("s -> A -> e", content={"A": loop("lai", before=True)}), "A"),
    "a loop around two tasks": (
        draw("s -> S -> e", "s2 -> T -> U -> e2", inside=IN_S, content={"S": loop("lai")}),
        "T U",
    ),
    "one instance after the other": (
        draw("s -> A -> e", content={"A": many(str(ROUNDS), one_by_one=True)}),
        "A",
    ),
    "one entry of a list after the other": (
        draw("s -> A -> e", content={"A": many(over="don_vi", one_by_one=True)}),
        "A",
    ),
    "a reminder that comes again": (
        draw(
            "s -> A -> e",
            "b1 -> H -> e2",
            hosts={"b1": "A"},
            calm={"b1"},
            content={"b1": timer("R/P1D", "timeCycle")},
        ),
        "b1 H",
    ),
    "an event handler that comes again": (
        draw(
            "s -> A -> e",
            extra='<subProcess id="V" triggeredByEvent="true"><startEvent id="v1" isInterrupting="false">'
            '<messageEventDefinition messageRef="m_x"/></startEvent><userTask id="T"/>'
            '<sequenceFlow id="f" sourceRef="v1" targetRef="T"/></subProcess>',
        ),
        "v1 T",
    ),
}


def main(content: bytes) -> Definition:
    definition = compile_file(content).main
    assert definition is not None
    return definition


def place_of(run: Run, element: str) -> Place:
    found = [
        each for each in places(run) if find(run, each).definition.element(each.node).id.startswith(element)
    ]
    assert found, (element, [find(run, each).definition.element(each.node).id for each in places(run)])
    return found[0]


def stored(run: Run) -> int:
    """Bytes of what is stored of a run, the name of its deployment among them."""
    return len(json.dumps(dump_run(run, lambda _: DIGEST)).encode())


def played(run: Run, data: Mapping[str, Any], element: str) -> Run:
    place = place_of(run, element)
    return act(run, place, World(data_after(run, place, data, {}), no_library)).run


def no_library(_: Definition, process: str) -> Definition:
    raise AssertionError(f"nothing calls {process} here")


@pytest.mark.parametrize("name", REPEATED)
def test_a_thousand_rounds_leave_no_more_than_a_kilobyte_and_no_more_than_ten(name: str) -> None:
    content, elements = REPEATED[name]
    data = {"lai": True, "don_vi": list(range(ROUNDS))}
    run = begin(main(content), World(data, no_library)).run
    sizes = []

    for _ in range(ROUNDS - 1):
        for element in elements.split():
            run = played(run, data, element)
        sizes.append(stored(run))

    assert run
    assert max(sizes) <= LARGEST_BYTES
    # Only the number of the round itself may need more digits.
    assert sizes[-1] - sizes[9] <= 8


def test_a_run_of_an_unknown_format_is_refused_by_name() -> None:
    run = begin(main(REPEATED["a standard loop"][0]), World({"lai": True}, no_library)).run
    newer = dump_run(run, lambda _: DIGEST) | {"format": RUN_FORMAT + 1}

    with pytest.raises(Broken, match=r"run\.unknown_format"):
        load_run(newer, lambda *_: run[0].definition)


def test_a_run_written_before_instances_had_turns_is_still_read() -> None:
    """Markings of version 0.1.0 name neither turn nor total."""
    definition = main(draw("s -> S -> e", "s2 -> T -> e2", inside={"s2": "S", "T": "S", "e2": "S"}))
    run = begin(definition, World({}, no_library)).run
    old = dump_run(run, lambda _: DIGEST)

    assert [each["marking"].count(",") for each in old["live"]] == [6]
    assert load_run(old, lambda *_: definition) == run
