"""Which units a dossier consulted, and how each stands to its due date."""

from typing import Any

from engine.commands.complete_task import CompleteTask
from engine.reports.consultation import Consultation, Outcome, consultations
from engine.reports.control_slip import Timeliness
from engine.store.work import reading
from tests.support.city import Town
from tests.support.consultations import LAW, TWO_ANSWERS, UNITS, asked, consulting
from tests.support.hanoi import on_the_wall
from tests.support.packages import package

REASON = "Chờ kết quả đo đạc lại"


def told(town: Town, dossier: str) -> dict[str, Consultation]:
    with reading(town.database) as work:
        return {each.unit: each for each in consultations(work, dossier, town.clock())}


def answer(town: Town, dossier: str, unit: str, reason: str | None = None) -> None:
    task = next(task for task in town.tasks(dossier) if task.unit == unit)
    command = CompleteTask(task.id, {"ket_qua": "dong_y"}, late_reason=reason)
    town.engine.handle(command, town.worker(task))


def standing(row: Consultation) -> tuple[Any, ...]:
    return row.outcome, row.timeliness, row.label


def test_a_row_tells_who_was_asked_when_and_what_was_answered(town: Town) -> None:
    dossier = asked(town, consulting(), *UNITS)
    town.move_to("2018-11-06 09:00")
    answer(town, dossier, "SQHKT")

    row = told(town, dossier)["SQHKT"]

    assert (row.element, row.step, row.unit_name) == ("B", "B", "Sở Quy hoạch - Kiến trúc")
    assert row.due_at is not None
    assert row.closed_at is not None
    assert [on_the_wall(at) for at in (row.asked_at, row.due_at, row.closed_at)] == [
        "2018-11-05 08:15",
        "2018-11-07 08:15",
        "2018-11-06 09:00",
    ]
    assert (row.answer, row.late_reason, row.legal_basis) == ({"ket_qua": "dong_y"}, None, None)


def test_each_stands_to_its_own_due_date(town: Town) -> None:
    dossier = asked(town, consulting(), *UNITS)
    town.move_to("2018-11-06 09:00")
    answer(town, dossier, "SXD")
    town.move_to("2018-11-07 08:15")
    answer(town, dossier, "STC")

    rows = told(town, dossier)

    assert list(rows) == list(UNITS)
    assert standing(rows["SXD"]) == (Outcome.ANSWERED, Timeliness.EARLY, "Trước hạn")
    assert standing(rows["STC"]) == (Outcome.ANSWERED, Timeliness.ON_TIME, "Đúng hạn")
    assert standing(rows["SQHKT"]) == (Outcome.WAITING, Timeliness.UNTIMED, "Chưa có ý kiến")


def test_who_never_answers_is_late_from_the_minute_after_the_due_one(town: Town) -> None:
    dossier = asked(town, consulting(), *UNITS)

    town.move_to("2018-11-07 08:15")
    before = standing(told(town, dossier)["STC"])
    town.move_to("2018-11-07 08:16")

    assert before == (Outcome.WAITING, Timeliness.UNTIMED, "Chưa có ý kiến")
    assert standing(told(town, dossier)["STC"]) == (
        Outcome.WAITING,
        Timeliness.OVERDUE,
        "Quá hạn, chưa có ý kiến",
    )


def test_a_late_answer_comes_with_its_reason(town: Town) -> None:
    dossier = asked(town, consulting(), *UNITS)
    town.move_to("2018-11-08 10:00")

    answer(town, dossier, "STC", REASON)

    row = told(town, dossier)["STC"]
    assert standing(row) == (Outcome.ANSWERED, Timeliness.OVERDUE, "Quá hạn")
    assert row.late_reason == REASON


def test_who_is_not_needed_any_more_is_not_called_late(town: Town) -> None:
    dossier = asked(town, consulting(TWO_ANSWERS), *UNITS)
    answer(town, dossier, "STC")
    answer(town, dossier, "SXD")
    town.move_to("2018-11-20 10:00")

    row = told(town, dossier)["SQHKT"]

    assert standing(row) == (Outcome.NOT_NEEDED, Timeliness.UNTIMED, "Không còn cần ý kiến")


def test_silence_that_a_law_counts_as_consent_names_the_law(town: Town) -> None:
    package = consulting(silence="P5D", procedure={"deemed_consent": {"legal_basis": LAW}})
    dossier = asked(town, package, *UNITS)
    answer(town, dossier, "STC")
    town.move_to("2018-11-12 08:16")
    town.engine.fire_due_timers()

    rows = told(town, dossier)

    assert rows["STC"].legal_basis is None
    assert standing(rows["SXD"]) == (Outcome.DEEMED_CONSENT, Timeliness.UNTIMED, "Coi như đồng ý")
    assert (rows["SXD"].legal_basis, rows["SXD"].answer) == (LAW, {})


def test_other_steps_are_no_consultations(town: Town) -> None:
    town.put_in_force(package("s -> A -> B -> e"))
    dossier = town.open()
    town.complete(dossier, "A")

    assert told(town, dossier) == {}


def test_another_dossier_tells_its_own(town: Town) -> None:
    first = asked(town, consulting(), "SXD")
    second = asked(town, consulting(), "STC")

    assert (list(told(town, first)), list(told(town, second))) == (["SXD"], ["STC"])
