import pytest

from engine.bpmn.advance import act, begin
from engine.bpmn.deployment import compile_file
from engine.bpmn.effect import World
from engine.bpmn.run import data_after, element_at, places
from tests.support.elements import (
    done,
    draw,
    incident,
    later,
    many,
    play,
    play_alone,
    reasons,
    timer,
)

UNITS = ["so_y_te", "so_tai_chinh", "so_xay_dung"]
IN_S = {"s2": "S", "T": "S", "U": "S", "e2": "S"}
ASKED = "SpiffWorkflow does not say for which instance it asks"


def repeated(marker: str) -> bytes:
    return draw("s -> A -> B -> e", content={"A": marker})


def test_parallel_instances_are_open_together_and_all_must_end() -> None:
    drawn = repeated(many("3"))

    assert play(drawn).open == ("A", "A", "A")
    assert play(drawn, done("A"), done("A")).open == ("A",)
    assert play(drawn, done("A"), done("A"), done("A")).open == ("B",)
    assert reasons(drawn) == set()


def test_sequential_instances_follow_each_other() -> None:
    drawn = repeated(many("3", one_by_one=True))

    assert play(drawn).open == ("A",)
    assert play(drawn, done("A"), done("A")).open == ("A",)
    assert play(drawn, done("A"), done("A"), done("A")).open == ("B",)
    assert reasons(drawn) == set()


@pytest.mark.parametrize("one_by_one", [True, False])
def test_none_at_all_passes_on(one_by_one: bool) -> None:
    assert play(repeated(many("0", one_by_one=one_by_one))).open == ("B",)
    assert play(repeated(many(over="units", one_by_one=one_by_one)), units=[]).open == ("B",)


@pytest.mark.parametrize("one_by_one", [True, False])
def test_the_count_is_asked_of_the_data(one_by_one: bool) -> None:
    drawn = repeated(many("so_don_vi + 1", one_by_one=one_by_one))

    assert play(drawn, *[done("A")] * 2, so_don_vi=1).open == ("B",)
    assert play(drawn, *[done("A")] * 2, so_don_vi=2).open == ("A",)


@pytest.mark.parametrize(
    ("count", "code"),
    [(-1, "repeat.out_of_range"), (1_001, "repeat.out_of_range"), (10**12, "repeat.out_of_range"),
     (1.5, "repeat.no_count"), ("ba", "repeat.no_count"), (None, "repeat.no_count"), (True, "repeat.no_count")],
)  # fmt: skip
def test_a_count_that_cannot_be_is_an_incident_at_the_activity(count: object, code: str) -> None:
    assert incident(play(repeated(many("so")), so=count)) == (code, "A")


def test_a_collection_that_is_no_list_is_an_incident_at_the_activity() -> None:
    drawn = repeated(many(over="units"))

    assert incident(play(drawn, units="so_y_te")) == ("repeat.no_list", "A")
    assert incident(play(drawn)) == ("repeat.no_list", "A")


def test_a_thousand_instances_are_the_most_there_may_be() -> None:
    assert (
        len(play_alone(draw("s -> A -> B -> e", content={"A": many("1000", one_by_one=False)})).open) == 1_000
    )


@pytest.mark.parametrize("one_by_one", [True, False])
def test_each_instance_knows_its_own_entry_and_number(one_by_one: bool) -> None:
    drawn = draw(
        "s -> S -> B -> e", "s2 -> x2", "x2 ? T -> e2", "x2 -> U -> e2", inside=IN_S | {"x2": "S"},
        tags={"U": "userTask"}, conditions={"x2_T": 'unit = "so_y_te" and loopCounter = 1'}, default={"x2": "U"},
        content={"S": many(over="units", one_by_one=one_by_one)},
    )  # fmt: skip

    assert play(drawn, units=UNITS).open == (("T",) if one_by_one else ("T", "U", "U"))
    assert play(drawn, done("T"), done("U"), units=UNITS).open == ("U",)
    assert play(drawn, done("T"), done("U"), done("U"), units=UNITS).open == ("B",)


@pytest.mark.parametrize("one_by_one", [True, False])
def test_the_answers_of_all_instances_are_kept_one_entry_each(one_by_one: bool) -> None:
    main = compile_file(repeated(many(over="units", results="answers", one_by_one=one_by_one))).main
    assert main is not None
    world = World({"units": UNITS[:2]}, lambda called, _: called)
    advance = begin(main, world)

    for opinion in ("đồng ý", "không"):
        place = next(place for place in places(advance.run) if element_at(advance.run, place) == "A")
        data = data_after(advance.run, place, advance.data, {"opinion": opinion})
        advance = act(advance.run, place, World(data, world.library))

    assert advance.data["answers"] == [
        {"opinion": "đồng ý", "unit": "so_y_te"},
        {"opinion": "không", "unit": "so_tai_chinh"},
    ]
    assert "opinion" not in advance.data


def test_the_completion_condition_ends_the_rest() -> None:
    drawn = repeated(many("3", until="nrOfCompletedInstances = 2"))

    assert play(drawn, done("A")).open == ("A", "A")
    assert play(drawn, done("A"), done("A")).open == ("B",)


def test_the_completion_condition_spares_the_instances_that_have_not_begun() -> None:
    drawn = repeated(many("3", until="du = true", one_by_one=True))

    assert play(drawn, done("A", du=False)).open == ("A",)
    assert play(drawn, done("A", du=False), done("A", du=True)).open == ("B",)
    assert play(drawn, *[done("A", du=False)] * 3).open == ("B",)


@pytest.mark.parametrize(
    "until",
    ["numberOfInstances = 3 and numberOfActiveInstances = 1", "nrOfCompletedInstances / nrOfInstances > 0.5"],
)
def test_the_completion_condition_knows_how_many_there_are(until: str) -> None:
    drawn = repeated(many("3", until=until.replace(">", "&gt;")))

    assert play(drawn, done("A")).open == ("A", "A")
    assert play(drawn, done("A"), done("A")).open == ("B",)


def test_a_completion_condition_that_is_neither_true_nor_false_is_an_incident() -> None:
    assert incident(play(repeated(many("2", until="du")), done("A")))[1] == "A"


def test_a_sub_process_of_many_opens_all_that_is_inside_for_each() -> None:
    drawn = draw(
        "s -> S -> B -> e",
        "s2 -> T -> U -> e2",
        inside=IN_S,
        tags={"U": "userTask"},
        content={"S": many("2")},
    )

    assert play(drawn, done("T")).open == ("T", "U")
    assert play(drawn, done("T"), done("T")).open == ("U", "U")
    assert play(drawn, done("T"), done("T"), done("U"), done("U")).open == ("B",)
    assert reasons(drawn) == set()


def test_many_within_many_multiply() -> None:
    drawn = draw("s -> S -> B -> e", "s2 -> T -> e2", inside=IN_S, content={"S": many("2"), "T": many("3")})

    assert play_alone(drawn).open == ("T",) * 6
    assert play_alone(drawn, *[done("T")] * 6).open == ("B",)


def test_each_outer_instance_counts_its_own_inner_ones() -> None:
    drawn = draw(
        "s -> S -> B -> e", "s2 -> T -> e2", inside=IN_S, content={"S": many(over="units"), "T": many("unit")}
    )

    assert play_alone(drawn, units=[1, 3]).open == ("T",) * 4
    assert play_alone(drawn, units=[0, 2]).open == ("T", "T")


def test_an_event_inside_one_instance_leaves_the_others_alone() -> None:
    drawn = draw(
        "s -> S -> B -> e", "s2 -> T -> e2", "b2 -> U -> e2", inside=IN_S | {"b2": "S"}, tags={"U": "userTask"},
        hosts={"b2": "T"}, content={"S": many("2"), "b2": timer("P1D")},
    )  # fmt: skip

    assert play(drawn, done("T"), later("P1D")).open == ("U",)
    assert play(drawn, later("P1D")).open == ("U", "U")


def test_in_a_return_loop_the_instances_begin_anew() -> None:
    drawn = draw("s -> A -> x", "x ? A", "x -> e", content={"A": many("2")}, default={"x": "e"})

    assert play(drawn, done("A"), done("A", x_A=True)).open == ("A", "A")
    assert play(drawn, done("A"), done("A", x_A=True), done("A"), done("A", x_A=False)).state == "completed"


def test_which_instance_asks_is_what_the_second_engine_cannot_say() -> None:
    drawn = draw(
        "s -> S -> B -> e", "s2 -> x2", "x2 ? T -> e2", "x2 -> e2", inside=IN_S | {"x2": "S"}, default={"x2": "e2"},
        content={"S": many("2")},
    )  # fmt: skip

    assert reasons(drawn) <= {ASKED}
