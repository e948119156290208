from dataclasses import replace

import pytest

from engine.bpmn.certify import MAX_EDGES_AT_PUBLICATION, Certifier, Verdict, key_of
from engine.net.explore import explore
from engine.net.marking import Token
from engine.net.step import Step, fire, start
from tests.support.bpmn import Drawing, definition
from tests.support.models import Stop

LOOP = ("s -> A -> x", "x ? A", "x -> e")
DEFAULT = Drawing(default={"x": "e"})


def wrong(step: Step) -> Step:
    """The same step with a marking that it does not lead to."""
    return replace(step, marking=())


def test_a_step_both_engines_take_is_agreed() -> None:
    model = definition(*LOOP, drawing=DEFAULT)

    certificate = Certifier(model).certify(None, None, start(model.net, lambda _: False))

    assert (certificate.verdict, certificate.reason) == (Verdict.AGREED, "")


def test_a_step_that_spiffworkflow_does_not_take_differs_and_tells_both_answers() -> None:
    model = definition(*LOOP, drawing=DEFAULT)

    certificate = Certifier(model).certify(None, None, wrong(start(model.net, lambda _: False)))

    assert certificate.verdict is Verdict.DIFFERS
    assert certificate.reason == "open here nothing, there A×1"


def test_a_situation_that_cannot_come_about_is_not_rehearsed() -> None:
    model = definition(*LOOP, drawing=DEFAULT)
    before = start(model.net, lambda _: False).marking
    strange = (before[0]._replace(tokens=before[0].tokens * 2),)
    token = Token(0, model.net.index_of("A"))

    certificate = Certifier(model).certify(strange, token, fire(model.net, strange, token, lambda _: False))

    assert certificate.verdict is Verdict.NET_ONLY


def test_a_step_is_rehearsed_once_and_known_from_then_on() -> None:
    model = definition(*LOOP, drawing=DEFAULT)
    certifier = Certifier(model)
    step = start(model.net, lambda _: False)

    first = certifier.certify(None, None, step)

    assert certifier.take_fresh() == [first]
    assert certifier.certify(None, None, step) is first
    assert certifier.take_fresh() == []


def test_certificates_that_were_stored_are_not_rehearsed_again() -> None:
    model = definition(*LOOP, drawing=DEFAULT)
    stored = Certifier(model).certify_graph()

    later = Certifier(model, stored)

    assert later.certify_graph() == stored
    assert later.take_fresh() == []


def test_the_whole_graph_is_certified_once_a_step() -> None:
    model = definition(*LOOP, drawing=DEFAULT)

    certificates = Certifier(model).certify_graph()

    assert len({certificate.key for certificate in certificates}) == len(explore(model.net).edges) == 3


def test_a_thousand_returns_are_two_distinct_steps() -> None:
    model = definition(*LOOP, drawing=DEFAULT)
    certifier = Certifier(model)
    step = start(model.net, lambda _: True)
    certifier.certify(None, None, step)

    for _ in range(1_000):
        before, token = step.marking, Token(0, model.net.index_of("A"))
        step = fire(model.net, before, token, lambda _: True)
        assert certifier.certify(before, token, step).verdict is Verdict.AGREED

    assert len(certifier.known) == 2


def test_certification_stops_when_it_is_told_to() -> None:
    branches = [f"p1 -> T{number} -> p2" for number in range(6)]
    model = definition("s -> p1", *branches, "p2 -> e")

    assert len(Certifier(model).certify_graph(Stop(80))) < len(explore(model.net).edges)


def test_publication_certifies_no_more_than_its_limit() -> None:
    chain = [f"A{number}" for number in range(5)]
    model = definition(" -> ".join(["s", *chain, "e"]))

    assert len(Certifier(model).certify_graph()) <= MAX_EDGES_AT_PUBLICATION


def test_the_key_tells_apart_every_part_of_a_step() -> None:
    model, other = definition(*LOOP, drawing=DEFAULT), definition("s -> A -> e")
    first = start(model.net, lambda _: False)
    token = Token(0, model.net.index_of("A"))
    back = fire(model.net, first.marking, token, lambda _: True)
    onward = fire(model.net, first.marking, token, lambda _: False)

    keys = {
        key_of(model, None, None, first),
        key_of(other, None, None, first),
        key_of(model, first.marking, token, back),
        key_of(model, first.marking, token, onward),
        key_of(model, first.marking, Token(1, token.node), onward),
        key_of(model, first.marking, token, wrong(back)),
    }

    assert len(keys) == 6


def test_a_process_spiffworkflow_cannot_read_is_net_only_with_the_reason() -> None:
    model = definition(" -> ".join(["s", *(f"A{number}" for number in range(700)), "e"]))

    certificate = Certifier(model).certify(None, None, start(model.net, lambda _: False))

    assert certificate.verdict is Verdict.NET_ONLY
    assert certificate.reason == "SpiffWorkflow cannot read a process this long"


def test_a_known_limitation_is_no_excuse_for_a_step_without_it() -> None:
    drawing = Drawing(hosts={"b1": "A"}, calm=("b1",))
    model = definition("s -> A -> e", "b1 -> R -> e1", drawing=drawing)
    first = start(model.net, lambda _: False)
    token = Token(0, model.net.index_of("A"))

    certificate = Certifier(model).certify(
        first.marking,
        token,
        replace(fire(model.net, first.marking, token, lambda _: False), marking=first.marking),
    )

    assert certificate.verdict is Verdict.DIFFERS


@pytest.mark.parametrize("outcome", [True, False])
def test_outcomes_of_conditions_are_handed_to_both_engines(outcome: bool) -> None:
    model = definition(*LOOP, drawing=DEFAULT)
    first = start(model.net, lambda _: False)
    token = Token(0, model.net.index_of("A"))
    step = fire(model.net, first.marking, token, lambda _: outcome)

    turned = replace(step, asked=tuple(each._replace(value=not each.value) for each in step.asked))

    assert Certifier(model).certify(first.marking, token, step).verdict is Verdict.AGREED
    assert Certifier(model).certify(first.marking, token, turned).verdict is Verdict.DIFFERS
