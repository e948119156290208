"""A real Chromium, where the machine has one; tests that need it are skipped, saying so, where it has none."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.code import ROOT

_AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
_NAMES = ("chromium", "chromium-browser", "google-chrome")
# Nothing of the machine is used that a test does not need: no graphics card, no calls home.
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the machine's Chromium; skips the test where there is none."""
    path = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        try:
            yield browser
        finally:
            browser.close()


def serious_findings(page: Page) -> list[str]:
    """What axe-core finds on the page that would keep somebody from using it; skips where it is not installed."""
    if not _AXE.exists():
        pytest.skip("axe-core is not installed; `npm ci` does it")
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    found = page.evaluate("() => axe.run()")["violations"]
    return [
        f"{each['id']}: {node['html']}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


@contextmanager
def tab(browser: Browser) -> Iterator[Page]:
    """Open a tab with cookies of its own.

    A script that failed, that the page's policy refused, or a request to anybody but us fails the test.
    """
    failures: list[str] = []
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    page = context.new_page()
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on("console", lambda said: failures.append(said.text) if "Content Security" in said.text else None)
    page.on("request", lambda request: failures.append(request.url) if _leaves_us(request.url) else None)
    page.set_default_timeout(10_000)
    try:
        yield page
    finally:
        context.close()
    assert failures == [], failures


OURS_OR_THE_BROWSERS = ("data", "blob", "chrome", "chrome-extension")
"""Schemes that send nothing over a network: a PDF is shown by the browser's own pages."""


def _leaves_us(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in OURS_OR_THE_BROWSERS and parts.hostname != "127.0.0.1"
