"""A condition may only read what was surely written before, on every way that leads to it (BPMN.md §4)."""

import json
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from processes.check import check
from processes.package import Package, read_package
from tests.support.packages import package

NUMBER = {"so": "integer"}
CONDITION = {"x_B": "so > 3"}


def unwritten(judged: Package) -> list[tuple[str | None, str]]:
    """(flow, name) of each finding about data."""
    return [
        (finding.element, finding.message.split("«")[2].split("»")[0])
        for finding in check(judged)
        if finding.code == "data.unwritten"
    ]


def choice(*arrows: str, **written: Any) -> Package:
    """A package that ends in a choice at x by the number `so`."""
    ends = ("x ? B -> e", "x -> C -> e")
    written = {"conditions": CONDITION, "default": {"x": "C"}, "forms": {"A": NUMBER}} | written
    return package(*arrows, *ends, **written)


def with_optional(judged: Package, form: str) -> Package:
    """The same package, nothing required in one of its forms."""
    name = f"forms/{form}.json"
    schema = json.loads(judged.files[name]) | {"required": []}
    return read_package({**judged.files, name: json.dumps(schema).encode()})


def test_a_name_written_by_the_task_before_is_written() -> None:
    assert unwritten(choice("s -> A -> x")) == []


def test_a_name_written_long_before_is_still_written() -> None:
    assert unwritten(choice("s -> A -> D -> E -> x")) == []


def test_a_name_that_no_form_writes_is_told() -> None:
    judged = choice("s -> A -> x", forms={})

    assert unwritten(judged) == [("x_B", "so")]
    assert any("chưa có biểu mẫu nào ghi" in finding.message for finding in check(judged))


def test_a_name_written_only_afterwards_is_told_with_another_sentence() -> None:
    judged = choice("s -> D -> x", forms={"B": NUMBER})

    assert unwritten(judged) == [("x_B", "so")]
    assert any("có đường đi chưa ghi" in finding.message for finding in check(judged))


def test_a_field_that_may_be_left_empty_is_not_surely_written() -> None:
    assert unwritten(with_optional(choice("s -> A -> x"), "A")) == [("x_B", "so")]


def test_every_name_of_a_condition_is_looked_at() -> None:
    judged = choice("s -> A -> x", conditions={"x_B": 'so > 3 and ket_qua = "dat"'})

    assert unwritten(judged) == [("x_B", "ket_qua")]


def test_a_name_written_on_one_of_two_ways_is_not_surely_written() -> None:
    ways = ("s -> D -> x1", "x1 ? A -> x2", "x1 -> F -> x2 -> x")
    conditions = CONDITION | {"x1_A": "true"}
    default = {"x": "C", "x1": "F"}

    one = choice(*ways, conditions=conditions, default=default)
    both = choice(*ways, conditions=conditions, default=default, forms={"A": NUMBER, "F": NUMBER})

    assert unwritten(one) == [("x_B", "so")]
    assert unwritten(both) == []


def test_a_parallel_join_has_what_any_of_its_branches_wrote() -> None:
    assert unwritten(choice("s -> p1 -> A -> p2", "p1 -> D -> p2 -> x")) == []


def test_an_inclusive_join_has_only_what_all_of_its_branches_wrote() -> None:
    judged = choice(
        "s -> D -> o1", "o1 ? A -> o2", "o1 -> F -> o2 -> x",
        conditions=CONDITION | {"o1_A": "true"}, default={"x": "C", "o1": "F"},
    )  # fmt: skip

    assert unwritten(judged) == [("x_B", "so")]


def test_a_return_loop_keeps_what_was_written_before_it() -> None:
    judged = choice("s -> A -> x3 -> D -> x4", "x4 ? x3", "x4 -> x",
                    conditions=CONDITION | {"x4_x3": "so > 1"}, default={"x": "C", "x4": "x"})  # fmt: skip

    assert unwritten(judged) == []


def test_what_only_the_loop_writes_is_not_written_at_its_first_round() -> None:
    judged = choice("s -> D -> x3 -> F -> x", "B -> x3", forms={"B": NUMBER})

    assert unwritten(judged) == [("x_B", "so")]


def test_an_event_may_come_before_its_task_has_written_anything() -> None:
    during = choice("s -> A -> e2", "b1 -> x", hosts={"b1": "A"}, timers={"b1": "P1D"})
    after = choice("s -> A -> D -> e2", "b1 -> x", hosts={"b1": "D"}, timers={"b1": "P1D"})

    assert unwritten(during) == [("x_B", "so")]
    assert unwritten(after) == []


def task(name: str, form: bool = False) -> str:
    written = f'motcua:form="{name}"' if form else ""
    return (
        f'<userTask id="{name}" name="{name}" motcua:level="commune" motcua:role="handler" '
        f'motcua:workingTime="P1D" {written}/>'
    )


def flow(source: str, target: str, condition: str = "") -> str:
    inside = f"<conditionExpression>{condition}</conditionExpression>" if condition else ""
    return f'<sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}">{inside}</sequenceFlow>'


def scoped(ends: str) -> Package:
    """s -> Sub -> x, the sub-process being `A` that writes `so` and then `ends`."""
    judged = choice("s -> D -> x", forms={})
    inside = f'<startEvent id="s2"/>{task("A", form=True)}{flow("s2", "A")}{ends}'
    text = judged.files["process.bpmn"].decode()
    text = text.replace(flow("s", "D") + flow("D", "x"), flow("s", "D") + flow("D", "Sub") + flow("Sub", "x"))
    text = text.replace("</process>", f'<subProcess id="Sub" name="Sub">{inside}</subProcess></process>')
    form = package("s -> A -> e", forms={"A": NUMBER}).files["forms/A.json"]
    return read_package({**judged.files, "process.bpmn": text.encode(), "forms/A.json": form})


def test_what_a_sub_process_surely_writes_is_written_after_it() -> None:
    assert unwritten(scoped('<endEvent id="e2"/>' + flow("A", "e2"))) == []


def test_a_sub_process_with_an_end_before_the_writing_writes_nothing_surely() -> None:
    shortcut = (
        '<endEvent id="e2"/><endEvent id="e3"/><exclusiveGateway id="x2" default="x2_A2"/>'
        + task("A2") + flow("x2", "A2") + flow("x2", "e3", "true") + flow("A2", "e2")
    )  # fmt: skip
    before = scoped(shortcut + flow("A", "x2"))
    instead = read_package(
        {
            **before.files,
            "process.bpmn": before.files["process.bpmn"]
            .replace(b'motcua:form="A"', b"")
            .replace(b'id="A2"', b'id="A2" motcua:form="A"'),
        }
    )

    assert unwritten(before) == []
    assert unwritten(instead) == [("x_B", "so")]


def calling(*arrows: str, called: str, forms: Mapping[str, Mapping[str, str]]) -> Package:
    """A package whose k and k2 call the process Q."""
    judged = choice(*arrows, calls={"k": "Q", "k2": "Q"}, forms=forms)
    text = judged.files["process.bpmn"].decode().replace("</definitions>", called + "</definitions>")
    extra = package("s -> A9 -> e", forms={"A9": NUMBER}).files["forms/A9.json"]
    return read_package({**judged.files, "process.bpmn": text.encode(), "forms/A9.json": extra})


def called_process(*inside: str) -> str:
    return f'<process id="Q" isExecutable="true"><startEvent id="s9"/><endEvent id="e9"/>{"".join(inside)}</process>'


def test_what_a_called_process_surely_writes_is_written_after_the_call() -> None:
    writer = called_process(task("A9", form=True), flow("s9", "A9"), flow("A9", "e9"))

    assert unwritten(calling("s -> k -> x", called=writer, forms={})) == []


READER = called_process(
    '<exclusiveGateway id="x9" default="x9_D9"/>', task("C9"), task("D9"), flow("s9", "x9"),
    flow("x9", "C9", "so &gt; 3"), flow("x9", "D9"), flow("C9", "e9"), flow("D9", "e9"),
)  # fmt: skip


def test_a_called_process_may_read_what_its_caller_wrote() -> None:
    assert unwritten(calling("s -> A -> k -> x", called=READER, forms={"A": NUMBER})) == []


def test_a_called_process_may_not_read_what_only_one_of_its_callers_wrote() -> None:
    judged = calling("s -> k -> A -> k2 -> x", called=READER, forms={"A": NUMBER})

    assert unwritten(judged) == [("x9_C9", "so")]


def test_a_long_chain_drawn_backwards_is_followed_to_its_end() -> None:
    names = [f"T{number}" for number in range(400)]
    backwards = [f"{one} -> {other}" for one, other in pairwise(names)][::-1]

    assert unwritten(choice(*backwards, f"{names[-1]} -> x", f"s -> A -> {names[0]}")) == []
