from engine.bpmn.deployment import compile_file
from tests.support.bpmn import found
from tests.support.elements import about, done, draw, play, reasons

CANCEL = "<cancelEventDefinition/>"
IN_S = {"s2": "S", "T": "S", "U": "S", "x2": "S", "e2": "S", "e3": "S"}
DRAWN = draw(
    "s -> S -> A -> e", "s2 -> T -> x2", "x2 ? e3", "x2 -> e2", "s2 -> U", "b -> B -> e",
    tags={"S": "transaction", "U": "userTask"}, inside=IN_S, hosts={"b": "S"}, default={"x2": "e2"},
    content={"e3": CANCEL, "b": CANCEL},
)  # fmt: skip


def test_a_transaction_that_succeeds_goes_on_like_a_sub_process() -> None:
    assert play(DRAWN, done("T", x2_e3=False)).open == ("U",)
    assert play(DRAWN, done("T", x2_e3=False), done("U")).open == ("A",)


def test_a_cancel_end_event_ends_the_transaction_by_its_cancel_boundary() -> None:
    answer = play(DRAWN, done("T", x2_e3=True))

    assert answer.open == ("B",)
    assert answer.trace == ("s", "s2", "T", "x2", "e3", "b")
    assert reasons(DRAWN) == set()


def test_a_cancel_ends_the_nearest_transaction_only() -> None:
    outer = {"s1": "Z", "S": "Z", "A": "Z", "e1": "Z", "b": "Z", "B": "Z", "s2": "S", "e3": "S"}
    drawn = draw(
        "s -> Z -> e", "s1 -> S -> A -> e1", "s2 -> e3", "b -> B -> e1", "b1 -> D -> e", inside=outer,
        tags={"S": "transaction", "Z": "transaction"}, hosts={"b": "S", "b1": "Z"},
        content={"e3": CANCEL, "b": CANCEL, "b1": CANCEL},
    )  # fmt: skip

    assert play(drawn).open == ("B",)


def test_an_error_may_leave_a_transaction_too() -> None:
    drawn = draw(
        "s -> S -> e", "s2 -> T -> e2", "b -> B -> e", tags={"S": "transaction"}, hosts={"b": "S"},
        inside={"s2": "S", "T": "S", "e2": "S"}, content={"e2": about("error"), "b": about("error")},
    )  # fmt: skip

    assert play(drawn, done("T")).open == ("B",)


def test_a_cancel_end_event_outside_of_a_transaction_is_refused() -> None:
    outside = draw("s -> A -> e", content={"e": CANCEL})

    assert ("support.cancel", "e") in found(compile_file(outside).findings)
