import pytest

from engine.bpmn.deployment import PROCESS_FILE, assemble
from processes.walk import Answer, read_script, walk
from tests.support.dmn import table
from tests.support.elements import draw, incident, reasons

DRAWN = draw(
    "s -> D -> x", "x ? A -> e", "x -> e", tags={"D": "businessRuleTask"},
    attributes={"D": 'motcua:decision="le_phi"'}, conditions={"x_A": "le_phi > 5000"}, default={"x": "e"},
)  # fmt: skip
FILES = {PROCESS_FILE: DRAWN, "decisions/le_phi.dmn": table("so_ban | le_phi", "<= 2 | 5000", "> 2 | 8000")}


def decided(engine: str, **data: object) -> Answer:
    return walk(assemble(FILES), read_script({"data": data}), engine)


@pytest.mark.parametrize("engine", ["net", "pair"])
@pytest.mark.parametrize(("copies", "opened"), [(2, ()), (3, ("A",))])
def test_a_business_rule_task_gives_its_decision_to_what_follows(
    engine: str, copies: int, opened: tuple[str, ...]
) -> None:
    answer = decided(engine, so_ban=copies)

    assert answer.open == opened
    assert answer.trace[:2] == ("s", "D")


@pytest.mark.parametrize("engine", ["net", "pair"])
def test_a_decision_that_no_rule_answers_is_an_incident_at_its_task(engine: str) -> None:
    assert incident(decided(engine))[1] == "D"


def test_both_engines_take_every_step() -> None:
    assert reasons(DRAWN) == set()


def test_a_task_without_its_table_is_an_incident() -> None:
    answer = walk(assemble({PROCESS_FILE: DRAWN}), read_script({}), "net")

    assert incident(answer) == ("call.nothing", "D")
