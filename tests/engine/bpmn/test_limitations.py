"""What SpiffWorkflow cannot run, each in the smallest model that shows it: net-only there, and nowhere an excuse."""

import pytest

from engine.bpmn.certify import Certifier, Verdict
from tests.support.bpmn import compiled
from tests.support.model_text import write
from tests.support.models import Block, Stop, Watch
from tests.support.small_models import event, gateway, process, raised, sub, task

SEVERAL = task("A", repeat="parallel")
ASKING = gateway("inclusive", task("A"), task("B"), task("C"))
CAUGHT = Watch("b1", "escalation", task("H"), True, "z")

REASONS: dict[str, Block] = {
    "arms a repeatable non-interrupting event only once": process(
        task("A", event("message", interrupting=False))
    ),
    "fails when a repeated activity is interrupted": process(task("A", event("signal"), repeat="parallel")),
    "fails when several instances follow a boundary event": process(
        task("B", Watch("b1", "message", SEVERAL))
    ),
    "asks for another round of what an error ends": process(
        sub("S", sub("T", raised("error", "z"), repeat="until"))
    ),
    "tells every instance of what happens in one": process(
        sub("S", Block("catch", "c1", detail="signal"), repeat="parallel")
    ),
    "does not say for which instance it asks": process(sub("S", ASKING, repeat="parallel")),
    "lets go on what an escalation interrupts": process(
        sub("S", gateway("sequence", raised("escalation", "z"), ASKING, name="g2"), CAUGHT)
    ),
}


@pytest.mark.parametrize("reason", REASONS)
def test_spiffworkflow_cannot_run_what_the_token_game_can(reason: str) -> None:
    definition = compiled(write(REASONS[reason])).definition
    assert definition is not None

    certificates = Certifier(definition).certify_graph()

    told = {each.reason for each in certificates if each.verdict is Verdict.NET_ONLY}
    assert {each.verdict for each in certificates} == {Verdict.AGREED, Verdict.NET_ONLY}
    assert {text.partition("SpiffWorkflow ")[2] for text in told} == {reason}


def test_a_loop_that_spiffworkflow_goes_round_for_ever_is_given_up() -> None:
    rounds = sub("S", Block("loop", "l1", (task("A", repeat="while"),)), repeat="until")
    definition = compiled(write(process(rounds))).definition
    assert definition is not None

    certificates = Certifier(definition).certify_graph(Stop(10))

    reasons = {each.reason for each in certificates if each.verdict is not Verdict.AGREED}
    assert reasons == {"SpiffWorkflow does not say for which instance it asks"}
