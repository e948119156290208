"""Every task must ask for somebody who exists: a role at a level and body, on the day the procedure starts."""

import pytest

from engine.bpmn.finding import Finding
from engine.model.role import TASK_ROLES, Role
from processes.check import check
from tests.support.bad_diagrams import checked
from tests.support.bpmn import Drawing, diagram
from tests.support.packages import package


def about_people(seat: str, effective_from: str = "2018-10-26") -> list[Finding]:
    judged = package("s -> A -> e", seats={"A": seat}, procedure={"effective_from": effective_from})
    return [finding for finding in check(judged) if finding.code.startswith("people.")]


@pytest.mark.parametrize(
    "seat",
    [
        "commune committee reception_clerk",
        "district committee head_of_division",
        "district agency leader",
        "city department handler",
        "city facility records_clerk",
        "city committee leader",
    ],
)
def test_a_role_that_exists_there_is_accepted(seat: str) -> None:
    assert about_people(seat) == []


@pytest.mark.parametrize(
    "seat",
    [
        "commune department handler",
        "district facility handler",
        "city committee reception_clerk",
        "city facility return_clerk",
        "city agency council_member",
    ],
)
def test_a_role_that_does_not_exist_there_is_told_with_the_name_of_the_role(seat: str) -> None:
    (finding,) = about_people(seat)

    assert (finding.code, finding.element) == ("people.no_such_role", "A")
    assert Role(seat.split()[2]).label in finding.message


@pytest.mark.parametrize(("effective_from", "count"), [("2025-06-30", 1), ("2025-07-01", 0)])
def test_a_commune_has_divisions_since_the_two_level_reform(effective_from: str, count: int) -> None:
    assert len(about_people("commune committee head_of_division", effective_from)) == count


@pytest.mark.parametrize("role", sorted(set(Role) - TASK_ROLES))
def test_roles_that_look_after_the_system_do_no_tasks_even_in_a_bare_diagram(role: Role) -> None:
    settings = f'motcua:level="city" motcua:body="department" motcua:role="{role}"'
    drawn = diagram("s -> A -> e", drawing=Drawing(attributes={"A": settings}))

    assert "people.no_such_role" in {finding.code for finding in checked({"process.bpmn": drawn})}


@pytest.mark.parametrize("missing", ["motcua:level", "motcua:role"])
def test_a_level_without_a_role_or_a_role_without_a_level_is_no_seat(missing: str) -> None:
    both = {"motcua:level": "commune", "motcua:role": "handler"}
    written = " ".join(f'{name}="{text}"' for name, text in both.items() if name != missing)
    drawn = diagram("s -> A -> e", drawing=Drawing(attributes={"A": written}))

    assert "people.no_seat" in {finding.code for finding in checked({"process.bpmn": drawn})}
