"""Start events that nothing would ever let happen."""

from engine.bpmn.finding import Finding
from processes.check import check
from processes.package import Package, read_package
from tests.support.elements import draw, timer
from tests.support.packages import package


def unattended(what: Package) -> list[str | None]:
    found: list[Finding] = check(what)
    return [each.element for each in found if each.code == "support.unattended_start"]


def test_no_moment_opens_a_dossier_by_itself() -> None:
    assert unattended(package("s -> A -> e", "s2 -> B -> e2", timers={"s2": "P1D"})) == ["s2"]


def test_a_message_and_a_signal_open_dossiers() -> None:
    drawn = package("s -> A -> e", "s2 -> B -> e2", messages={"s": "mo"}, signals={"s2": "bao"})

    assert unattended(drawn) == []


def test_a_bare_diagram_may_start_as_it_likes() -> None:
    drawn = draw("s -> A -> e", content={"s": timer("2019-01-02T08:00:00", "timeDate")})

    assert unattended(read_package({"process.bpmn": drawn})) == []


def test_a_timer_after_the_start_is_nobodys_opening() -> None:
    assert unattended(package("s -> A -> e", "b1 -> B -> e2", timers={"b1": "P1D"}, hosts={"b1": "A"})) == []
