import pytest

from tests.support.elements import about, done, draw, heard, later, play, reasons, received, timer, when

GATEWAY = {"v": "eventBasedGateway", "R": "receiveTask"}
DRAWN = draw(
    "s -> v -> c1 -> A -> e", "v -> c2 -> B -> e", "v -> c3 -> C -> e", "v -> R -> D -> e", tags=GATEWAY,
    attributes={"R": 'messageRef="m_y"'},
    content={"c1": about("message"), "c2": timer("P3D"), "c3": about("signal")},
)  # fmt: skip


def test_the_gateway_waits_for_all_of_its_events() -> None:
    assert play(DRAWN).open == ("R", "c1", "c2", "c3")
    assert play(DRAWN).trace == ("s",)


@pytest.mark.parametrize(
    ("event", "passed", "opened"),
    [
        (received("x"), "c1", "A"),
        (later("P3D"), "c2", "B"),
        (heard("x"), "c3", "C"),
        (received("y"), "R", "D"),
    ],
)
def test_the_first_event_goes_on_and_closes_the_others(
    event: dict[str, str], passed: str, opened: str
) -> None:
    answer = play(DRAWN, event)

    assert answer.open == (opened,)
    assert answer.trace == ("s", "v", passed)


def test_in_a_loop_the_gateway_waits_anew() -> None:
    drawn = draw(
        "s -> x1 -> v -> c1 -> A -> x1", "v -> c2 -> e", tags=GATEWAY,
        content={"c1": about("message"), "c2": timer("P3D")},
    )  # fmt: skip

    assert play(drawn, received("x"), done("A")).open == ("c1", "c2")
    assert play(drawn, received("x"), done("A"), later("P3D")).state == "completed"
    assert play(drawn, later("P2D"), received("x"), done("A"), later("P2D")).open == ("c1", "c2")


def test_a_condition_that_holds_already_decides_at_once() -> None:
    drawn = draw(
        "s -> v -> c1 -> A -> e",
        "v -> c2 -> e",
        tags=GATEWAY,
        content={"c1": when("so > 3"), "c2": timer("P1D")},
    )

    assert play(drawn, so=4).open == ("A",)
    assert play(drawn, so=3).open == ("c1", "c2")


def test_both_engines_take_every_step() -> None:
    assert reasons(DRAWN) == set()
