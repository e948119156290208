from engine.bpmn.deployment import compile_file
from engine.model.connector import CONNECTORS
from tests.support.bpmn import found
from tests.support.elements import done, draw, later, play, reasons, timer

NAMED = 'motcua:connector="portal"'
DRAWN = draw("s -> A -> e", tags={"A": "serviceTask"}, attributes={"A": NAMED})


def test_a_service_task_waits_until_its_delivery_is_confirmed() -> None:
    assert play(DRAWN).open == ("A",)
    assert play(DRAWN, done("A", ma_giao_dich="1")).state == "completed"
    assert reasons(DRAWN) == set()


def test_a_service_task_says_by_which_connector_it_delivers() -> None:
    main = compile_file(DRAWN).main

    assert main is not None
    assert main.elements["A"].connector in CONNECTORS


def test_a_connector_that_the_city_has_not_set_up_is_refused() -> None:
    made_up = draw("s -> A -> e", tags={"A": "serviceTask"}, attributes={"A": 'motcua:connector="ftp"'})

    assert ("support.unknown_connector", "A") in found(compile_file(made_up).findings)


def test_a_service_task_without_a_connector_is_a_gap() -> None:
    open_yet = draw("s -> A -> e", tags={"A": "serviceTask"})

    assert found(compile_file(open_yet).findings) == {("support.no_connector", "A")}


def test_a_delivery_that_takes_too_long_is_interrupted_by_its_boundary() -> None:
    drawn = draw(
        "s -> A -> e", "b -> B -> e", tags={"A": "serviceTask"}, attributes={"A": NAMED},
        hosts={"b": "A"}, content={"b": timer("P1D")},
    )  # fmt: skip

    assert play(drawn, later("P2D")).open == ("B",)


def test_a_send_task_with_a_connector_is_a_delivery_too() -> None:
    drawn = draw("s -> A -> e", tags={"A": "sendTask"}, attributes={"A": f'{NAMED} messageRef="m_x"'})

    assert play(drawn).open == ("A",)
