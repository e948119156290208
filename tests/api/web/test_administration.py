"""Lists that administrators keep: changed on pages and by workbook, by whom they belong to, and never unrecorded."""

from datetime import date, timedelta
from io import BytesIO

import pytest
import xlsxwriter
from playwright.sync_api import Page
from python_calamine import CalamineWorkbook
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.web.assets.manifest import asset
from engine.store.directories import DIRECTORIES
from tests.support.browser import serious_findings
from tests.support.city import COMMUNE, DISTRICT, Town
from tests.support.visitor import Enter, Visitor

COMMUNE_ADMINISTRATOR, CITY_ADMINISTRATOR = "quantri", "quantri.tp"
BASIS = "Quyết định 12/QĐ-UBND ngày 05/11/2018"
NEWCOMER = {
    "account": "an.nguyen",
    "name": "Nguyễn Văn An",
    "unit": COMMUNE,
    "role": "handler",
    "fields": "",
    "valid_from": "05/11/2018",
    "basis": BASIS,
}


def heard(visitor: Visitor) -> str:
    return " ".join(visitor.page.xpath("string(//*[@role='alert'])").split())


def sheet(visitor: Visitor, code: str) -> list[list[str]]:
    content = visitor.http.get(f"/administration/{code}/sheet.xlsx").content
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()


def workbook(rows: list[list[str]]) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("bất kỳ")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return out.getvalue()


def upload(visitor: Visitor, code: str, content: bytes, expected: int = 200) -> None:
    form = visitor.open(f"/administration/{code}").form("Xem thay đổi")
    visitor._shown(
        visitor.http.post(form["action"], data=form["data"], files={"file": ("danhmuc.xlsx", content)})
    )
    assert visitor.answer.status_code == expected, visitor.text


def test_an_administrator_appoints_somebody_who_can_work_at_once(enter: Enter, town: Town) -> None:
    admin = enter(COMMUNE_ADMINISTRATOR).open("/administration/staff/entry")

    admin.press("Ghi thay đổi", **NEWCOMER)

    assert "Nguyễn Văn An" in admin.text
    assert "Công việc" in enter("an.nguyen").open("/tasks").heading


def test_what_is_wrong_is_said_all_at_once_and_what_was_typed_stays(enter: Enter) -> None:
    admin = enter(COMMUNE_ADMINISTRATOR).open("/administration/staff/entry")

    admin.press("Ghi thay đổi", 422, **NEWCOMER | {"role": "auditor", "fields": "khong-co", "name": ""})

    assert "«Họ và tên» không được để trống" in heard(admin)
    admin.press("Ghi thay đổi", 422, **NEWCOMER | {"role": "auditor", "fields": "khong-co"})
    assert "không có vai trò Người kiểm tra nhật ký" in heard(admin)
    assert "«khong-co»" in heard(admin)
    assert admin.form("Ghi thay đổi")["data"]["name"] == ["Nguyễn Văn An"]


def test_nobody_changes_the_staff_of_a_unit_that_is_not_theirs(enter: Enter) -> None:
    admin = enter(COMMUNE_ADMINISTRATOR).open("/administration/staff/entry")

    admin.press("Ghi thay đổi", 422, **NEWCOMER | {"unit": DISTRICT})

    assert "không thuộc đơn vị do đồng chí quản trị" in heard(admin)
    assert "thuly.007" not in admin.open("/administration/staff").text


def test_nobody_changes_their_own_appointments(enter: Enter) -> None:
    admin = enter(COMMUNE_ADMINISTRATOR).open("/administration/staff/entry")

    admin.press("Ghi thay đổi", 422, **NEWCOMER | {"account": "quantri", "name": "Đặng Minh Tuấn"})

    assert "Không ai tự thay đổi phân công của chính mình" in heard(admin)


def test_an_account_that_is_somebody_elses_is_not_taken_over(enter: Enter) -> None:
    admin = enter(COMMUNE_ADMINISTRATOR).open("/administration/staff/entry")

    admin.press("Ghi thay đổi", 422, **NEWCOMER | {"account": "thuly.007"})

    assert "Tài khoản «thuly.007» đã là của" in heard(admin)


def test_an_appointment_that_ended_gives_no_work_the_day_after(enter: Enter, town: Town) -> None:
    admin = enter(COMMUNE_ADMINISTRATOR).open(f"/administration/staff/entry?key=thuly|{COMMUNE}|handler|")
    admin.press("Ghi thay đổi", valid_until="05/11/2018", basis=BASIS)
    handler = enter("thuly")

    assert "/tasks" in handler.open("/dossiers").links()
    town.clock.move_to(town.clock() + timedelta(days=1))
    assert "/tasks" not in handler.open("/").links()


def test_a_password_is_handed_out_once_and_must_be_changed_at_first_use(enter: Enter, address: str) -> None:
    admin = enter(COMMUNE_ADMINISTRATOR).open("/administration/staff/entry")
    admin.press("Ghi thay đổi", **NEWCOMER).open(
        f"/administration/staff/entry?key=an.nguyen|{COMMUNE}|handler|2018-11-05"
    )
    password = admin.press("Cấp mật khẩu").page.xpath("string(//main//code)")

    newcomer = enter("").open("/sign-in").press("Đăng nhập", account="an.nguyen", password=password)

    assert newcomer.path == "/password"
    assert newcomer.open("/tasks").path == "/password"
    token = {"account": "an.nguyen", "password": password}
    assert newcomer.http.post("/api/v1/tokens", json=token).status_code == 401
    newcomer.open("/password").press("Đổi mật khẩu", 422, old=password, new="quá-dài-1", again="khác")
    newcomer.press("Đổi mật khẩu", old=password, new="mat-khau-rieng", again="mat-khau-rieng")
    assert newcomer.path == "/tasks"
    again = enter("").open("/sign-in").press("Đăng nhập", 401, account="an.nguyen", password=password)
    assert "không đúng" in again.text


def test_lists_of_the_city_are_for_its_administrator_alone(enter: Enter) -> None:
    commune = enter(COMMUNE_ADMINISTRATOR).open("/administration")
    city = enter(CITY_ADMINISTRATOR).open("/administration")

    assert "/administration/units" not in commune.links()
    assert "/administration/units" in city.links()
    assert commune.open("/administration/special-days", expected=403)
    assert enter("tiepnhan").open("/administration", expected=403)


def test_a_day_off_moves_due_dates_given_afterwards(enter: Enter, town: Town) -> None:
    before = town.engine.city.calendars.of(COMMUNE, date(2018, 11, 9)).is_working_day(date(2018, 11, 9))
    city = enter(CITY_ADMINISTRATOR).open("/administration/special-days/entry")

    day = {"on": "09/11/2018", "kind": "off", "name": "Nghỉ bù", "document": BASIS, "certainty": "announced"}
    city.press("Ghi thay đổi", **day, basis=BASIS)

    assert before
    assert not town.engine.city.calendars.of(COMMUNE, date(2018, 11, 9)).is_working_day(date(2018, 11, 9))


def test_a_day_off_can_be_taken_back_and_the_record_keeps_both(enter: Enter, town: Town) -> None:
    city = enter(CITY_ADMINISTRATOR).open("/administration/special-days/entry?key=2019-09-02")

    city.press("Xóa dòng này", basis=BASIS)

    assert town.engine.city.calendars.of(COMMUNE, date(2019, 9, 2)).is_working_day(date(2019, 9, 2))
    told = city.open("/administration/special-days/changes").text
    assert "Đã xóa" in told
    assert "Nguyễn Hoàng Lâm" in told
    assert BASIS in told


def test_hours_of_a_unit_count_from_their_day_on(enter: Enter, town: Town) -> None:
    admin = enter(COMMUNE_ADMINISTRATOR).open("/administration/hours/entry")
    week = {
        f"{kind}_{day}": "07:30-11:30, 13:00-17:00" for kind in ("office", "reception") for day in range(2, 7)
    }

    admin.press("Ghi thay đổi", unit=COMMUNE, valid_from="12/11/2018", document=BASIS, basis=BASIS, **week)

    calendars = town.engine.city.calendars
    assert calendars.of(COMMUNE, date(2018, 11, 11)) == calendars.usual
    opens = calendars.of(COMMUNE, date(2018, 11, 12)).office_hours(date(2018, 11, 12))[0].opens
    assert f"{opens:%H:%M}" == "07:30"


def test_hours_that_make_no_calendar_are_refused(enter: Enter) -> None:
    admin = enter(COMMUNE_ADMINISTRATOR).open("/administration/hours/entry")

    admin.press("Ghi thay đổi", 422, unit=COMMUNE, valid_from="12/11/2018", document=BASIS, basis=BASIS)

    assert "Thứ Hai phải có giờ làm việc" in heard(admin)


def test_a_change_without_a_document_is_not_made(enter: Enter, town: Town) -> None:
    admin = enter(COMMUNE_ADMINISTRATOR).open("/administration/staff/entry")

    admin.press("Ghi thay đổi", 422, **NEWCOMER | {"basis": " "})

    assert "Hãy ghi căn cứ" in heard(admin)
    assert "Nguyễn Văn An" not in admin.open("/administration/staff?q=nguyen van an").text


def test_a_workbook_goes_out_and_comes_back_unchanged(enter: Enter) -> None:
    city = enter(CITY_ADMINISTRATOR)
    for code in DIRECTORIES:
        rows = sheet(city, code)

        upload(city, code, workbook(rows))

        assert f"không đổi: {len(rows) - 1}" in city.text, code
        assert "Tệp không thay đổi gì" in city.text, code


def test_a_workbook_shows_every_change_before_anything_is_stored(enter: Enter) -> None:
    admin = enter(COMMUNE_ADMINISTRATOR)
    rows = sheet(admin, "staff")
    row = ["binh.tran", "Trần Thị Bình", COMMUNE, "Cán bộ tiếp nhận", "", "05/11/2018", ""]

    upload(admin, "staff", workbook([*rows, row]))

    assert "Thêm: 1" in admin.text
    assert "binh.tran" not in admin.open("/administration/staff?q=binh.tran").text.replace("q=binh.tran", "")

    upload(admin, "staff", workbook([*rows, row]))
    admin.press("Ghi tất cả thay đổi", basis=BASIS)
    assert "binh.tran" in admin.text


def test_a_workbook_with_a_fault_changes_nothing_and_names_the_line(enter: Enter) -> None:
    admin = enter(COMMUNE_ADMINISTRATOR)
    rows = sheet(admin, "staff")
    wrong = ["binh.tran", "Trần Thị Bình", COMMUNE, "Vai trò lạ", "", "31/02/2018", ""]

    upload(admin, "staff", workbook([rows[0], wrong]))

    assert "có lỗi: 1" in admin.text
    assert "phải là một ngày có trong lịch" in admin.text
    assert "Ghi tất cả thay đổi" not in admin.buttons()


def test_columns_may_stand_in_any_order_but_none_may_be_missing(enter: Enter) -> None:
    admin = enter(COMMUNE_ADMINISTRATOR)
    rows = sheet(admin, "staff")

    upload(admin, "staff", workbook([list(reversed(row)) for row in rows]))
    assert f"không đổi: {len(rows) - 1}" in admin.text

    upload(admin, "staff", workbook([row[1:] for row in rows]), expected=422)
    assert "Tệp thiếu cột" in admin.text


def test_what_is_no_workbook_is_refused_with_what_to_do(enter: Enter) -> None:
    admin = enter(COMMUNE_ADMINISTRATOR)

    upload(admin, "staff", b"\x00 not a workbook", expected=422)

    assert "hãy lưu lại dạng .xlsx" in admin.text


def test_a_name_that_looks_like_a_formula_stays_text_out_and_in(enter: Enter) -> None:
    admin = enter(COMMUNE_ADMINISTRATOR).open("/administration/staff/entry")
    admin.press("Ghi thay đổi", **NEWCOMER | {"name": "=cmd|' /C calc'!A0"})

    rows = sheet(admin, "staff")

    assert any(row[1] == "'=cmd|' /C calc'!A0" for row in rows)
    upload(admin, "staff", workbook(rows))
    assert "Tệp không thay đổi gì" in admin.text


def test_of_two_administrators_the_second_is_told_that_the_first_was_there(enter: Enter) -> None:
    one, other = enter(COMMUNE_ADMINISTRATOR), enter(CITY_ADMINISTRATOR)
    rows = sheet(one, "staff")
    row = ["binh.tran", "Trần Thị Bình", COMMUNE, "Cán bộ tiếp nhận", "", "05/11/2018", ""]
    upload(one, "staff", workbook([*rows, row]))
    upload(other, "staff", workbook([rows[0], row]))

    one.press("Ghi tất cả thay đổi", basis=BASIS)
    other.press("Ghi tất cả thay đổi", 409, basis=BASIS)

    assert "vừa được người khác thay đổi" in other.text


def test_changes_prepared_by_a_forged_page_are_judged_again(enter: Enter) -> None:
    admin = enter(COMMUNE_ADMINISTRATOR)
    rows = sheet(admin, "staff")
    upload(admin, "staff", workbook([*rows, ["b", "B", COMMUNE, "Văn thư", "", "", ""]]))
    form = admin.form("Ghi tất cả thay đổi")
    forged = form["data"]["changes"][0].replace(f'"{COMMUNE}"', f'"{DISTRICT}"')

    admin.send(form, 422, changes=forged, basis=BASIS)

    assert "không thuộc" in admin.text or "chưa đúng" in admin.text


def test_the_record_of_changes_cannot_be_changed(enter: Enter, town: Town) -> None:
    enter(COMMUNE_ADMINISTRATOR).open("/administration/staff/entry").press("Ghi thay đổi", **NEWCOMER)

    for statement in (
        "UPDATE directory_change SET basis = ''",
        "DELETE FROM directory_change",
        "TRUNCATE directory_change",
    ):
        with town.database.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
            connection.execute(text(statement))


def test_a_unit_goes_on_from_the_last_number_it_gave_by_hand(enter: Enter) -> None:
    admin = enter(COMMUNE_ADMINISTRATOR).open("/administration/paper-series/entry")
    series = {"unit": COMMUNE, "kind": "supplement", "year": "2018", "basis": BASIS}

    admin.press("Ghi thay đổi", last="57", **series)
    admin.open(f"/administration/paper-series/entry?key={COMMUNE}|supplement|2018")
    admin.press("Ghi thay đổi", 422, last="56", basis=BASIS)

    assert "Đã cấp đến số 57" in heard(admin)


def test_a_code_scheme_is_added_for_days_to_come_and_never_changed(enter: Enter) -> None:
    city = enter(CITY_ADMINISTRATOR).open("/administration/code-schemes/entry")
    scheme = {"digits": "5", "largest": "99999", "document": BASIS, "basis": BASIS}

    city.press("Ghi thay đổi", 422, valid_from="01/11/2018", **scheme)
    assert "từ hôm nay trở đi" in heard(city)
    city.press("Ghi thay đổi", valid_from="01/01/2019", **scheme)
    city.open("/administration/code-schemes/entry?key=2019-01-01").press(
        "Ghi thay đổi", 422, digits="6", basis=BASIS
    )

    assert "không sửa được" in heard(city)


@pytest.mark.skipif(asset("page.css") is None, reason="assets are not built")
@pytest.mark.parametrize("width", [1366, 390])
def test_the_pages_have_no_serious_finding(browser_page: Page, address: str, width: int) -> None:
    browser_page.set_viewport_size({"width": width, "height": 800})
    browser_page.request.post(f"{address}/sign-in/demo", form={"account": CITY_ADMINISTRATOR})
    for path in ("", "/staff", "/staff/entry", "/hours/entry", "/special-days/changes"):
        browser_page.goto(f"{address}/administration{path}")
        assert serious_findings(browser_page) == [], path
