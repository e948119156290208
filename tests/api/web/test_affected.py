"""The administrator's page of dossiers that a changed calendar moves: first a list, then, by a button, the ledger."""

import pytest

from engine.store import calendars
from engine.store.work import begin
from tests.engine.commands.test_recalculate_due_date import DOCUMENT, FLOOD
from tests.support.city import Town
from tests.support.visitor import Enter

BURIAL = "L.249197"
PAGE = "/calendar/affected?day=2018-11-14"


@pytest.fixture
def dossier(town: Town, address: str) -> str:
    """A dossier whose time runs over the day that is then taken off."""
    town.move_to("2018-11-12 09:00")
    code = town.open({"ho_ten": "Đỗ Thị Bình"}, code=BURIAL)
    with begin(town.database) as work:
        calendars.add_special_days(work, [FLOOD])
    town.engine.reload()
    return code


@pytest.mark.parametrize("account", ["quantri", "quantri.tp"])
def test_the_list_names_the_dossier_with_both_dates_and_changes_nothing(
    town: Town, enter: Enter, dossier: str, account: str
) -> None:
    before = town.everything()

    administrator = enter(account).open(PAGE)

    assert dossier in administrator.text
    assert "Đỗ Thị Bình" in administrator.text
    assert town.everything() == before


def test_the_button_enters_the_new_date_with_its_document_and_the_list_is_empty(
    town: Town, enter: Enter, dossier: str
) -> None:
    administrator = enter("quantri").open(PAGE)

    administrator.press("Tính lại ngày hẹn trả", document=DOCUMENT)

    assert "Đã tính lại ngày hẹn trả của 1 hồ sơ" in administrator.text
    assert "Không có hồ sơ nào" in administrator.text
    assert town.kinds(dossier)[-1] == "due_recalculated"
    assert DOCUMENT in enter("tiepnhan").open(f"/dossiers/{dossier}").text


def test_a_dossier_that_cannot_be_recalculated_is_named_and_the_rest_is_done(
    town: Town, enter: Enter, dossier: str
) -> None:
    administrator = enter("quantri").open(PAGE)
    form = administrator.form("Tính lại ngày hẹn trả")
    form["data"]["dossier"].append("000.19.37.H26-181112-9999")

    administrator.send(form, expected=422, document=DOCUMENT)

    assert "000.19.37.H26-181112-9999: Không có hồ sơ mã" in administrator.text
    assert town.kinds(dossier)[-1] == "due_recalculated"


def test_without_a_document_nothing_is_entered(town: Town, enter: Enter, dossier: str) -> None:
    enter("quantri").open(PAGE).press("Tính lại ngày hẹn trả", expected=422, document=" ")

    assert "due_recalculated" not in town.kinds(dossier)


@pytest.mark.parametrize("account", ["tiepnhan", "lanhdao", "theodoi"])
def test_who_administers_nothing_sees_no_list(enter: Enter, dossier: str, account: str) -> None:
    enter(account).open(PAGE, expected=403)


def test_an_administrator_may_not_ask_about_a_unit_of_others(enter: Enter, dossier: str) -> None:
    enter("quantri").open("/calendar/affected?unit=00298", expected=403)


@pytest.mark.parametrize("query", ["", "?day="])
def test_nothing_asked_lists_nothing(enter: Enter, dossier: str, query: str) -> None:
    assert dossier not in enter("quantri").open(f"/calendar/affected{query}").text


def test_a_day_that_cannot_be_read_is_refused(enter: Enter, dossier: str) -> None:
    enter("quantri").open("/calendar/affected?day=30/2/2018", expected=409)
