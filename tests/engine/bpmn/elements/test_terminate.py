from tests.support.elements import TERMINATE, about, done, draw, later, many, play, reasons, timer

IN_S = {"s2": "S", "T": "S", "t2": "S", "U": "S"}


def test_terminate_ends_every_branch_of_the_process() -> None:
    drawn = draw("s -> A -> t", "s -> B -> e", content={"t": TERMINATE})

    assert play(drawn, done("A")).state == "completed"
    assert play(drawn, done("B")).open == ("A",)
    assert reasons(drawn) == set()


def test_terminate_in_a_sub_process_ends_that_scope_and_what_is_inside() -> None:
    nested = IN_S | {"Z": "S", "s3": "Z", "V": "Z", "e3": "Z"}
    drawn = draw(
        "s -> S -> A -> e", "s -> B -> e", "s2 -> T -> t2", "s2 -> Z", "s3 -> V -> e3", inside=nested,
        content={"t2": TERMINATE},
    )  # fmt: skip

    assert play(drawn, done("T")).open == ("A", "B")
    assert reasons(drawn) == set()


def test_terminate_in_one_instance_of_many_ends_that_instance_alone() -> None:
    drawn = draw("s -> S -> A -> e", "s2 -> T -> t2", "s2 -> U", inside=IN_S, tags={"U": "userTask"},
                 content={"t2": TERMINATE, "S": many("2")})  # fmt: skip

    assert play(drawn, done("T")).open == ("T", "U")
    assert play(drawn, done("T"), done("T")).open == ("A",)


def test_terminate_after_a_calm_event_ends_the_scope_of_the_event() -> None:
    drawn = draw("s -> A -> e", "s -> B -> e", "b -> t", hosts={"b": "A"}, calm=("b",),
                 content={"b": timer("P1D"), "t": TERMINATE})  # fmt: skip

    assert play(drawn, later("P1D")).state == "completed"


def test_what_a_terminated_scope_was_about_to_throw_is_never_told() -> None:
    drawn = draw(
        "s -> A -> p1 -> t", "p1 -> i -> B -> e", "s -> S -> e", "s2 -> c2 -> T -> e2",
        inside={"s2": "S", "c2": "S", "T": "S", "e2": "S"},
        content={"t": TERMINATE, "i": about("signal"), "c2": about("signal")},
    )  # fmt: skip

    assert play(drawn, done("A")).trace == ("s", "s2", "A", "p1", "t")
