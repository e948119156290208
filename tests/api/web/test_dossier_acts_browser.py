"""The acts on a dossier in a real browser: fit for everybody, on a desk and on a telephone, without JavaScript too."""

import pytest
from playwright.sync_api import Page

from tests.support.browser import serious_findings
from tests.support.city import Town
from tests.support.dossier_life import supplemented
from tests.support.reception import receive
from tests.support.visitor import Enter

TELEPHONE = {"width": 390, "height": 844}


@pytest.fixture
def dossier(enter: Enter) -> str:
    return receive(enter("tiepnhan"))


def sign_in(page: Page, address: str, account: str) -> None:
    page.request.post(f"{address}/sign-in/demo", form={"account": account})


def open_all(page: Page) -> None:
    for summary in page.locator("details > summary").all():
        summary.click()


@pytest.mark.parametrize("account", ["tiepnhan", "lanhdao"])
def test_axe_finds_nothing_serious_with_every_act_open(
    browser_page: Page, address: str, dossier: str, account: str
) -> None:
    sign_in(browser_page, address, account)
    browser_page.goto(f"{address}/dossiers/{dossier}")
    open_all(browser_page)

    assert serious_findings(browser_page) == []


def test_axe_finds_nothing_serious_where_papers_are_missing_or_refused(
    browser_page: Page, address: str, town: Town, dossier: str
) -> None:
    supplemented(town, dossier, town.clerk)
    sign_in(browser_page, address, "tiepnhan")

    for path in (f"/dossiers/{dossier}", "/refusals/new/L.249197", "/refusals", "/dossiers/new/L.249197"):
        browser_page.goto(f"{address}{path}")
        assert serious_findings(browser_page) == [], path


def test_the_applicants_page_fits_a_telephone(
    browser_page: Page, address: str, town: Town, dossier: str
) -> None:
    supplemented(town, dossier, town.clerk)
    browser_page.set_viewport_size(TELEPHONE)  # type: ignore[arg-type]
    browser_page.goto(f"{address}/lookup")
    browser_page.fill("#code", dossier)
    browser_page.fill("#digits", "1234")
    browser_page.get_by_role("button", name="Tra cứu").click()
    open_all(browser_page)

    assert serious_findings(browser_page) == []
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= TELEPHONE["width"]
