"""Random sound processes: both engines take every step alike (the same generator makes as many as one likes)."""

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.bpmn.certify import Certifier, Verdict
from engine.net.explore import explore
from engine.net.soundness import prove
from tests.support.bpmn import compiled
from tests.support.models import Block, Stop, draw, write

MODELS = 150
STATES, STEPS = 300, 40
"""States explored and steps certified of one model; the largest have thousands."""

blocks = st.randoms(use_true_random=False).map(lambda random: draw(random, 3))


@settings(max_examples=MODELS, deadline=None, suppress_health_check=list(HealthCheck))
@given(blocks)
def test_no_step_of_any_sound_process_differs(block: Block) -> None:
    definition = compiled(write(block)).definition
    assert definition is not None

    certifier = Certifier(definition)
    # Explored beforehand: one stop for both would leave nothing to certify of a large model.
    certifier._graph = explore(definition.net, max_states=STATES)
    certificates = certifier.certify_graph(Stop(STEPS))

    assert len(certificates) == min(STEPS, len(certifier._graph.edges))
    assert [each.reason for each in certificates if each.verdict is Verdict.DIFFERS] == []


@settings(max_examples=MODELS, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False).map(lambda random: draw(random, 2)))
def test_nested_blocks_are_sound(block: Block) -> None:
    definition = compiled(write(block)).definition
    assert definition is not None

    assert {fault.kind for fault in prove(definition.net, Stop(2_000))} <= {"early_end", "undecided"}


def test_the_same_seed_draws_the_same_file() -> None:
    assert write(draw(Random(2018), 3)) == write(draw(Random(2018), 3))
