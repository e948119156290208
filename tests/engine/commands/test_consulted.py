"""Consulting units chosen while the dossier runs: whose turn it is, when it is over, late answers and silence."""

import json
from datetime import date
from typing import Any

import pytest

from engine.commands.complete_task import CompleteTask
from engine.errors import Refused, Stuck
from engine.model.actor import Actor
from engine.model.calendar import CLOSED, WorkingCalendar, week
from engine.model.holidays import national_days
from engine.model.role import ANY_FIELD, Role
from engine.reports.open_tasks import OpenTask
from engine.reports.visible import works_on
from engine.reports.worklist import worklist
from engine.store import calendars, people
from engine.store.work import begin, reading
from processes.package import Package, read_package
from tests.support.city import Town
from tests.support.consultations import (
    LAW,
    ONE_REFUSAL,
    TWO_ANSWERS,
    UNITS,
    asked,
    asking_again,
    consulting,
)
from tests.support.hanoi import on_the_wall
from tests.support.replay import assert_journal_tells_all

REASON = "Chờ kết quả đo đạc lại tại hiện trường"


def asked_of(town: Town, dossier: str, unit: str) -> OpenTask:
    return next(task for task in town.tasks(dossier) if task.unit == unit)


def answer(town: Town, dossier: str, unit: str, ket_qua: str = "dong_y", reason: str | None = None) -> Any:
    task = asked_of(town, dossier, unit)
    command = CompleteTask(task.id, {"ket_qua": ket_qua}, late_reason=reason)
    return town.engine.handle(command, town.worker(task))


def answers(town: Town, dossier: str) -> Any:
    return town.head(dossier).data["y_kien"]


def closings(town: Town, dossier: str, kind: str) -> dict[str, Any]:
    rows = [row for row in town.journal(dossier) if row.kind == kind and row.facts["element"] == "B"]
    return {row.unit_code: row.facts for row in rows}


def with_silence(law: str | None) -> Package:
    named = {} if law is None else {"deemed_consent": {"legal_basis": law}}
    return consulting(silence="P5D", procedure=named)


# Whose turn it is.


def test_each_unit_that_was_chosen_gets_a_task_of_its_own(town: Town) -> None:
    dossier = asked(town, consulting(), *UNITS)

    assert sorted(task.unit for task in town.tasks(dossier)) == sorted(UNITS)
    assert {on_the_wall(task.due_at) for task in town.tasks(dossier) if task.due_at} == {"2018-11-07 08:15"}
    assert_journal_tells_all(town, dossier)


def test_each_is_due_by_the_calendar_of_its_own_unit(town: Town) -> None:
    monday, _, *rest = week()
    closed_on_tuesdays = WorkingCalendar(national_days(), office=(monday, CLOSED, *rest))
    with begin(town.database) as work:
        calendars.set_hours(work, "STC", closed_on_tuesdays, date(2018, 11, 1), "Quyết định để thử")
    town.restart()

    dossier = asked(town, consulting(), *UNITS)

    due = {task.unit: on_the_wall(task.due_at) for task in town.tasks(dossier) if task.due_at}
    assert due == {"SXD": "2018-11-07 08:15", "STC": "2018-11-08 08:15", "SQHKT": "2018-11-07 08:15"}


def test_no_unit_chosen_asks_nobody(town: Town) -> None:
    dossier = asked(town, consulting())

    assert town.open_elements(dossier) == ["C"]


def test_the_consulted_unit_says_itself_whose_field_it_is(town: Town) -> None:
    dossier = asked(town, consulting(), "SXD")
    task = asked_of(town, dossier, "SXD")
    deputy = deputy_of(town, "SXD", "ha-tang-ky-thuat")

    assert task.field == ANY_FIELD
    with reading(town.database) as work:
        assert [row.id for row in worklist(work, deputy, town.today)] == [task.id]
        assert works_on(work, deputy, dossier, town.today)
        assert deputy.person_id in [
            each.person_id for each in people.acting_as(work, "SXD", Role.HANDLER, ANY_FIELD, town.today)
        ]
    town.engine.handle(CompleteTask(task.id, {"ket_qua": "dong_y"}), deputy)
    assert town.open_elements(dossier) == ["C"]


def test_a_unit_that_was_not_asked_may_not_answer(town: Town) -> None:
    dossier = asked(town, consulting(), "SXD")
    task = asked_of(town, dossier, "SXD")

    with pytest.raises(Refused) as refused:
        town.engine.handle(CompleteTask(task.id, {"ket_qua": "dong_y"}), town.holder(Role.HANDLER, "STC"))

    assert refused.value.code == "actor.not_allowed"


def test_a_unit_that_does_not_exist_is_an_incident_that_names_it(town: Town) -> None:
    with pytest.raises(Stuck) as stuck:
        asked(town, consulting(), "SXD", "KHONG_CO")

    assert (stuck.value.code, stuck.value.facts["unit"]) == ("people.no_unit_chosen", "KHONG_CO")


# When it is over.


def test_without_a_condition_every_answer_is_waited_for(town: Town) -> None:
    dossier = asked(town, consulting(), *UNITS)

    answer(town, dossier, "STC", "khong_dong_y")
    answer(town, dossier, "SXD")
    before_the_last = town.open_elements(dossier)
    answer(town, dossier, "SQHKT")

    assert before_the_last == ["B"]
    assert town.open_elements(dossier) == ["C"]
    assert answers(town, dossier) == [
        {"don_vi": "SXD", "ket_qua": "dong_y"},
        {"don_vi": "STC", "ket_qua": "khong_dong_y"},
        {"don_vi": "SQHKT", "ket_qua": "dong_y"},
    ]
    assert_journal_tells_all(town, dossier)


def test_enough_answers_end_it_and_who_is_left_is_not_needed_any_more(town: Town) -> None:
    dossier = asked(town, consulting(TWO_ANSWERS), *UNITS)

    answer(town, dossier, "SQHKT")
    after_one = sorted(task.unit for task in town.tasks(dossier))
    answer(town, dossier, "STC")

    assert after_one == ["STC", "SXD"]
    assert town.open_elements(dossier) == ["C"]
    assert list(closings(town, dossier, "task_interrupted")) == ["SXD"]
    assert "deemed_consent" not in closings(town, dossier, "task_interrupted")["SXD"]
    assert_journal_tells_all(town, dossier)


@pytest.mark.parametrize("refusing", UNITS)
def test_one_refusal_ends_it_whoever_has_not_answered_yet(town: Town, refusing: str) -> None:
    dossier = asked(town, consulting(ONE_REFUSAL), *UNITS)

    answer(town, dossier, refusing, "khong_dong_y")

    assert town.open_elements(dossier) == ["C"]
    assert set(closings(town, dossier, "task_interrupted")) == {*UNITS} - {refusing}


def test_consent_does_not_end_a_consultation_that_waits_for_a_refusal(town: Town) -> None:
    dossier = asked(town, consulting(ONE_REFUSAL), *UNITS)

    answer(town, dossier, "SQHKT")

    assert sorted(task.unit for task in town.tasks(dossier)) == ["STC", "SXD"]


def test_what_was_answered_in_an_earlier_round_counts_no_more(town: Town) -> None:
    dossier = asked(town, asking_again(), "SXD", "STC")
    answer(town, dossier, "SXD")
    answer(town, dossier, "STC", "khong_dong_y")
    town.complete(dossier, "C", hoi_lai=True)

    town.complete(dossier, "A", don_vi_lay_y_kien=list(UNITS))
    nobody_yet = answers(town, dossier)
    answer(town, dossier, "SXD")

    assert nobody_yet == [None, None, None]
    assert town.open_elements(dossier) == ["B", "B"]
    assert_journal_tells_all(town, dossier)


def test_nobody_asked_has_answered_nothing(town: Town) -> None:
    dossier = asked(town, asking_again(), "SXD")
    answer(town, dossier, "SXD", "khong_dong_y")
    town.complete(dossier, "C", hoi_lai=True)

    town.complete(dossier, "A", don_vi_lay_y_kien=[])

    assert answers(town, dossier) == []


# Late answers.


def test_a_late_answer_without_a_reason_is_refused_and_nothing_changes(town: Town) -> None:
    dossier = asked(town, consulting(), *UNITS)
    town.move_to("2018-11-07 08:16")
    before = town.everything()

    for reason in (None, "", " \n "):
        with pytest.raises(Refused) as refused:
            answer(town, dossier, "SXD", reason=reason)
        assert refused.value.code == "task.late_reason_required"

    assert town.everything() == before


def test_the_reason_is_kept_in_the_journal_as_it_was_meant(town: Town) -> None:
    dossier = asked(town, consulting(), *UNITS)
    town.move_to("2018-11-07 08:16")

    answer(town, dossier, "SXD", reason=f"  {REASON} \r\n")

    assert closings(town, dossier, "task_completed")["SXD"]["late_reason"] == REASON
    assert "late_reason" not in str(town.head(dossier).data)
    assert_journal_tells_all(town, dossier)


@pytest.mark.parametrize("reason", ["x" * 2_001, "ẩn\x00", "đảo\u202echữ"])
def test_a_reason_that_cannot_be_kept_is_refused_with_its_problem(town: Town, reason: str) -> None:
    dossier = asked(town, consulting(), *UNITS)
    town.move_to("2018-11-07 08:16")

    with pytest.raises(Refused) as refused:
        answer(town, dossier, "SXD", reason=reason)

    assert refused.value.code == "form.invalid"
    assert [problem.path for problem in refused.value.facts["problems"]] == ["/reason"]


def test_an_answer_in_the_due_minute_needs_no_reason(town: Town) -> None:
    dossier = asked(town, consulting(), *UNITS)
    town.move_to("2018-11-07 08:15")

    answer(town, dossier, "SXD")

    assert "late_reason" not in closings(town, dossier, "task_completed")["SXD"]


def test_an_answer_in_time_takes_no_reason_for_being_late(town: Town) -> None:
    dossier = asked(town, consulting(), *UNITS)

    with pytest.raises(Refused) as refused:
        answer(town, dossier, "SXD", reason=REASON)

    assert refused.value.code == "task.not_late"


def test_only_who_is_consulted_gives_reasons(town: Town) -> None:
    dossier = asked(town, consulting())
    town.move_to("2018-11-20 10:00")

    town.complete(dossier, "C")

    assert town.head(dossier).state == "ended"


def test_a_fixed_unit_that_the_drawing_calls_consulted_gives_reasons_too(town: Town) -> None:
    town.put_in_force(fixed_consultation())
    dossier = town.open()
    task = town.task(dossier, "A")
    town.move_to("2018-11-06 10:00")

    with pytest.raises(Refused) as refused:
        town.engine.handle(CompleteTask(task.id, {}), town.worker(task))
    town.engine.handle(CompleteTask(task.id, {}, late_reason=REASON), town.worker(task))

    assert refused.value.code == "task.late_reason_required"
    assert town.head(dossier).state == "ended"


# Silence.


def test_silence_is_consent_where_the_procedure_names_the_law(town: Town) -> None:
    dossier = asked(town, with_silence(LAW), *UNITS)
    answer(town, dossier, "STC")

    town.move_to("2018-11-12 08:16")
    town.engine.fire_due_timers()

    assert town.open_elements(dossier) == ["C"]
    silent = closings(town, dossier, "task_interrupted")
    assert {unit: facts["deemed_consent"] for unit, facts in silent.items()} == {"SXD": LAW, "SQHKT": LAW}
    assert_journal_tells_all(town, dossier)


def test_silence_is_never_consent_without_a_law(town: Town) -> None:
    dossier = asked(town, with_silence(None), *UNITS)

    town.move_to("2018-11-12 08:16")
    town.engine.fire_due_timers()

    assert all(
        "deemed_consent" not in facts for facts in closings(town, dossier, "task_interrupted").values()
    )


def deputy_of(town: Town, unit: str, field: str) -> Actor:
    """A handler of a unit who has one field in charge and no other."""
    found = town.holder(Role.HANDLER, unit)
    with begin(town.database) as work:
        work.run(
            "UPDATE appointment SET fields = CAST(:fields AS jsonb) WHERE person_id = :person",
            {"fields": json.dumps([field]), "person": found.person_id},
        )
    return town.signed_in(found.person_id)


def fixed_consultation() -> Package:
    files = dict(consulting().files)
    bpmn = files["process.bpmn"].decode()
    start = bpmn.index('<userTask id="A"')
    alone = bpmn[start : bpmn.index("</userTask>", start)].replace(' motcua:form="A"', "")
    asked_alone = alone.replace("<userTask ", '<userTask motcua:consulted="true" ')
    head = bpmn[: bpmn.index("<startEvent")]
    flows = '<sequenceFlow id="s_A" sourceRef="s" targetRef="A"/><sequenceFlow id="A_e" sourceRef="A" targetRef="e"/>'
    body = f'<startEvent id="s"/>{asked_alone}</userTask><endEvent id="e"/>{flows}</process></definitions>'
    return read_package({"procedure.json": files["procedure.json"], "process.bpmn": (head + body).encode()})
