"""Incidents on pages: who sees them, and the four ways to mend one, as plain forms."""

import pytest

from engine.model.role import Role
from tests.support.city import Town
from tests.support.stuck import NO_WAY, incident_of, open_incidents_of, stuck_dossier
from tests.support.visitor import Enter


@pytest.fixture
def dossier(town: Town, address: str) -> str:
    """A dossier stuck at a gateway without a way."""
    return stuck_dossier(town, NO_WAY, so=1)


def test_the_list_tells_step_dossier_and_what_to_do(town: Town, enter: Enter, dossier: str) -> None:
    shown = enter("quantri").open("/incidents")

    assert dossier in shown.text
    assert (
        "Không điều kiện nào ở «x» đúng với dữ liệu; hãy sửa dữ liệu hoặc chọn hướng đi tiếp." in shown.text
    )
    assert f"/incidents/{incident_of(town, dossier).id}" in shown.links()


@pytest.mark.parametrize("account", ["lanhdao", "congbo"])
def test_leaders_and_the_office_see_the_list_too(enter: Enter, dossier: str, account: str) -> None:
    assert dossier in enter(account).open("/incidents").text


def test_an_administrator_of_another_unit_sees_nothing_of_it(enter: Enter, dossier: str) -> None:
    assert "Hiện không có hồ sơ nào gặp vướng mắc." in enter("lanhdao.007").open("/incidents").text


@pytest.mark.parametrize("account", ["thuly", "tiepnhan", "kiemtra", "thamtra"])
def test_nobody_else_sees_the_list_or_an_incident(
    town: Town, enter: Enter, dossier: str, account: str
) -> None:
    visitor = enter(account)

    visitor.open("/incidents", expected=403)
    visitor.open(f"/incidents/{incident_of(town, dossier).id}", expected=404)


def test_the_dossiers_page_shows_the_card_to_those_who_may_mend(enter: Enter, dossier: str) -> None:
    path = f"/dossiers/{dossier}"

    assert "Thử lại" in enter("quantri").open(path).buttons()
    assert "Thử lại" not in enter("thuly").open(path).buttons()


def test_data_are_corrected_with_a_reason(town: Town, enter: Enter, dossier: str) -> None:
    visitor = enter("quantri").open(f"/dossiers/{dossier}")

    visitor.press("Sửa và đi tiếp", reason="gõ nhầm số", **{"value.so": "4"})

    assert visitor.path == f"/dossiers/{dossier}"
    assert "Đặng Minh Tuấn sửa dữ liệu: so (1 → 4). Lý do: gõ nhầm số." in visitor.text
    assert town.open_elements(dossier) == ["B"]


def test_what_was_typed_is_not_lost_when_it_is_refused(enter: Enter, dossier: str) -> None:
    visitor = enter("quantri").open(f"/dossiers/{dossier}")

    visitor.press("Sửa và đi tiếp", expected=422, reason="gõ nhầm số", **{"value.so": "bốn"})

    assert visitor.page.xpath("//input[@name='value.so']/@value") == ["bốn"]
    assert visitor.page.xpath("//details[@open]//textarea/text()") == ["gõ nhầm số"]
    assert "Biểu mẫu còn mục chưa đúng" in visitor.text


def test_the_step_is_taken_by_hand(town: Town, enter: Enter, dossier: str) -> None:
    visitor = enter("lanhdao").open(f"/dossiers/{dossier}")
    assert visitor.page.xpath("//input[@name='flow']/@value") == ["x_B", "x_C"]

    visitor.press("Đi tiếp", reason="lãnh đạo quyết định", flow="x_C")

    assert town.open_elements(dossier) == ["C"]
    assert "thực hiện thay quy trình bước: x. Lý do: lãnh đạo quyết định." in visitor.text


def test_without_a_choice_the_form_comes_back(town: Town, enter: Enter, dossier: str) -> None:
    visitor = enter("quantri").open(f"/incidents/{incident_of(town, dossier).id}")

    visitor.press("Đi tiếp", expected=422, reason="lãnh đạo quyết định")

    assert "Hãy chọn một hướng đi tiếp." in visitor.text


def test_a_retry_in_vain_says_what_still_stands_in_the_way(enter: Enter, dossier: str) -> None:
    visitor = enter("quantri").open(f"/dossiers/{dossier}")

    visitor.press("Thử lại", expected=409)

    assert "Vẫn chưa đi tiếp được: Không điều kiện nào ở «x» đúng với dữ liệu" in visitor.text


def test_the_dossier_is_cancelled_with_a_reason(town: Town, enter: Enter, dossier: str) -> None:
    visitor = enter("quantri").open(f"/dossiers/{dossier}")

    visitor.press("Dừng hồ sơ", reason="người nộp xin rút")

    assert "Đã dừng do vướng mắc" in visitor.text
    assert "Đặng Minh Tuấn dừng giải quyết hồ sơ. Lý do: người nộp xin rút." in visitor.text
    assert open_incidents_of(town, dossier) == []


def test_an_incident_that_is_over_says_so(town: Town, enter: Enter, dossier: str) -> None:
    visitor = enter("quantri").open(f"/dossiers/{dossier}")
    town.complete(dossier, "A", so=4)

    visitor.press("Thử lại", expected=409)

    assert "Vướng mắc này đã được xử lý" in visitor.text


def test_a_form_is_not_taken_from_elsewhere(town: Town, enter: Enter, dossier: str) -> None:
    visitor = enter("quantri").open(f"/dossiers/{dossier}")
    form = visitor.form("Thử lại")
    form["data"]["csrf"] = ["another"]

    visitor.send(form, expected=403)

    assert len(open_incidents_of(town, dossier)) == 1


def test_the_administrator_finds_the_list_in_the_menu(town: Town, enter: Enter, dossier: str) -> None:
    assert "/incidents" in enter("quantri").open(f"/dossiers/{dossier}").links()
    assert "/incidents" not in enter("thuly").open(f"/dossiers/{dossier}").links()
    assert town.holder(Role.UNIT_ADMINISTRATOR).person_id == "quantri"
