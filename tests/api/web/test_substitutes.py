"""The page of substitutes: arranged by those who may, shown to those it concerns, ended with one press."""

import pytest

from tests.support.city import Town
from tests.support.packages import package
from tests.support.visitor import Enter, Visitor

ABSENT = {"post": "thuly|00295|handler", "substitute": "vanthu", "reason": "Nghỉ phép"}
DAYS = {"valid_from": "2018-11-05", "valid_until": "2018-11-06"}


def offered(visitor: Visitor, name: str) -> list[str]:
    return visitor.page.xpath(f"//select[@name='{name}']/option/@value")  # type: ignore[no-any-return]


def test_a_person_arranges_for_oneself_and_the_substitute_works_on_the_tasks_then(
    town: Town, enter: Enter
) -> None:
    town.put_in_force(package("s -> A -> e"))
    town.open({"ho_ten": "Lê Văn Tám"})
    handler, clerk = enter("thuly").open("/substitutes"), enter("vanthu")
    assert "Lê Văn Tám" not in clerk.open("/tasks").text

    handler.press("Phân công", **ABSENT, **DAYS)

    assert (handler.path, "Lê Thị Bích Ngọc" in handler.text) == ("/substitutes", True)
    assert "Lê Văn Tám" in clerk.open("/tasks").text
    assert "05/11/2018 – 06/11/2018" in clerk.open("/substitutes").text


def test_what_is_wrong_is_said_and_what_was_typed_stays(enter: Enter) -> None:
    handler = enter("thuly").open("/substitutes")

    handler.press("Phân công", expected=422, **ABSENT, valid_from="2018-11-01", valid_until="2018-11-06")

    assert "Các ngày chưa đúng: từ ngày 05/11/2018 trở đi" in handler.text
    assert handler.page.get_element_by_id("reason").get("value") == "Nghỉ phép"


def test_the_leader_chooses_among_the_posts_of_the_unit_and_a_clerk_only_ones_own(enter: Enter) -> None:
    leader, clerk = enter("lanhdao").open("/substitutes"), enter("thuly").open("/substitutes")

    assert {"thuly|00295|handler", "lanhdao|00295|leader"} <= set(offered(leader, "post"))
    assert offered(clerk, "post") == ["thuly|00295|handler"]
    assert "thuly" not in offered(clerk, "substitute")


def test_whoever_arranged_it_ends_it_and_a_stranger_cannot(town: Town, enter: Enter) -> None:
    handler = enter("thuly").open("/substitutes").press("Phân công", **ABSENT, **DAYS)
    (row,) = town.rows("SELECT id FROM substitution")
    stranger = enter("thuly.00298").open("/substitutes")
    assert "Lê Thị Bích Ngọc" not in stranger.text
    form = handler.form("Kết thúc")
    stranger_form = stranger.form("Phân công") | {"action": f"/substitutes/{row.id}/revoke"}

    stranger.send(stranger_form, expected=403)
    handler.send(form)

    assert "hủy lúc 08:15 05/11/2018" in handler.text


@pytest.mark.parametrize(
    "fields", [{"post": ""}, {"post": "thuly|00295|khong_co"}, {"valid_from": "hôm nay"}]
)
def test_a_form_that_was_tampered_with_is_refused(enter: Enter, fields: dict[str, str]) -> None:
    handler = enter("thuly").open("/substitutes")

    handler.press("Phân công", expected=422, **(ABSENT | DAYS | fields))
