"""Fixtures of every test: one throw-away PostgreSQL for the session (under xdist for each worker)."""

import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import URL

from engine.store import embedded
from tests.support.browser import chromium, tab
from tests.support.city import Town, town_on
from tests.support.database import fresh_database, make_template


def pytest_configure() -> None:
    # A terminated run shall tear its cluster down. SystemExit, which `embedded` would raise, is to pytest
    # only the failure of one test; KeyboardInterrupt ends the session in order.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)


@pytest.fixture(scope="session")
def database_server() -> Iterator[embedded.Server]:
    with embedded.temporary() as server:
        make_template(server.url)
        yield server


@pytest.fixture
def database_url(database_server: embedded.Server) -> Iterator[URL]:
    with fresh_database(database_server.url) as url:
        yield url


@pytest.fixture
def town(database_url: URL) -> Iterator[Town]:
    with town_on(database_url) as town:
        yield town


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[Page]:
    """An empty tab of a real Chromium, signed in nowhere; skipped where the machine has none."""
    with tab(browser) as page:
        yield page
