from engine.bpmn.advance import begin
from engine.bpmn.deployment import compile_file
from engine.bpmn.effect import World
from tests.support.elements import about, done, draw, play, reasons

MESSAGE = about("message")


def test_a_message_end_event_sends_and_ends() -> None:
    drawn = draw("s -> A -> e", "s -> c -> B -> e2", content={"e": MESSAGE, "c": MESSAGE})

    assert play(drawn, done("A")).open == ("B",)
    assert play(drawn, done("A"), done("B")).state == "completed"
    assert reasons(drawn) == set()


def test_what_nobody_here_waits_for_leaves_for_other_dossiers() -> None:
    main = compile_file(draw("s -> e", content={"e": MESSAGE})).main
    assert main is not None

    advance = begin(main, World({}, lambda called, _: called))

    assert [(sent.kind, sent.name) for sent in advance.sent] == [("message", "x")]
    assert advance.run == ()
