"""What the page of a dossier tells of a consultation that ended without every answer."""

from engine.commands.complete_task import CompleteTask
from tests.support.city import Town
from tests.support.consultations import LAW, TWO_ANSWERS, UNITS, asked, consulting
from tests.support.visitor import Enter


def answer(town: Town, dossier: str, unit: str) -> None:
    task = next(task for task in town.tasks(dossier) if task.unit == unit)
    town.engine.handle(CompleteTask(task.id, {"ket_qua": "dong_y"}), town.worker(task))


def test_silence_is_told_with_the_law_that_makes_it_consent(town: Town, enter: Enter) -> None:
    package = consulting(silence="P5D", procedure={"deemed_consent": {"legal_basis": LAW}})
    dossier = asked(town, package, *UNITS)
    answer(town, dossier, "STC")
    town.move_to("2018-11-12 08:16")
    town.engine.fire_due_timers()

    page = enter("thuly.00295").open(f"/dossiers/{dossier}").text

    assert f"Sở Xây dựng không trả lời, coi như đồng ý theo {LAW}" in page
    assert page.count(f"Coi như đồng ý theo {LAW}") == 2


def test_who_is_left_when_enough_have_answered_is_told_so(town: Town, enter: Enter) -> None:
    dossier = asked(town, consulting(TWO_ANSWERS), *UNITS)
    answer(town, dossier, "SXD")
    answer(town, dossier, "SQHKT")

    page = enter("thuly.00295").open(f"/dossiers/{dossier}").text

    assert "Không còn cần ý kiến của Sở Tài chính" in page
    assert page.count("Không còn cần ý kiến") == 2


def test_a_dossier_that_consulted_nobody_has_no_table_of_answers(town: Town, enter: Enter) -> None:
    dossier = asked(town, consulting())

    assert "Lấy ý kiến các cơ quan" not in enter("thuly.00295").open(f"/dossiers/{dossier}").text
