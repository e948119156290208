"""The one search box: on every page, with and without JavaScript, and blind to what one may not see."""

import pytest
from playwright.sync_api import Page, expect

from engine.store import bulk
from engine.store.bulk import Alias
from engine.store.work import begin
from tests.api.web.test_dossier import codes
from tests.support.city import Town
from tests.support.visitor import Enter

BURIAL = "L.249197"


@pytest.fixture
def dossier(town: Town, address: str) -> str:
    return town.open({"ho_ten": "Nguyễn Văn Á", "dien_thoai": "0912345678"}, code=BURIAL)


@pytest.mark.parametrize("path", ["/tasks", "/dossiers", "/dossiers/new", "/password"])
def test_every_page_of_a_person_has_the_box(enter: Enter, dossier: str, path: str) -> None:
    clerk = enter("tiepnhan").open(path)
    (box,) = clerk.page.xpath("//form[@role='search'][@action='/dossiers']")

    clerk.open(f"{box.get('action')}?q=nguyen van a")

    assert box.get("method") == "get"
    assert codes(clerk) == [dossier]


def test_nobody_who_is_not_signed_in_has_the_box(enter: Enter) -> None:
    assert "Tìm" not in enter("").open("/lookup").buttons()


@pytest.mark.parametrize("typed", ["ngu", "0912", "181105-0001", "h26.37.19-181105-0001"])
def test_what_fits_is_offered_while_one_types(enter: Enter, dossier: str, typed: str) -> None:
    clerk = enter("tiepnhan").open(f"/search/dossiers?q={typed}")

    assert clerk.links() == {f"/dossiers/{dossier}"}
    assert "Nguyễn Văn Á" in clerk.text


def test_another_unit_is_offered_nothing_and_not_told_that_there_is_something(
    enter: Enter, dossier: str
) -> None:
    stranger = enter("thuly.00298")

    assert stranger.open("/search/dossiers?q=nguyen").text == stranger.open("/search/dossiers?q=khongco").text
    assert stranger.links() == set()


def test_an_old_number_or_the_other_order_opens_the_dossier_under_its_own_code(
    town: Town, enter: Enter, dossier: str
) -> None:
    (row,) = town.rows("SELECT id FROM dossier")
    with begin(town.database) as work:
        bulk.add_aliases(work, [Alias(row.id, "epar", "12-HS-2017")])
    clerk = enter("tiepnhan")

    for known in ("12-HS-2017", "H26.37.19-181105-0001"):
        assert clerk.open(f"/dossiers/{known}").heading == dossier
    assert "Số ở hệ thống cũ" in clerk.text
    assert "12-HS-2017" in clerk.text


def test_the_public_look_up_takes_either_order(town: Town, enter: Enter, dossier: str) -> None:
    citizen = enter("").open("/lookup")

    citizen.press("Tra cứu", code="h26.37.19-181105-0001", digits="5678")

    assert dossier in citizen.heading


def test_a_browser_shows_the_offers_below_the_box(address: str, dossier: str, browser_page: Page) -> None:
    browser_page.goto(f"{address}/sign-in")
    browser_page.fill("#demo-account", "tiepnhan")
    browser_page.get_by_role("button", name="Vào", exact=True).click()

    browser_page.locator("input[type=search][name=q]").first.press_sequentially("nguyen v")

    expect(browser_page.locator("#search-offers a")).to_contain_text("Nguyễn Văn Á")
    browser_page.locator("#search-offers a").click()
    expect(browser_page.locator("h1")).to_contain_text(dossier)
