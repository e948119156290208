from engine.bpmn.deployment import compile_file
from engine.model.role import Role
from engine.model.unit import Level
from tests.support.elements import draw, play, reasons


def lane(settings: str, *nodes: str, inside: str = "") -> str:
    references = "".join(f"<flowNodeRef>{node}</flowNodeRef>" for node in nodes)
    return f"<laneSet><lane {settings}>{references}{inside}</lane></laneSet>"


def test_a_lane_says_who_acts_in_it() -> None:
    drawn = draw("s -> A -> B -> e", extra=lane('motcua:level="district" motcua:role="leader"', "A"))
    main = compile_file(drawn).main
    assert main is not None

    seat = main.elements["A"].seat
    assert seat is not None
    assert (seat.level, seat.role) == (Level.DISTRICT, Role.LEADER)
    assert main.elements["B"].seat is None


def test_a_task_says_more_than_its_lane() -> None:
    drawn = draw(
        "s -> A -> e",
        attributes={"A": 'motcua:role="handler"'},
        extra=lane('motcua:level="city" motcua:role="leader"', "A"),
    )
    main = compile_file(drawn).main
    assert main is not None

    seat = main.elements["A"].seat
    assert seat is not None
    assert (seat.level, seat.role) == (Level.CITY, Role.HANDLER)


def test_a_lane_changes_nothing_of_what_runs() -> None:
    laned = draw("s -> A -> B -> e", extra=lane('motcua:level="city" motcua:role="leader"', "s", "A", "e"))

    assert play(laned) == play(draw("s -> A -> B -> e"))
    assert reasons(laned) == set()


def test_a_lane_may_name_what_is_not_there() -> None:
    assert play(draw("s -> A -> e", extra=lane("", "A", "Z"))).open == ("A",)
