from tests.support.elements import draw, play, reasons

SEND = {"D": 'messageRef="m_x"'}


def test_a_send_task_sends_and_goes_on_at_once() -> None:
    drawn = draw("s -> D -> A -> e", tags={"D": "sendTask"}, attributes=SEND)

    assert play(drawn).trace == ("s", "D")
    assert play(drawn).open == ("A",)
    assert reasons(drawn) == set()


def test_a_send_task_wakes_a_branch_that_waits_for_its_message() -> None:
    drawn = draw(
        "s -> p1 -> D -> p2 -> e", "p1 -> R -> p2", tags={"D": "sendTask", "R": "receiveTask"},
        attributes=SEND | {"R": 'messageRef="m_x"'},
    )  # fmt: skip

    assert play(drawn).state == "completed"
    assert reasons(drawn) == set()
