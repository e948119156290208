"""Random sound processes: both engines take every step alike (the same generator makes as many as one likes)."""

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.bpmn.certify import Certifier, Verdict
from engine.net.soundness import prove
from tests.support.bpmn import compiled
from tests.support.models import Block, draw, write

MODELS = 150
QUESTIONS = 200
"""States and steps of one model after which its certification stops; the largest have thousands."""

blocks = st.randoms(use_true_random=False).map(lambda random: draw(random, 3))


class Stop:
    """Says yes after being asked so often."""

    def __init__(self, left: int) -> None:
        self.left = left

    def __call__(self) -> bool:
        self.left -= 1
        return self.left < 0


@settings(max_examples=MODELS, deadline=None, suppress_health_check=list(HealthCheck))
@given(blocks)
def test_no_step_of_any_sound_process_differs(block: Block) -> None:
    definition = compiled(write(block)).definition
    assert definition is not None

    certificates = Certifier(definition).certify_graph(Stop(QUESTIONS))

    assert [each.reason for each in certificates if each.verdict is Verdict.DIFFERS] == []


@settings(max_examples=MODELS, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False).map(lambda random: draw(random, 2)))
def test_nested_blocks_are_sound(block: Block) -> None:
    definition = compiled(write(block)).definition
    assert definition is not None

    assert {fault.kind for fault in prove(definition.net, Stop(2_000))} <= {"early_end", "undecided"}


def test_the_same_seed_draws_the_same_file() -> None:
    assert write(draw(Random(2018), 3)) == write(draw(Random(2018), 3))
