import pytest

from engine.bpmn.deployment import compile_file
from tests.support.bpmn import Drawing, document, found, process
from tests.support.elements import about, done, heard, incident, later, many, play, reasons, timer


def calling(*arrows: str, called: str, **drawing: object) -> bytes:
    """A process whose activity K calls Q, whose XML is given."""
    return document(process("P", *arrows, drawing=Drawing(calls={"K": "Q"}, **drawing)), called)  # type: ignore[arg-type]


def q(*arrows: str, **content: str) -> str:
    return process("Q", *arrows, drawing=Drawing(content=content))


PLAIN = calling("s -> K -> A -> e", called=q("s2 -> T -> e2"))


def test_the_called_process_runs_and_then_the_caller_goes_on() -> None:
    assert play(PLAIN).open == ("T",)
    assert play(PLAIN, done("T")).trace == ("s", "s2", "T", "e2", "K")
    assert play(PLAIN, done("T")).open == ("A",)
    assert reasons(PLAIN) == set()


def test_what_the_called_process_writes_the_caller_reads() -> None:
    drawn = calling("s -> K -> x", "x ? A -> e", "x -> e", called=q("s2 -> T -> e2"), default={"x": "e"})

    assert play(drawn, done("T", x_A=True)).open == ("A",)


def test_an_event_on_the_call_ends_the_called_process() -> None:
    drawn = calling(
        "s -> K -> e", "b -> B -> e", called=q("s2 -> T -> e2"), hosts={"b": "K"}, content={"b": timer("P1D")}
    )

    assert play(drawn, later("P1D")).open == ("B",)


@pytest.mark.parametrize("catching", [about("error"), "<errorEventDefinition/>"])
def test_an_error_of_the_called_process_reaches_the_border_of_the_call(catching: str) -> None:
    drawn = calling(
        "s -> K -> A -> e",
        "b -> B -> e",
        called=q("s2 -> T -> e2", e2=about("error")),
        hosts={"b": "K"},
        content={"b": catching},
    )

    assert play(drawn, done("T")).open == ("B",)


def test_an_error_that_nobody_up_the_line_catches_ends_everything() -> None:
    drawn = calling("s -> p -> K -> A -> e", "p -> C -> e", called=q("s2 -> T -> e2", e2=about("error")))

    assert play(drawn).open == ("C", "T")
    assert play(drawn, done("T")).state == "completed"


def test_an_error_crosses_two_calls_to_who_catches_it() -> None:
    drawn = document(
        process(
            "P",
            "s -> K -> e",
            "b -> B -> e",
            drawing=Drawing(calls={"K": "Q"}, hosts={"b": "K"}, content={"b": about("error")}),
        ),
        process("Q", "s1 -> L -> A -> e1", "s1 -> C -> e1", drawing=Drawing(calls={"L": "R"})),
        process("R", "s2 -> T -> e2", drawing=Drawing(content={"e2": about("error")})),
    )

    assert play(drawn).open == ("C", "T")
    assert play(drawn, done("T")).open == ("B",)


def test_an_error_is_caught_by_a_scope_around_the_call() -> None:
    drawn = calling(
        "s -> S -> e", "s1 -> K -> e1", "b -> B -> e", called=q("s2 -> T -> e2", e2=about("error")),
        inside={"s1": "S", "K": "S", "e1": "S"}, hosts={"b": "S"}, content={"b": about("error")},
    )  # fmt: skip

    assert play(drawn, done("T")).open == ("B",)


@pytest.mark.parametrize(("calm", "left"), [(True, ("B", "U")), (False, ("B",))])
def test_an_escalation_of_the_called_process_reaches_the_border_of_the_call(
    calm: bool, left: tuple[str, ...]
) -> None:
    called = q("s2 -> T -> i2 -> U -> e2", i2=about("escalation"))
    drawn = calling(
        "s -> K -> A -> e",
        "b -> B -> e1",
        called=called,
        hosts={"b": "K"},
        calm=("b",) if calm else (),
        content={"b": about("escalation")},
    )

    assert play(drawn, done("T")).open == left


def test_a_signal_is_heard_across_calls() -> None:
    drawn = calling(
        "s -> p -> K -> e",
        "p -> c -> A -> e",
        called=q("s2 -> T -> i2 -> U -> e2", i2=about("signal")),
        content={"c": about("signal")},
    )

    assert play(drawn, done("T")).open == ("A", "U")
    assert play(drawn, heard("x")).open == ("A", "T")


@pytest.mark.parametrize("one_by_one", [True, False])
def test_a_call_may_be_made_for_many(one_by_one: bool) -> None:
    drawn = calling(
        "s -> K -> A -> e", called=q("s2 -> T -> e2"), content={"K": many("2", one_by_one=one_by_one)}
    )

    assert play(drawn).open == (("T",) if one_by_one else ("T", "T"))
    assert play(drawn, done("T")).open == ("T",)
    assert play(drawn, done("T"), done("T")).open == ("A",)


def test_each_called_process_knows_the_entry_of_its_call() -> None:
    called = process(
        "Q",
        "s2 -> x2",
        "x2 ? T -> e2",
        "x2 -> e2",
        drawing=Drawing(conditions={"x2_T": 'unit = "so_y_te"'}, default={"x2": "e2"}),
    )
    drawn = calling("s -> K -> A -> e", called=called, content={"K": many(over="units")})

    assert play(drawn, units=["so_y_te", "so_xay_dung", "so_y_te"]).open == ("T", "T")


def test_a_call_of_nothing_yet_is_a_gap_and_an_incident_if_it_is_reached() -> None:
    drawn = document(process("P", "s -> K -> e", drawing=Drawing(calls={"K": ""})))

    assert found(compile_file(drawn).findings) == {("connect.called", "K")}
    assert incident(play(drawn)) == ("call.nothing", "K")


def test_processes_that_call_each_other_in_a_ring_are_refused() -> None:
    drawn = calling("s -> K -> e", called=process("Q", "s2 -> L -> e2", drawing=Drawing(calls={"L": "P"})))

    assert ("connect.call_cycle", "P") in found(compile_file(drawn).findings)
