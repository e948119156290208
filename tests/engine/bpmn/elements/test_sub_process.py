from tests.support.elements import TERMINATE, done, draw, later, play, reasons, timer

IN_S = {"s2": "S", "T": "S", "e2": "S"}
DRAWN = draw("s -> S -> A -> e", "s2 -> T -> e2", inside=IN_S)


def test_a_sub_process_goes_on_when_everything_inside_has_ended() -> None:
    assert play(DRAWN).open == ("T",)
    assert play(DRAWN, done("T")).trace == ("s", "s2", "T", "e2", "S")
    assert play(DRAWN, done("T")).open == ("A",)
    assert reasons(DRAWN) == set()


def test_all_branches_inside_must_end() -> None:
    drawn = draw(
        "s -> S -> A -> e", "s2 -> T -> e2", "s2 -> U", inside=IN_S | {"U": "S"}, tags={"U": "userTask"}
    )

    assert play(drawn, done("T")).open == ("U",)
    assert play(drawn, done("T"), done("U")).open == ("A",)


def test_a_sub_process_without_start_and_end_runs_what_is_inside() -> None:
    drawn = draw(
        "s -> S -> A -> e", "T -> U", inside={"T": "S", "U": "S"}, tags={"T": "userTask", "U": "userTask"}
    )

    assert play(drawn, done("T"), done("U")).open == ("A",)
    assert reasons(drawn) == set()


def test_a_sub_process_with_nothing_inside_is_passed() -> None:
    drawn = draw("s -> S -> A -> e", tags={"S": "subProcess"})

    assert play(drawn).open == ("A",)


def test_sub_processes_nest() -> None:
    nested = {"s2": "S", "Z": "S", "e2": "S", "s3": "Z", "T": "Z", "e3": "Z"}
    drawn = draw("s -> S -> A -> e", "s2 -> Z -> e2", "s3 -> T -> e3", inside=nested)

    assert play(drawn, done("T")).trace == ("s", "s2", "s3", "T", "e3", "Z", "e2", "S")
    assert reasons(drawn) == set()


def test_a_sub_process_entered_again_begins_anew() -> None:
    drawn = draw(
        "s -> S -> x", "x ? S", "x -> e", "s2 -> T -> U -> e2", inside=IN_S | {"U": "S"}, default={"x": "e"}
    )

    assert play(drawn, done("T"), done("U", x_S=True)).open == ("T",)
    assert play(drawn, done("T"), done("U", x_S=True), done("T"), done("U", x_S=False)).state == "completed"
    assert reasons(drawn) == set()


def test_an_event_on_its_border_closes_everything_inside() -> None:
    nested = {"s2": "S", "Z": "S", "e2": "S", "s3": "Z", "T": "Z", "e3": "Z"}
    drawn = draw(
        "s -> S -> e", "s2 -> Z -> e2", "s3 -> T -> e3", "b -> B -> e",
        inside=nested, hosts={"b": "S"}, content={"b": timer("P1D")},
    )  # fmt: skip

    assert play(drawn, later("P1D")).open == ("B",)
    assert play(drawn, later("P1D"), done("B")).state == "completed"


def test_terminate_inside_ends_the_sub_process_alone() -> None:
    drawn = draw("s -> S -> A -> e", "s2 -> T -> t2", "s2 -> U", inside=IN_S | {"t2": "S", "U": "S"},
                 tags={"U": "userTask"},
                 content={"t2": TERMINATE})  # fmt: skip

    assert play(drawn, done("T")).open == ("A",)
    assert reasons(drawn) == set()
