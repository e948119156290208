"""Deployments: kept under their hash for ever; which one is in force is a question of the moment."""

from datetime import datetime

import pytest

from engine.bpmn.deployment import assemble
from engine.errors import Refused, Stuck
from engine.store import deployments
from engine.store.deployments import Deployments
from engine.store.work import begin, reading
from processes.package import Package
from tests.support.city import Town
from tests.support.hanoi import hanoi
from tests.support.packages import deployment_of, package
from tests.support.statements import counted

FIRST, SECOND = package("s -> A -> e"), package("s -> B -> e")
MONDAY, TUESDAY = hanoi("2018-11-05 08:00"), hanoi("2018-11-06 08:00")


def test_a_deployment_comes_back_equal_by_hash(town: Town) -> None:
    stored = town.put_in_force(FIRST, MONDAY)

    with reading(town.database) as work:
        again = Deployments().get(work, stored.digest)

    assert again.digest == deployment_of(FIRST).digest
    assert again.main.fingerprint == deployment_of(FIRST).main.fingerprint


def test_one_changed_letter_of_one_file_is_another_deployment() -> None:
    changed = {**FIRST.files, "process.bpmn": FIRST.files["process.bpmn"].replace(b'name="A"', b'name="B"')}

    assert assemble(changed).digest != assemble(FIRST.files).digest


def test_storing_the_same_deployment_again_changes_nothing(town: Town) -> None:
    town.put_in_force(FIRST, MONDAY)
    before = town.rows("SELECT * FROM deployment")

    with begin(town.database) as work:
        deployments.add(work, deployment_of(FIRST), FIRST.files, TUESDAY)

    assert town.rows("SELECT * FROM deployment") == before


def test_an_unknown_hash_is_refused(town: Town) -> None:
    with reading(town.database) as work, pytest.raises(Refused, match=r"deployment\.unknown"):
        Deployments().get(work, "khong-co")


def test_what_was_read_once_is_remembered(town: Town) -> None:
    digest = town.put_in_force(FIRST, MONDAY).digest
    known = Deployments()
    with reading(town.database) as work:
        first = known.get(work, digest)

    with counted(town.database) as traffic, reading(town.database) as work:
        again = known.get(work, digest)

    assert again is first
    assert traffic.statements == []


@pytest.mark.parametrize(
    ("at", "expected"), [(MONDAY, FIRST), (hanoi("2018-11-06 07:59"), FIRST), (TUESDAY, SECOND)]
)
def test_the_version_in_force_is_the_newest_that_has_begun(
    town: Town, at: datetime, expected: Package
) -> None:
    town.put_in_force(SECOND, TUESDAY)
    town.put_in_force(FIRST, MONDAY)

    with reading(town.database) as work:
        found = Deployments().in_force(work, "L.THU", "", at)

    assert found.digest == deployment_of(expected).digest


def test_a_correction_of_the_same_moment_is_the_later_version(town: Town) -> None:
    town.put_in_force(FIRST, MONDAY)
    corrected = town.put_in_force(SECOND, MONDAY)

    with reading(town.database) as work:
        found = Deployments().in_force(work, "L.THU", "", MONDAY)

    assert found.digest == corrected.digest
    assert [row.version for row in town.rows("SELECT version FROM procedure_version ORDER BY 1")] == [1, 2]


def test_the_cases_of_one_procedure_have_versions_of_their_own(town: Town) -> None:
    town.put_in_force(FIRST, MONDAY)
    other_case = town.put_in_force(package("s -> B -> e", procedure={"case": "cap-lai"}), MONDAY)

    with reading(town.database) as work:
        found = Deployments().in_force(work, "L.THU", "cap-lai", MONDAY)

    assert found.digest == other_case.digest
    assert {row.version for row in town.rows("SELECT version FROM procedure_version")} == {1}


@pytest.mark.parametrize("code", ["L.THU", "L.KHAC"])
def test_a_procedure_with_no_version_begun_is_not_in_force(town: Town, code: str) -> None:
    town.put_in_force(FIRST, TUESDAY)

    with reading(town.database) as work, pytest.raises(Refused) as refused:
        Deployments().in_force(work, code, "", MONDAY)

    assert refused.value.code == "procedure.not_in_force"
    assert refused.value.facts["code"] == code


def test_a_called_process_of_the_same_file_goes_before_one_in_force(town: Town) -> None:
    deployment = town.put_in_force(FIRST, MONDAY)
    town.put_in_force(package("s -> B -> e", procedure={"code": "L.KHAC"}), MONDAY)

    with reading(town.database) as work:
        found = town.engine.deployments.process(work, deployment, "Process_Thu", MONDAY)

    assert found is deployment.main


def test_a_called_process_that_nobody_deployed_is_stuck(town: Town) -> None:
    deployment = town.put_in_force(FIRST, MONDAY)

    with reading(town.database) as work, pytest.raises(Stuck, match=r"call\.not_found"):
        Deployments().process(work, deployment, "Process_KhongCo", MONDAY)


def test_a_bare_diagram_cannot_be_put_in_force(town: Town) -> None:
    bare = assemble({"process.bpmn": FIRST.files["process.bpmn"]})

    with pytest.raises(Refused, match=r"deployment\.no_procedure"), begin(town.database) as work:
        deployments.put_in_force(work, bare, MONDAY)
