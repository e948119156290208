"""The page of a legacy batch tells technical staff where it stands and what is red; it changes nothing."""

import pytest
from playwright.sync_api import Page
from sqlalchemy import text

from api.web.assets.manifest import asset
from migration_tools.batch import Workshop
from migration_tools.cell import Row
from migration_tools.reconciliation import reconcile
from migration_tools.store.batches import Batch
from tests.support.batches import bring_over, workshop
from tests.support.browser import serious_findings
from tests.support.city import COMMUNE, Town
from tests.support.legacy import DOSSIERS, RegisterMapping, RowsSource, register
from tests.support.visitor import Enter

TECHNICIAN = "chuyendoi"
"""Works at the district; the batches are of a commune below it."""


def with_a_wrong_day() -> dict[str, list[Row]]:
    rows = register(6)
    head = rows[DOSSIERS][2]
    rows[DOSSIERS][2] = (*head[:3], "30/02/2016", *head[4:])
    return rows


def reconciled(town: Town, rows: dict[str, list[Row]]) -> Batch:
    batch = bring_over(town.database, rows)
    reconcile(workshop(town.database), batch, RegisterMapping())
    return batch


def test_a_batch_that_is_reconciled_has_nothing_red(enter: Enter, town: Town) -> None:
    reconciled(town, register(6))

    technician = enter(TECHNICIAN).open("/batches").follow("thu")

    assert technician.heading == "Đợt thu"
    assert "Không còn vướng gì" in technician.text
    assert "đã đọc 36 dòng" in technician.text


def test_rows_that_wait_are_red_and_say_why_and_what_to_do(enter: Enter, town: Town) -> None:
    reconciled(town, with_a_wrong_day())

    shown = enter(TECHNICIAN).open("/batches/thu").text

    assert "Đỏ 6 dòng chờ đơn vị sửa «motcua migrate quarantine export thu" in shown
    assert "Ngày này không có trong lịch." in shown


def test_what_differs_between_both_sides_is_red_by_field(enter: Enter, town: Town) -> None:
    batch = bring_over(town.database, register(3))
    with town.database.connect() as connection:
        connection.execute(text("SET session_replication_role = replica"))
        connection.execute(text("UPDATE dossier SET due_at = due_at + interval '1 day'"))
        getattr(connection, "commit")()  # noqa: B009
    reconcile(workshop(town.database), batch, RegisterMapping())

    shown = enter(TECHNICIAN).open("/batches/thu").text

    assert "Đỏ Giá trị ở hệ thống mới khác nguồn · due_at: 3" in shown


def test_each_step_that_did_not_run_is_red_with_its_command(enter: Enter, town: Town) -> None:
    shop = workshop(town.database)
    batch = shop.open("thu", COMMUNE, "so-cu")
    visitor = enter(TECHNICIAN)
    assert "Chưa sao chép dòng nào" in visitor.open("/batches/thu").text

    shop.snapshot(batch, "so", RowsSource(register(3)))

    shown = visitor.open("/batches/thu").text
    assert "Ánh xạ: chưa chạy Chạy «motcua migrate map thu»." in shown
    assert "18 dòng chưa có kết quả" in shown


def test_a_step_under_way_tells_its_rate_and_the_time_left(enter: Enter, town: Town) -> None:
    batch = broken_off(town)
    assert workshop(town.database).status(batch).steps["map"] == (1, 2)

    shown = enter(TECHNICIAN).open("/batches/thu").text

    assert "1/2" in shown
    assert "dòng/giây" in shown
    assert "phút" in shown


def broken_off(town: Town) -> Batch:
    """A batch whose mapping stopped after the first of its two shares."""
    shop: Workshop = workshop(town.database)
    batch = shop.open("thu", COMMUNE, "so-cu")
    shop.snapshot(batch, "so", RowsSource(register(3)))
    with pytest.raises(ConnectionError):
        shop.map(batch, StopsAtHistory())
    return batch


class StopsAtHistory(RegisterMapping):
    """Reads the dossiers, and then the cable is pulled."""

    def _history(self, cells):  # type: ignore[no-untyped-def]
        raise ConnectionError


@pytest.mark.parametrize("account", ["tiepnhan.00295", "thamtra"])
def test_nobody_else_sees_batches(enter: Enter, town: Town, account: str) -> None:
    reconciled(town, register(1))
    visitor = enter(account)

    visitor.open("/batches", expected=403)
    visitor.open("/batches/thu", expected=404)

    assert "/batches" not in visitor.open("/").links()


def test_a_batch_of_a_unit_elsewhere_is_unknown_to_a_technician(enter: Enter, town: Town) -> None:
    workshop(town.database).open("khac", "SLDTBXH", "so-cu")

    visitor = enter(TECHNICIAN).open("/batches/khac", expected=404)

    assert "khac" not in visitor.open("/batches").text


def test_the_pages_keep_nobody_from_using_them(address: str, browser_page: Page, town: Town) -> None:
    if asset("page.js") is None:
        pytest.skip("the assets are not built; `make setup` builds them")
    reconciled(town, with_a_wrong_day())
    browser_page.goto(f"{address}/healthz")
    browser_page.evaluate(
        "() => fetch('/sign-in/demo', {method: 'POST', body: new URLSearchParams({account: 'chuyendoi'})})"
    )

    for path in ("/batches", "/batches/thu"):
        browser_page.goto(address + path)
        assert serious_findings(browser_page) == []
