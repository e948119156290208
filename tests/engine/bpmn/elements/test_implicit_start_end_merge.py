import pytest

from tests.support.elements import done, draw, play, reasons


@pytest.mark.parametrize(
    "arrows", [("A -> B -> e",), ("s -> A -> B",), ("A -> B",)], ids=["start", "end", "both"]
)
def test_a_start_or_end_that_is_not_drawn_is_added(arrows: tuple[str, ...]) -> None:
    drawn = draw(*arrows)

    assert play(drawn).open == ("A",)
    assert play(drawn, done("A"), done("B")).state == "completed"
    assert reasons(drawn) == set()


def test_without_a_start_event_every_node_that_nothing_leads_to_begins() -> None:
    drawn = draw("A -> C -> e", "B -> e")

    assert play(drawn).open == ("A", "B")
    assert reasons(drawn) == set()


def test_a_ring_without_any_start_begins_at_its_first_node() -> None:
    ring = draw("A -> B -> A")

    assert play(ring).open == ("A",)
    assert play(ring, done("A"), done("B")).open == ("A",)
    assert reasons(ring) == {"SpiffWorkflow cannot run a process this long"}


def test_a_merge_without_a_gateway_opens_its_task_for_each_token() -> None:
    drawn = draw("s -> x", "x ? A -> C -> e", "x -> B -> C", default={"x": "B"})

    assert play(drawn, done("A"), x_A=True).open == ("C",)
    assert play(drawn, done("B"), x_A=False).open == ("C",)
    assert reasons(drawn) == set()


def test_a_gateway_with_no_way_out_ends_its_token() -> None:
    assert play(draw("s -> A -> p1", "s -> B -> p1"), done("A"), done("B")).state == "completed"


def test_a_process_with_nothing_in_it_but_a_start_event_ends_at_once() -> None:
    assert play(draw("s -> e")).state == "completed"
