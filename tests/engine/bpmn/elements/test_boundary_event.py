import pytest

from tests.support.elements import (
    Step,
    about,
    done,
    draw,
    heard,
    later,
    many,
    play,
    reasons,
    received,
    timer,
    when,
    working,
)

HAPPENS = {
    "message": (about("message"), received("x")),
    "timer": (timer("P2D"), later("P2D")),
    "working time": (working("P2D"), later("P7D")),
    "signal": (about("signal"), heard("x")),
    "conditional": (when("khan = true"), done("B", khan=True)),
}


def beside(host: str, event: str, *, calm: bool = False, **drawing: dict[str, str]) -> bytes:
    """A process whose task A is watched by an event, beside a task B; after the event comes a task R."""
    hosted = {
        "hosts": {"b": host},
        "calm": ("b",) if calm else (),
        "content": {"b": event} | drawing.pop("content", {}),
    }
    return draw("s -> p1 -> A -> p2 -> e", "p1 -> B -> p2", "b -> R -> e2", **hosted, **drawing)


@pytest.mark.parametrize("kind", HAPPENS)
def test_an_interrupting_event_closes_its_activity_alone(kind: str) -> None:
    event, happens = HAPPENS[kind]
    drawn = beside("A", event)

    left = () if kind == "conditional" else ("B",)
    assert play(drawn, happens, khan=False).open == (*left, "R")
    assert "b" in play(drawn, happens, khan=False).trace


@pytest.mark.parametrize("kind", HAPPENS)
def test_a_calm_event_leaves_its_activity_open(kind: str) -> None:
    event, happens = HAPPENS[kind]
    drawn = beside("A", event, calm=True)

    left = () if kind == "conditional" else ("B",)
    assert play(drawn, happens, khan=False).open == ("A", *left, "R")


@pytest.mark.parametrize("kind", HAPPENS)
def test_both_engines_interrupt_alike(kind: str) -> None:
    event, _ = HAPPENS[kind]

    assert reasons(draw("s -> A -> e", "b -> R -> e2", hosts={"b": "A"}, content={"b": event})) == set()


@pytest.mark.parametrize("kind", ["timer", "conditional"])
def test_a_calm_event_of_time_or_condition_happens_once(kind: str) -> None:
    event, _ = HAPPENS[kind]
    drawn = draw("s -> A -> e", "b -> R -> e2", hosts={"b": "A"}, calm=("b",), content={"b": event})

    assert play(drawn, later("P9D"), khan=True).open == ("A", "R")
    assert play(drawn, later("P9D"), done("R"), later("P9D"), khan=True).open == ("A",)
    assert reasons(drawn) == set()


@pytest.mark.parametrize(
    ("event", "happens"), [(about("message"), received("x")), (about("signal"), heard("x"))]
)
def test_a_calm_message_or_signal_may_come_again_which_is_net_only(event: str, happens: Step) -> None:
    drawn = draw("s -> A -> e", "b -> R -> e2", hosts={"b": "A"}, calm=("b",), content={"b": event})

    assert play(drawn, happens, done("R"), happens).open == ("A", "R")
    assert reasons(drawn) == {"b: SpiffWorkflow arms a repeatable non-interrupting event only once"}


def test_a_calm_timer_cycle_comes_as_often_as_it_says() -> None:
    cycle = timer("R3/P1D", "timeCycle")
    drawn = draw("s -> A -> e", "b -> R -> e2", hosts={"b": "A"}, calm=("b",), content={"b": cycle})
    daily: list[Step] = [later("P1D"), done("R")]

    assert play(drawn, *daily, *daily, later("P1D")).open == ("A", "R")
    assert play(drawn, *daily, *daily, *daily, later("P9D")).open == ("A",)


def test_a_cycle_whose_handler_still_works_waits_for_it() -> None:
    cycle = timer("R3/P1D", "timeCycle")
    drawn = draw("s -> A -> e", "b -> R -> e2", hosts={"b": "A"}, calm=("b",), content={"b": cycle})

    assert play(drawn, later("P3D")).open == ("A", "R")
    assert play(drawn, later("P3D"), done("R"), later("PT1S")).open == ("A", "R")


def test_an_event_is_disarmed_with_its_activity() -> None:
    drawn = draw("s -> A -> B -> e", "b -> R -> e2", hosts={"b": "A"}, content={"b": timer("P2D")})

    assert play(drawn, done("A"), later("P9D")).open == ("B",)


def test_of_several_events_on_one_activity_the_first_that_interrupts_ends_the_others() -> None:
    drawn = draw(
        "s -> A -> e", "b -> R -> e", "b2 -> Q -> e", hosts={"b": "A", "b2": "A"},
        content={"b": timer("P2D"), "b2": timer("P1D")},
    )  # fmt: skip

    assert play(drawn, later("P9D")).open == ("Q",)
    assert reasons(drawn) == set()


def test_an_event_on_an_activity_of_many_closes_all_of_its_instances() -> None:
    drawn = beside("A", about("message"), content={"A": many("3")})

    assert play(drawn).open == ("A", "A", "A", "B")
    assert play(drawn, received("x")).open == ("B", "R")
    assert play(drawn, done("A"), received("x")).open == ("B", "R")


def test_a_calm_event_on_an_activity_of_many_happens_beside_them_all() -> None:
    drawn = beside("A", timer("P1D"), calm=True, content={"A": many("2")})

    assert play(drawn, later("P1D")).open == ("A", "A", "B", "R")


def test_a_condition_that_holds_when_its_activity_opens_happens_at_once() -> None:
    drawn = draw("s -> A -> e", "b -> R -> e", hosts={"b": "A"}, content={"b": when("so > 3")})

    assert play(drawn, so=4).open == ("R",)
    assert play(drawn, so=3).open == ("A",)
