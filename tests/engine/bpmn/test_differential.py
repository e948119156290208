"""Random sound processes of every construct: both engines and the tree of blocks take every step alike.

The long run of the same is `make campaign-engines`.
"""

from random import Random

import pytest

from tests.campaigns.engines import SIZE, tally
from tests.support.engine_campaign import Effort
from tests.support.model_drawing import draw, model
from tests.support.model_shrink import smallest
from tests.support.model_text import write
from tests.support.models import CONSTRUCTS, PAIRS, Block, constructs

MODELS = 2_000
BATCH = 100

SYMMETRIC = Effort(edges=0, walks=1, beside=0, certified=1, length=8, instances=6)
"""Up to six instances at run time, each step certified among the two that show the same."""


@pytest.mark.parametrize("first", range(0, MODELS, BATCH))
def test_no_step_of_any_sound_process_differs(first: int) -> None:
    found = tally(range(first, first + BATCH), SIZE, Effort())

    assert found.troubles == []
    assert found.models == BATCH
    assert found.steps["agreed"] > found.steps.total() / 2


def test_many_instances_stand_like_two() -> None:
    seeds = [seed for seed in range(MODELS) if is_repeated(model(seed, SIZE))][:100]

    found = [tally(range(seed, seed + 1), SIZE, SYMMETRIC) for seed in seeds]

    assert [each.troubles for each in found if each.troubles] == []
    assert sum(each.steps["state graph too large to rehearse this situation"] for each in found) == 0


def is_repeated(process: Block) -> bool:
    """Tell whether instances are all that there may be more of than was explored.

    Every escalation opens a handler, so three instances may leave three of them, which two never do.
    """
    blocks = list(process.walk())
    watches = [watch for block in blocks for watch in (*block.beside, *block.within)]
    escalates = any(watch.trigger == "escalation" and not watch.interrupting for watch in watches)
    return not escalates and any(block.repeat in ("parallel", "sequential") for block in blocks)


def test_every_pair_of_constructs_occurs_together() -> None:
    together = set()
    for seed in range(MODELS):
        found = constructs(model(seed, SIZE))
        together |= {pair for pair in PAIRS if found.issuperset(pair)}

    assert set(PAIRS) - together == set()


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_a_construct_that_is_wanted_is_drawn(construct: str) -> None:
    assert construct in constructs(draw(Random(2018), 4, (construct,)))


def test_the_same_number_draws_the_same_file() -> None:
    assert write(model(2018, SIZE)) == write(model(2018, SIZE))


def test_a_model_is_made_as_small_as_what_it_shows() -> None:
    large = draw(Random(7), 12, ("loop", "boundary error"))

    small = smallest(large, lambda process: "boundary error" in constructs(process))

    assert small.size() == 5
    assert "loop" in constructs(large) - constructs(small)
