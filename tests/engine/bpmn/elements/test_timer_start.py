from engine.bpmn.deployment import compile_file
from tests.support.elements import done, draw, play, reasons, timer

YEARLY = draw(
    "s -> A -> e", "s1 -> B -> e", content={"s1": timer("R/2019-01-02T08:00:00/P365D", "timeCycle")}
)


def test_a_timer_start_event_opens_the_process_when_its_moment_has_come() -> None:
    drawn = draw("s -> A -> e", content={"s": timer("2019-01-02T08:00:00", "timeDate")})

    assert play(drawn, done("A")).trace == ("s", "A", "e")
    assert reasons(drawn) == set()


def test_beside_a_plain_start_event_a_timer_start_waits_for_its_own_moment() -> None:
    assert play(YEARLY).open == ("A",)
    assert reasons(YEARLY) == set()


def test_the_moment_of_a_timer_start_is_known_to_whoever_opens_processes() -> None:
    main = compile_file(YEARLY).main
    assert main is not None

    assert set(main.openings.values()) == {"s", "s1"}
    assert [timer.text for timer in main.elements["s1"].timers] == ["R/2019-01-02T08:00:00/P365D"]
