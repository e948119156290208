"""Every page that anybody of the demo city can reach: usable by all, whole on a telephone, clean on paper."""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi.routing import APIRoute
from playwright.sync_api import Browser, Error, Page
from starlette.routing import Match

from api import bootstrap
from api.demo.people import cast
from api.web.assets.manifest import asset
from api.web.pages import ROUTERS
from engine.store.throwaway import throwaway
from tests.support.browser import serious_findings, tab
from tests.support.server import serving

OTHERS = ("thuly.007", "lanhdao.007", "thuly.SLDTBXH")
"""Beside the cast: people of other levels, on whose desks dossiers of the first morning lie."""

WIDTHS = (1366, 390)
OF_A_KIND = 2
"""Addresses of one route that are looked at for each person: the second may hold what the first has not."""

LOOKS = 3
"""Looks at one route over all people: roles see different things on one page, but not eighteen different ones."""

ROUTES = [r for router in ROUTERS for r in router.routes if isinstance(r, APIRoute) and "GET" in r.methods]


@pytest.fixture(scope="module")
def address(database_server: Any) -> Iterator[str]:
    with (
        throwaway(database_server.url) as url,
        bootstrap.revised(url) as database,
        serving(bootstrap.demo_city(database)) as address,
    ):
        yield address


@pytest.fixture(scope="module")
def looks() -> Counter[str]:
    return Counter()


def route_of(path: str) -> str | None:
    scope = {"type": "http", "method": "GET", "path": path}
    return next((each.path for each in ROUTES if each.matches(scope)[0] is Match.FULL), None)


def links(page: Page) -> list[str]:
    found = page.eval_on_selector_all("a[href]", "all => all.map(each => each.getAttribute('href'))")
    return [each for each in found if each.startswith("/") and not each.startswith("//")]


def look(page: Page, where: str) -> Iterator[str]:
    """Yield what is wrong with the page that stands on the screen, at both widths and on paper."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        yield from (f"{where} ({width}): {each}" for each in serious_findings(page))
        wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
        if wide > 1:
            yield f"{where} ({width}): runs {wide} pixels off the screen"
    if page.locator("h1").count() != 1:
        yield f"{where}: {page.locator('h1').count()} headings of the first order"
    page.emulate_media(media="print")
    if page.locator("header.navbar").is_visible():
        yield f"{where}: the menu is printed"
    page.emulate_media(media="screen")


def opened(page: Page, address: str) -> bool:
    """Open an address and say whether a page stands there, not a file; a failure is an assertion."""
    try:
        answer = page.goto(address)
    except Error as error:
        if "Download" not in str(error):
            raise
        return False
    assert answer is not None
    assert answer.status == 200, (address, answer.status)
    return "text/html" in answer.headers["content-type"] and page.locator("main").count() > 0


def walk(page: Page, address: str, looks: Counter[str]) -> list[str]:
    """Follow every link from the first page on; return what is wrong."""
    seen: dict[str, list[str]] = {}
    wrong, waiting = [], ["/"]
    while waiting:
        path = waiting.pop(0)
        route = route_of(urlsplit(path).path)
        if route is None or len(seen.setdefault(route, [])) >= OF_A_KIND or path in seen[route]:
            continue
        seen[route].append(path)
        if not opened(page, address + path):
            continue
        waiting += links(page)
        looks[route] += 1
        if looks[route] <= LOOKS:
            wrong += look(page, path)
    return wrong


@pytest.mark.skipif(asset("page.css") is None, reason="assets are not built")
@pytest.mark.parametrize("account", ["", *(person.account for person, _ in cast()), *OTHERS])
def test_nothing_is_wrong_on_any_page_that_somebody_reaches(
    address: str, looks: Counter[str], browser: Browser, account: str
) -> None:
    with tab(browser) as page:
        if account:
            page.request.post(f"{address}/sign-in/demo", form={"account": account})

        wrong = walk(page, address, looks)

    assert wrong == []
