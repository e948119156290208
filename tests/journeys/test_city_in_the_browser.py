"""The whole city in a real Chromium: a changed process is put in force, and a dossier walks three levels on it."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from api.auth.sign_in import SignIn
from api.services import Services
from engine.clock import system_clock
from engine.reports.control_slip import control_slip
from engine.store.work import begin, reading
from processes.catalogue import LIBRARY, package
from processes.deploy import deploy
from processes.source import read_files
from processes.walk import read_script
from tests.support.browser import chromium, serious_findings, tab
from tests.support.city import COMMUNE, STARTS_AT, Town
from tests.support.server import serving

PROCEDURE = "L.249197"
OLD_NAME, NEW_NAME = "Tiếp nhận bản khai và giấy chứng tử", "Tiếp nhận hồ sơ mai táng phí"
ACCOUNTS = {
    "reception_clerk": "tiepnhan",
    "handler": "thuly",
    "head_of_division": "truongphong",
    "leader": "lanhdao",
    "records_clerk": "vanthu",
    "return_clerk": "traketqua",
}

Visit = Callable[[str], Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def address(town: Town) -> Iterator[str]:
    with begin(town.database) as work:
        deploy(work, package(PROCEDURE), town.engine.deployments, STARTS_AT)
    signing = SignIn(town.database, system_clock)
    with serving(Services(town.database, town.engine, signing, town.clock, town.clock)) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, address: str) -> Visit:
    @contextmanager
    def signed_in(account: str) -> Iterator[Page]:
        with tab(browser) as page:
            page.goto(f"{address}/sign-in")
            if account:
                page.locator("#demo-account").fill(account)
                page.get_by_role("button", name="Vào", exact=True).click()
                page.get_by_role("button", name="Đăng xuất").wait_for()
            yield page

    return signed_in


def changed_package() -> bytes:
    """The procedure with one step renamed, as a zip."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, file in read_files(LIBRARY / PROCEDURE).items():
            archive.writestr(name, file.replace(OLD_NAME.encode(), NEW_NAME.encode()))
    return content.getvalue()


def put_in_force(visit: Visit, address: str) -> None:
    with visit("thietke") as page:
        page.goto(f"{address}/procedures/upload")
        page.set_input_files(
            "#package", {"name": "goi.zip", "mimeType": "application/zip", "buffer": changed_package()}
        )
        page.get_by_role("button", name="Tải lên và kiểm tra").click()
        page.wait_for_selector("#draft-diagram svg [data-element-id=Task_TiepNhan]")
        draft = page.url
        page.get_by_role("button", name="Trình Văn phòng thẩm tra").click()
    for account, deed in (("thamtra", "Thông qua"), ("congbo", "Đưa vào áp dụng")):
        with visit(account) as page:
            page.goto(draft)
            page.get_by_role("button", name=deed, exact=True).click()
            page.wait_for_load_state()


def fill(page: Page, data: Mapping[str, Any]) -> None:
    """Type into the form as a clerk does; a choice may open further fields, so the order of the form counts."""
    for name, value in data.items():
        if isinstance(value, bool):
            page.locator(f"[name='{name}'][type=checkbox]").set_checked(value)
        elif page.locator(f"select[name='{name}']").count():
            page.locator(f"select[name='{name}']").select_option(str(value))
        elif page.locator(f"[name='{name}'][type=radio]").count():
            page.locator(f"[name='{name}'][type=radio][value='{value}']").check()
        else:
            page.locator(f"[name='{name}']:not([type=hidden])").fill(typed(str(value)))


def typed(value: str) -> str:
    """Dates are typed as dd/mm/yyyy."""
    year, _, rest = value.partition("-")
    is_date = len(value) == 10 and year.isdigit() and value.count("-") == 2
    return "/".join(reversed(value.split("-"))) if is_date and rest else value


def receive(visit: Visit, address: str, data: Mapping[str, Any]) -> tuple[str, str]:
    with visit(f"tiepnhan.{COMMUNE}") as page:
        page.goto(f"{address}/dossiers/new/{PROCEDURE}")
        for each in page.locator("[name=component]").all():
            each.check()
        fill(page, data)
        page.locator("main form button.btn-primary").last.click()
        page.get_by_text("Đã tiếp nhận hồ sơ").wait_for()
        code = page.get_by_role("heading", level=1).inner_text()
        look_up = page.get_by_role("link", name="Trang tra cứu dành cho người nộp").get_attribute("href")
    assert look_up is not None
    return code, look_up


def complete(visit: Visit, town: Town, dossier: str, element: str, data: Mapping[str, Any]) -> str:
    """Do one step as the person whose turn it is, from the worklist; the level it was done at."""
    task = town.task(dossier, element)
    town.do_deeds(dossier, task, data)
    with visit(f"{ACCOUNTS[task.role]}.{task.unit.lower()}") as page:
        page.get_by_role("link", name=task.name).first.click()
        page.get_by_role("heading", level=1, name=task.name).wait_for()
        fill(page, data)
        page.get_by_role("button", name="Hoàn thành và chuyển bước").click()
        # Only what was accepted leaves the task's page; closing the tab before would take the request along.
        page.wait_for_url(lambda url: str(task.id) not in url)
    return task.level


def test_a_changed_process_is_put_in_force_and_a_dossier_walks_three_levels(
    visit: Visit, address: str, town: Town
) -> None:
    put_in_force(visit, address)
    steps = [
        s
        for s in read_script(package(PROCEDURE).walks["walks/tra_lai_o_so.json"]).steps
        if s.kind == "complete"
    ]

    code, look_up = receive(visit, address, steps[0].data)
    levels = []
    for step in steps[1:]:
        with visit("") as citizen:
            citizen.goto(f"{address}{look_up}" if look_up.startswith("/") else look_up)
            shown = citizen.locator("main").inner_text()
        assert all(task.name in shown for task in town.tasks(code))
        assert "Nguyễn Thị Minh" not in shown
        levels.append(complete(visit, town, code, step.subject, step.data))

    assert slip(town, code)[0].step == NEW_NAME
    assert set(levels) == {"commune", "district", "city"}
    assert town.head(code).state == "ended"
    assert len(steps) > len({step.subject for step in steps})


def slip(town: Town, code: str) -> Any:
    with reading(town.database) as work:
        return control_slip(work, code)


@pytest.mark.parametrize(
    ("account", "path"),
    [
        ("", "/sign-in"),
        ("", "/lookup"),
        ("tiepnhan.00295", "/tasks"),
        ("tiepnhan.00295", "/dossiers/new"),
        ("tiepnhan.00295", f"/dossiers/new/{PROCEDURE}"),
        ("thietke", "/procedures"),
        ("thietke", f"/procedures/{PROCEDURE}"),
        ("thietke", "/procedures/upload"),
        ("thamtra", "/office"),
    ],
)
def test_a_page_keeps_nobody_out(visit: Visit, address: str, account: str, path: str) -> None:
    with visit(account) as page:
        page.goto(f"{address}{path}")

        assert serious_findings(page) == []
