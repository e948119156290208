"""Upload, findings, review and publication through real pages, without JavaScript; and around them, refused."""

import re
from typing import Any

import pytest

from tests.support.city import Town
from tests.support.uploads import (
    DEADLOCK,
    DESIGNER,
    HOSTILE,
    LONGER,
    PUBLISHER,
    REVIEWER,
    SOUND,
    WARNED,
    content_of,
    drawn,
    submitted,
    uploaded,
    zipped,
)
from tests.support.visitor import Enter, Visitor


def upload(designer: Visitor, content: bytes, expected: int = 200, name: str = "goi.zip") -> str:
    """Choose a file on the page of uploads and send it; the path of what is shown then."""
    form = designer.open("/procedures/upload").form("Tải lên và kiểm tra")
    answer = designer.http.post(form["action"], data=form["data"], files={"package": (name, content)})
    designer._shown(answer)
    assert answer.status_code == expected, designer.text
    return designer.path


def in_force(town: Town) -> list[Any]:
    return town.rows("SELECT * FROM procedure_version ORDER BY procedure_code, version")


def test_a_package_goes_from_upload_into_force_through_three_persons(enter: Enter, town: Town) -> None:
    designer = enter(DESIGNER)
    draft = upload(designer, zipped(SOUND.files))
    designer.press("Trình Văn phòng thẩm tra")

    reviewer = enter(REVIEWER).open("/office").follow("Thủ tục để thử").press("Thông qua")
    publisher = enter(PUBLISHER).open("/office").follow("Thủ tục để thử")
    assert publisher.path == draft
    publisher.press("Đưa vào áp dụng")

    assert "Chờ đưa vào áp dụng" in reviewer.text
    assert "Đã đưa vào áp dụng" in publisher.text
    assert [row.procedure_code for row in in_force(town)].count("L.THU") == 1
    shown = enter(DESIGNER).open("/procedures").follow("Thủ tục để thử")
    assert "Chuyên viên thụ lý, UBND cấp xã" in shown.text
    assert "01 ngày làm việc" in shown.text


def test_every_finding_stands_on_the_page_with_the_walk_to_it(enter: Enter) -> None:
    designer = enter(DESIGNER)

    upload(designer, DEADLOCK, name="treo.bpmn")

    findings = designer.page.xpath("//li[@data-finding]")
    assert len(findings) >= 2
    walk = designer.page.xpath("//li[@data-element='p']//li/@data-step")
    assert walk == ["s", "x", "B", "p"]
    assert "Chạy thử đường đi tới lỗi" in " ".join(designer.buttons())


def test_a_draft_with_errors_is_not_submitted_even_around_the_page(enter: Enter, town: Town) -> None:
    draft = f"/drafts/{drawn(town, uploaded(DEADLOCK))}"
    designer = enter(DESIGNER).open(draft)
    csrf = designer.page.xpath("//input[@name='csrf']/@value")[0]

    answer = designer.http.post(f"{draft}/submit", data={"csrf": csrf})

    assert answer.status_code == 422
    assert town.rows("SELECT state FROM package_draft")[0].state == "drawn"


def test_an_invalid_upload_changes_nothing_in_force(enter: Enter, town: Town) -> None:
    before = in_force(town), town.rows("SELECT digest FROM deployment ORDER BY digest")

    upload(enter(DESIGNER), HOSTILE["doctype"][0], 422)
    upload(enter(DESIGNER), DEADLOCK)

    assert (in_force(town), town.rows("SELECT digest FROM deployment ORDER BY digest")) == before


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_answered_with_a_page_that_says_why(enter: Enter, town: Town, name: str) -> None:
    content, said = HOSTILE[name]
    designer = enter(DESIGNER)

    upload(designer, content, 422, name="tep.bpmn")

    assert re.search(said, designer.text), designer.text
    assert "Tải lên và kiểm tra" in designer.buttons()
    assert town.rows("SELECT id FROM package_draft") == []


def test_no_file_chosen_is_said(enter: Enter) -> None:
    designer = enter(DESIGNER).open("/procedures/upload").press("Tải lên và kiểm tra", 422)

    assert "Chưa chọn tệp" in designer.text


def test_a_mended_file_takes_the_place_of_the_faulty_one(enter: Enter, town: Town) -> None:
    draft = f"/drafts/{drawn(town, uploaded(DEADLOCK))}"
    designer = enter(DESIGNER).open(draft)
    form = designer.form("Tải lên và kiểm tra")

    designer._shown(
        designer.http.post(
            form["action"], data=form["data"], files={"package": ("goi.zip", zipped(SOUND.files))}
        )
    )

    assert designer.path == draft
    assert "Đạt: không có lỗi" in designer.text
    designer.press("Trình Văn phòng thẩm tra")
    assert "Chờ thẩm tra" in designer.text


def test_warnings_are_ticked_by_the_reviewer_one_by_one(enter: Enter, town: Town) -> None:
    draft = f"/drafts/{submitted(town, content_of(WARNED))}"
    reviewer = enter(REVIEWER).open(draft)

    reviewer.press("Thông qua", 422)
    assert "Còn cảnh báo chưa được xác nhận" in reviewer.text
    warnings = [str(value) for value in reviewer.page.xpath("//input[@name='accepted']/@value")]
    reviewer.press("Thông qua", accepted=warnings)

    assert warnings
    assert f"xác nhận {', '.join(warnings)}" in reviewer.text


def test_a_returned_draft_tells_its_designer_why(enter: Enter, town: Town) -> None:
    draft = f"/drafts/{submitted(town, content_of(SOUND))}"

    enter(REVIEWER).open(draft).press("Trả lại", note="Bổ sung bước thẩm định.")

    designer = enter(DESIGNER).open(draft)
    assert "Nội dung cần sửa: Bổ sung bước thẩm định." in designer.text
    assert "Trình Văn phòng thẩm tra" in designer.buttons()


def test_the_difference_to_the_version_in_force_is_told(enter: Enter, town: Town) -> None:
    town.put_in_force(SOUND)

    draft = f"/drafts/{submitted(town, content_of(LONGER))}"

    text = enter(REVIEWER).open(draft).text
    assert "Thêm B" in text
    assert "Bỏ Đường đi «A» → «e»" in text


def test_a_day_that_is_past_is_said_and_nothing_takes_force(enter: Enter, town: Town) -> None:
    draft = f"/drafts/{submitted(town, content_of(SOUND))}"
    enter(REVIEWER).open(draft).press("Thông qua")

    publisher = enter(PUBLISHER).open(draft).press("Đưa vào áp dụng", 409, from_on="2018-11-01")

    assert "01/11/2018 đã qua" in publisher.text
    assert "L.THU" not in {row.procedure_code for row in in_force(town)}


@pytest.mark.parametrize(
    ("who", "deed", "status"),
    [
        (DESIGNER, "approve", 403),
        (DESIGNER, "return", 403),
        (DESIGNER, "publish", 403),
        (DESIGNER, "submit", 409),
        (REVIEWER, "submit", 403),
        (REVIEWER, "publish", 403),
        (PUBLISHER, "approve", 403),
        (PUBLISHER, "publish", 409),
        ("thuly.00295", "approve", 404),
        ("lanhdao.007", "publish", 404),
        ("quantri", "submit", 404),
        ("", "approve", 303),
    ],
)
def test_a_request_around_the_pages_meets_the_same_rules(
    enter: Enter, town: Town, who: str, deed: str, status: int
) -> None:
    draft = f"/drafts/{submitted(town, content_of(SOUND))}"
    digest = town.rows("SELECT digest FROM package_draft")[0].digest
    visitor = enter(who)
    csrf = visitor.page.xpath("//input[@name='csrf']/@value")[0] if who else ""
    data = {"csrf": csrf, "digest": digest, "note": "Trả lại."}

    answer = visitor.http.post(f"{draft}/{deed}", data=data, follow_redirects=False)

    assert answer.status_code == status, answer.text
    assert town.rows("SELECT state FROM package_draft")[0].state == "submitted"


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("thuly.00295", "/procedures/upload", 403),
        (REVIEWER, "/procedures/upload", 403),
        (DESIGNER, "/office", 403),
        ("thuly.00295", "/office", 403),
        ("thuly.00295", "{draft}", 404),
        ("thuly.00295", "{draft}/diagram", 404),
        (REVIEWER, "{draft}", 404),
        (DESIGNER, "/drafts/7d444840-9dc0-11d1-b245-5ffdce74fad2", 404),
        (DESIGNER, "/procedures/L.KHONG", 404),
        (DESIGNER, "/procedures/L.KHONG/diagram", 404),
    ],
)
def test_pages_are_closed_to_those_whom_they_do_not_concern(
    enter: Enter, town: Town, who: str, path: str, status: int
) -> None:
    draft = f"/drafts/{drawn(town, content_of(SOUND))}"

    enter(who).open(path.format(draft=draft), status)


def test_a_post_without_the_pages_token_is_refused(enter: Enter) -> None:
    designer = enter(DESIGNER)
    files = {"package": ("goi.zip", zipped(SOUND.files))}

    answer = designer.http.post("/procedures/upload", files=files)

    assert answer.status_code == 403


def test_diagrams_are_served_so_that_no_browser_runs_them(enter: Enter, town: Town) -> None:
    draft = f"/drafts/{drawn(town, content_of(SOUND))}"
    designer = enter(DESIGNER)

    for path in (f"{draft}/diagram", "/procedures/L.249197/diagram"):
        answer = designer.http.get(path)

        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("application/xml")
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_a_drawing_calls_itself_is_shown_as_text(enter: Enter) -> None:
    evil = DEADLOCK.replace(b'name="A"', b'name="&lt;script&gt;alert(1)&lt;/script&gt;"').replace(
        b'name="p"', b'name="&lt;img src=x onerror=alert(1)&gt;"'
    )
    designer = enter(DESIGNER)

    upload(designer, evil, name="<b>ten</b>.bpmn")

    assert not designer.page.xpath("//img") + designer.page.xpath("//b")
    assert "<script>alert" not in designer.answer.text
