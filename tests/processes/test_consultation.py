"""A consultation goes on without an answer only where the procedure names the law that makes silence consent."""

from engine.bpmn.finding import Finding, Severity
from processes.check import Verdict, check, verdict
from processes.package import Package, read_package
from tests.support.bpmn import Drawing, definition, found
from tests.support.consultations import LAW, consulting
from tests.support.packages import deployment_of

WITH_A_LAW = {"deemed_consent": {"legal_basis": LAW}}
CONSULTED = 'motcua:consulted="true"'


def silences(package: Package) -> list[Finding]:
    return [each for each in check(package) if each.code == "time.deemed_consent"]


def law_of(package: Package) -> str | None:
    procedure = deployment_of(package).procedure
    assert procedure is not None
    return procedure.deemed_consent


def ended_by(event: str, *arrows: str, drawing: Drawing) -> set[str]:
    drawn = definition(*arrows, drawing=drawing)
    return {drawn.element(task).id for task in drawn.unasked_by(drawn.net.index_of(event))}


def test_a_timer_that_ends_a_consultation_needs_a_law() -> None:
    (finding,) = silences(consulting(silence="P12D"))

    assert (finding.severity, finding.element) == (Severity.ERROR, "b")
    assert "deemed_consent" in finding.message


def test_with_the_law_named_silence_is_accepted() -> None:
    package = consulting(silence="P12D", procedure=WITH_A_LAW)

    assert silences(package) == []
    assert law_of(package) == LAW


def test_a_consultation_without_a_timer_needs_no_law() -> None:
    package = consulting()

    assert verdict(check(package)) is Verdict.ACCEPTED
    assert law_of(package) is None


def test_a_law_without_words_is_no_law() -> None:
    package = consulting(procedure={"deemed_consent": {"legal_basis": " "}})

    assert ("read.procedure", None) in found(check(package))


def test_a_reminder_that_does_not_interrupt_ends_nothing() -> None:
    drawing = Drawing(hosts={"b": "A"}, calm={"b"}, timers={"b": "P5D"}, attributes={"A": CONSULTED})

    assert ended_by("b", "s -> A -> e1", "b -> N -> e2", drawing=drawing) == set()


def test_a_timer_on_a_step_that_consults_nobody_is_free() -> None:
    drawing = Drawing(hosts={"b": "A"}, timers={"b": "P5D"})

    assert ended_by("b", "s -> A -> e1", "b -> e2", drawing=drawing) == set()


def test_a_timer_around_nothing_but_consultations_ends_them_all() -> None:
    drawing = Drawing(
        hosts={"b": "S"},
        timers={"b": "P5D"},
        inside=dict.fromkeys(("s2", "p1", "A", "B", "p2", "e2"), "S"),
        attributes={"A": CONSULTED, "B": CONSULTED},
    )

    arrows = ("s -> S -> e1", "b -> e3", "s2 -> p1 -> A -> p2 -> e2", "p1 -> B -> p2")

    assert ended_by("b", *arrows, drawing=drawing) == {"A", "B"}


def test_a_timer_around_more_than_consultations_is_not_about_silence() -> None:
    drawing = Drawing(
        hosts={"b": "S"},
        timers={"b": "P5D"},
        inside=dict.fromkeys(("s2", "A", "B", "e2"), "S"),
        attributes={"A": CONSULTED},
    )

    assert ended_by("b", "s -> S -> e1", "b -> e3", "s2 -> A -> B -> e2", drawing=drawing) == set()


def test_a_unit_asked_must_be_named_before() -> None:
    package = consulting()
    files = dict(package.files)
    files["process.bpmn"] = files["process.bpmn"].replace(b'motcua:unit="don_vi"', b'motcua:unit="la"')

    assert ("data.unwritten", "B") in found(check(read_package(files)))


def test_what_each_unit_answered_may_be_read_when_the_consultation_is_over() -> None:
    package = consulting()
    files = dict(package.files)
    files["process.bpmn"] = files["process.bpmn"].replace(
        b'<sequenceFlow id="C_e" sourceRef="C" targetRef="e"></sequenceFlow>',
        b'<exclusiveGateway id="y" default="y_e"/><sequenceFlow id="C_y" sourceRef="C" targetRef="y"/>'
        b'<sequenceFlow id="y_e" sourceRef="y" targetRef="e"/><sequenceFlow id="y_C" sourceRef="y" targetRef="C">'
        b"<conditionExpression>count(y_kien) = 0</conditionExpression></sequenceFlow>",
    )

    assert verdict(check(read_package(files))) is Verdict.ACCEPTED
