"""The worklist in a real browser: by keyboard alone, and bringing itself up to date without losing anything."""

import pytest
from playwright.sync_api import Page, expect

from engine.commands.complete_task import CompleteTask
from tests.support.browser import serious_findings
from tests.support.city import Town
from tests.support.packages import package


@pytest.fixture
def three(town: Town) -> list[str]:
    """Three dossiers that wait for the handler."""
    town.put_in_force(package("s -> A -> B -> e"))
    return [town.open({"ho_ten": f"Lê Văn {name}"}) for name in ("Ba", "Tám", "Mười")]


@pytest.fixture
def handler(browser_page: Page, address: str) -> Page:
    browser_page.goto(f"{address}/sign-in")
    browser_page.fill("#demo-account", "thuly")
    browser_page.get_by_role("button", name="Vào", exact=True).click()
    return browser_page


def opened(page: Page, address: str) -> Page:
    page.goto(f"{address}/tasks?scope=seats")
    return page


def refresh(page: Page) -> None:
    """Let the list bring itself up to date now instead of in twenty seconds."""
    page.evaluate("() => document.getElementById('rows').dispatchEvent(new Event('refresh'))")


def test_tasks_are_found_ticked_claimed_and_opened_by_keyboard(
    town: Town, handler: Page, address: str, three: list[str]
) -> None:
    page = opened(handler, address)

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("#ticked")).to_have_text(" (1)")
    page.keyboard.press("c")

    expect(page.locator("tr[data-row] .badge", has_text="Trần Quang Huy")).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("A")
    assert len([row for row in town.rows("SELECT assignee FROM task") if row.assignee == "thuly"]) == 1


def test_the_keys_are_listed_and_search_is_a_key_away(handler: Page, address: str, three: list[str]) -> None:
    page = opened(handler, address)

    page.keyboard.press("?")
    expect(page.locator("#keys kbd", has_text="j, k")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("tam jkx")

    expect(page.locator("#q")).to_have_value("tam jkx")
    assert page.locator("input[name=task]:checked").count() == 0


def test_the_list_brings_itself_up_to_date_and_loses_neither_tick_nor_place(
    town: Town, handler: Page, address: str, three: list[str]
) -> None:
    page = opened(handler, address)
    gone, stays, other = (str(town.task(dossier, "A").id) for dossier in three)
    page.check(f"#tick-{stays}")
    page.focus(f"#open-{other}")
    town.engine.handle(CompleteTask(town.task(three[0], "A").id, {}), town.signed_in("thuly.00295"))

    refresh(page)

    expect(page.locator(f"#task-{gone}")).to_have_count(0)
    expect(page.locator("tr[data-row]")).to_have_count(3)
    assert page.locator(f"#tick-{stays}").is_checked()
    assert page.evaluate("document.activeElement.id") == f"open-{other}"

    town.engine.handle(CompleteTask(town.task(three[2], "A").id, {}), town.signed_in("thuly.00295"))
    refresh(page)

    expect(page.locator(f"#task-{other}")).to_have_count(0)
    assert page.locator(f"#tick-{stays}").is_checked()


@pytest.mark.parametrize(
    "path", ["/tasks?scope=seats", "/substitutes", "/tasks?scope=seats&due=late&q=le+van"]
)
def test_nothing_serious_keeps_anybody_from_using_the_pages(
    handler: Page, address: str, three: list[str], path: str
) -> None:
    handler.goto(f"{address}{path}")

    assert serious_findings(handler) == []
