"""The page of a legacy batch tells technical staff where it stands and what is red; it changes nothing."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import text

from api.web.assets.manifest import asset
from engine.store.work import begin
from migration_tools.attachments import hold_orphans
from migration_tools.batch import Workshop
from migration_tools.cell import Row
from migration_tools.mapping_in_use import MappingInUse
from migration_tools.reconciliation import reconcile
from migration_tools.sources.attachments import AttachmentFolder
from migration_tools.sources.base import Place
from migration_tools.store.batches import Batch
from tests.support.batches import IMPORTED_AT, bring_over, workshop
from tests.support.browser import serious_findings
from tests.support.city import COMMUNE, Town
from tests.support.legacy import DOSSIERS, RegisterMapping, RowsSource, register
from tests.support.papers import NOBODYS, mapped_with_papers, scans
from tests.support.quarantine import answer
from tests.support.visitor import Enter, Visitor

PATIENCE = 300
"""Tenths of a second until a page that follows a step has its end; nothing is measured by it."""

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


def filled_in(content: bytes, right: str, folder: Path) -> bytes:
    """The workbook as the unit sends it back."""
    path = folder / "can-sua.xlsx"
    path.write_bytes(content)
    answer(path, right)
    return path.read_bytes()


def send_back(visitor: Visitor, content: bytes) -> None:
    csrf = visitor.form("Nhận bảng tính")["data"]["csrf"]
    files = {"workbook": ("can-sua.xlsx", content)}
    visitor._shown(visitor.http.post("/batches/thu/quarantine", data={"csrf": csrf}, files=files))


def register_by_yaml(town: Town) -> Batch:
    """A register whose mapping can be read again from what is stored, as that of every real batch."""
    shop = workshop(town.database)
    batch = shop.open("thu", COMMUNE, "so-cu")
    rows = [
        ("1", "Nguyễn Văn An", "05/11/2018", "done", "06/11/2018"),
        ("2", "Lê Bình", "31/02/2018", "new", ""),
    ]
    columns = {"So": ("so", "ten", "ngay", "tt", "tra")}
    shop.snapshot(batch, "so", RowsSource({"So": list(rows)}, columns))
    shop.map(batch, MappingInUse(REGISTER))
    shop.load(batch)
    return batch


REGISTER = f"""mapping: so@1
key: [so]
unit: {{const: "{COMMUNE}"}}
fields:
  number: so
  applicant: ten
  received_on: {{from: ngay, op: {{date: dd/mm/yyyy}}, required: true}}
  returned_on: {{from: tra, op: {{date: dd/mm/yyyy}}}}
  status: {{from: tt}}
"""


def test_the_workbook_goes_out_and_comes_back_and_the_page_follows_the_steps(
    enter: Enter, town: Town, tmp_path: Path
) -> None:
    register_by_yaml(town)
    visitor = enter(TECHNICIAN).open("/batches/thu")
    assert "Đỏ 1 dòng chờ đơn vị sửa" in visitor.text
    sent = visitor.http.get("/batches/thu/quarantine.xlsx")
    assert "can-sua.xlsx" in sent.headers["content-disposition"]

    send_back(visitor, filled_in(sent.content, "05/11/2018", tmp_path))

    assert "Nhận 1 chỗ sửa" in visitor.text
    for _ in range(PATIENCE):
        if "Không có dòng nào chờ" in visitor.open("/batches/thu").text:
            break
        time.sleep(0.1)
    assert "Không có dòng nào chờ" in visitor.text
    assert town.rows("SELECT count(*) AS n FROM dossier")[0].n == 2


def test_answers_that_are_refused_are_told_by_their_line(enter: Enter, town: Town, tmp_path: Path) -> None:
    register_by_yaml(town)
    visitor = enter(TECHNICIAN).open("/batches/thu")
    content = visitor.http.get("/batches/thu/quarantine.xlsx").content
    path = tmp_path / "can-sua.xlsx"
    path.write_bytes(content)
    answer(path, "05/11/2018", basis="")

    send_back(visitor, path.read_bytes())

    assert "Dòng 2: thiếu người sửa hoặc căn cứ" in visitor.text


@pytest.mark.parametrize(
    ("content", "said"), [(b"no workbook", "Không mở được «can-sua.xlsx»"), (b"", "Không mở được")]
)
def test_what_is_no_workbook_of_ours_is_refused_on_the_page(
    enter: Enter, town: Town, content: bytes, said: str
) -> None:
    register_by_yaml(town)
    visitor = enter(TECHNICIAN).open("/batches/thu")

    send_back(visitor, content)

    assert (visitor.answer.status_code, said in visitor.text) == (422, True)


def test_the_record_is_saved_as_pdf_once_both_sides_were_compared(enter: Enter, town: Town) -> None:
    batch = register_by_yaml(town)
    visitor = enter(TECHNICIAN)
    assert visitor.http.get("/batches/thu/record.pdf").status_code == 409
    reconcile(workshop(town.database), batch, MappingInUse(REGISTER))

    assert "Tải biên bản đối soát" in visitor.open("/batches/thu").text
    saved = visitor.http.get("/batches/thu/record.pdf?for_unit=Lê Thị Hoa")

    assert saved.content.startswith(b"%PDF")


def with_files(town: Town, tmp_path: Path) -> Batch:
    folder = tmp_path / "tep"
    folder.mkdir()
    batch = mapped_with_papers(town, scans(folder))
    workshop(town.database).load(batch)
    with begin(town.database) as work:
        hold_orphans(work, batch, AttachmentFolder(Place(folder)), tmp_path / "cho", IMPORTED_AT)
    return batch


def decide(visitor: Visitor, deed: str, file: str = NOBODYS, expected: int = 200, **fields: str) -> None:
    form = visitor.form("Gắn vào hồ sơ")
    form["data"] |= {"file": [file], "deed": [deed]}
    visitor.send(form, expected, **fields)


def test_a_file_of_nobody_is_listed_and_given_to_a_dossier(enter: Enter, town: Town, tmp_path: Path) -> None:
    with_files(town, tmp_path)
    visitor = enter(TECHNICIAN).open("/batches/thu")
    assert f"{NOBODYS} · 6 byte · trong khu chờ" in visitor.text
    assert "Đỏ 2 tệp không rõ của hồ sơ nào" in visitor.text
    assert "dòng chờ đơn vị sửa «" not in visitor.text

    decide(visitor, "attach", dossier="HS-000000", basis="Biên bản kiểm kê số 4")

    assert "Đã gắn vào hồ sơ" in visitor.text
    assert "Biên bản kiểm kê số 4" in visitor.text
    assert town.rows("SELECT by FROM legacy_file_decision")[0].by == "Lương Quốc Việt"


def test_a_file_is_left_behind_only_with_an_approver(enter: Enter, town: Town, tmp_path: Path) -> None:
    with_files(town, tmp_path)
    visitor = enter(TECHNICIAN).open("/batches/thu")

    decide(visitor, "leave", expected=409, basis="Tệp thử")
    assert "Chưa ghi người quyết định" in visitor.text
    decide(visitor, "leave", basis="Tệp thử", approver="Trần Văn Hòa")

    assert "Để lại, không chuyển · Trần Văn Hòa · Tệp thử" in visitor.text


@pytest.mark.parametrize(
    "path", ["/batches/thu/quarantine.xlsx", "/batches/thu/record.pdf"], ids=["workbook", "record"]
)
def test_nobody_else_saves_anything_of_a_batch(enter: Enter, town: Town, path: str) -> None:
    register_by_yaml(town)

    assert enter("thamtra").http.get(path).status_code == 404
