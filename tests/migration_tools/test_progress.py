"""Progress tells the rate and the time left, seldom enough to be read."""

from migration_tools.progress import SILENCE_SECONDS, Meter, Progress


class Hands:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_it_tells_the_rate_and_the_time_left() -> None:
    clock, told = Hands(), list[Progress]()
    meter = Meter("load", 1_000, told.append, clock)

    clock.seconds = 4.0
    meter.add(200)

    assert told == [Progress("load", 200, 1_000, 50.0)]
    assert told[0].seconds_left == 16.0


def test_it_keeps_silent_for_a_while_between_two_tellings() -> None:
    clock, told = Hands(), list[Progress]()
    meter = Meter("load", 1_000, told.append, clock)

    for _ in range(10):
        clock.seconds += SILENCE_SECONDS / 4
        meter.add(10)
    meter.finish()

    assert [each.done for each in told] == [40, 80, 100]


def test_without_a_total_or_a_rate_nobody_knows_the_time_left() -> None:
    assert Progress("snapshot", 10, None, 5.0).seconds_left is None
    assert Progress("load", 0, 10, 0.0).seconds_left is None


def test_more_than_was_expected_leaves_no_time() -> None:
    assert Progress("load", 12, 10, 1.0).seconds_left == 0.0
