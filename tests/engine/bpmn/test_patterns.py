"""Both engines take every step of every pattern alike, or the named reason stands here (DESIGN D2)."""

from collections.abc import Iterator

import pytest

from engine.bpmn.certify import Certificate, Certifier, Verdict
from engine.net.soundness import prove
from tests.support.bpmn import compiled
from tests.support.patterns import PATTERNS

# Where SpiffWorkflow is known to be wrong, and the element it is wrong about.
NET_ONLY = {
    "supplement asked again and again": "b1: SpiffWorkflow arms a repeatable non-interrupting event only once",
    "inclusive consultation in a return loop": (
        "o2: SpiffWorkflow may not wait for every token at a join inside a loop"
    ),
}


def certificates(pattern: str) -> list[Certificate]:
    definition = compiled(PATTERNS[pattern]).definition
    assert definition is not None
    return Certifier(definition).certify_graph()


@pytest.mark.parametrize("pattern", [name for name in PATTERNS if name not in NET_ONLY])
def test_both_engines_agree_on_every_step(pattern: str) -> None:
    assert {certificate.verdict for certificate in certificates(pattern)} == {Verdict.AGREED}


@pytest.mark.parametrize("pattern", NET_ONLY)
def test_where_spiffworkflow_is_known_to_be_wrong_the_reason_is_named(pattern: str) -> None:
    answers = certificates(pattern)

    assert {answer.verdict for answer in answers} == {Verdict.AGREED, Verdict.NET_ONLY}
    assert {answer.reason for answer in answers} == {"", NET_ONLY[pattern]}


def _faults(pattern: str) -> Iterator[str]:
    definition = compiled(PATTERNS[pattern]).definition
    assert definition is not None
    return (fault.kind for fault in prove(definition.net))


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_pattern_is_sound(pattern: str) -> None:
    assert set(_faults(pattern)) <= {"early_end"}
