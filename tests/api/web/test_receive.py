"""A clerk receives a dossier: one form, one act, one dossier."""

from engine.commands.open_dossier import OpenDossier
from tests.support.city import COMMUNE, Town
from tests.support.reception import answers, components, receive
from tests.support.visitor import Enter

BURIAL, COPIES, BUILDING, INVESTMENT = "L.249197", "2.000815", "1.009994", "1.009645"


def listed(enter: Enter, account: str, q: str = "") -> set[str]:
    """The codes of the procedures that somebody may receive."""
    links = enter(account).open(f"/dossiers/new?q={q}").links()
    return {link.split("/")[3].split("?")[0] for link in links if link.startswith("/dossiers/new/")}


def test_one_act_of_the_clerk_opens_the_dossier_and_completes_its_reception(town: Town, enter: Enter) -> None:
    clerk = enter("tiepnhan")

    code = receive(clerk)

    assert clerk.heading == code
    assert town.open_elements(code) == ["Task_XacNhan"]
    assert town.kinds(code).count("task_completed") == 1
    assert town.head(code).data["ho_ten"] == "Nguyễn Thị Minh"


def test_the_result_tells_the_due_date_why_it_is_that_date_and_whose_turn_it_is(enter: Enter) -> None:
    clerk = enter("tiepnhan")

    receive(clerk)

    assert "Hẹn trả kết quả: 08:15 10/12/2018" in clerk.text
    assert "Thời hạn giải quyết: 25 ngày làm việc, tính đến từng phút." in clerk.text
    assert "Xác nhận bản khai · UBND phường Minh Khai · Chuyên viên thụ lý" in clerk.text


def test_the_qr_code_opens_the_look_up_without_typing(enter: Enter) -> None:
    clerk = enter("tiepnhan")
    code = receive(clerk)

    picture = clerk.page.find(".//img").get("src")
    clerk.follow("Trang tra cứu")

    assert picture.startswith("data:image/svg+xml")
    assert clerk.heading == f"Hồ sơ {code}"


def test_a_clerk_is_offered_what_the_level_and_the_desk_may_receive(enter: Enter) -> None:
    assert listed(enter, "tiepnhan") == {BURIAL, COPIES}
    assert listed(enter, "tiepnhan.007") == {BUILDING}
    assert listed(enter, "tiepnhan.skhdt") == {INVESTMENT}
    assert listed(enter, "tiepnhan.sldtbxh") == set()


def test_a_procedure_is_found_by_part_of_its_name_without_marks(enter: Enter) -> None:
    assert listed(enter, "tiepnhan", "MAI tang") == {BURIAL}
    assert listed(enter, "tiepnhan", "2.0008") == {COPIES}
    assert listed(enter, "tiepnhan", "khong co") == set()


def test_who_is_no_reception_clerk_receives_nothing(town: Town, enter: Enter) -> None:
    handler = enter("thuly")
    clerk = enter("tiepnhan").open(f"/dossiers/new/{BURIAL}")
    form = clerk.form("Tiếp nhận")
    form["data"]["csrf"] = handler.page.xpath("//input[@name='csrf']/@value")[:1]

    handler.open(f"/dossiers/new/{BURIAL}", 403)
    handler.send(form, 403, **answers(BURIAL, "Task_TiepNhan"))

    assert town.rows("SELECT 1 FROM dossier") == []


def test_a_clerk_cannot_receive_for_another_unit(town: Town, enter: Enter) -> None:
    clerk = enter("tiepnhan")

    clerk.open(f"/dossiers/new/{BURIAL}?unit=00298", 403)

    assert "Bạn không được tiếp nhận thủ tục" in clerk.text
    assert town.rows("SELECT 1 FROM dossier") == []


def test_the_components_stand_beside_the_form_with_the_required_ones_marked(enter: Enter) -> None:
    clerk = enter("tiepnhan").open(f"/dossiers/new/{BURIAL}")

    components = [" ".join(each.text_content().split()) for each in clerk.page.xpath("//section//li")]

    assert components == [
        "Bản khai của đại diện thân nhân hoặc người tổ chức mai táng (Mẫu TT1) Bắt buộc 01 bản chính",
        "Bản sao Giấy chứng tử Bắt buộc 01 bản sao",
        "Biên bản ủy quyền của các thân nhân Nếu có 01 bản chính",
    ]


def test_a_form_that_is_not_right_is_shown_again_as_typed_and_takes_no_number(
    town: Town, enter: Enter
) -> None:
    clerk = enter("tiepnhan").open(f"/dossiers/new/{BURIAL}")
    typed = answers(BURIAL, "Task_TiepNhan") | {"ngay_sinh": "31/02/1985"}

    clerk.press("Tiếp nhận", 422, **typed)

    assert clerk.page.xpath("//input[@name='ngay_sinh']/@value") == ["31/02/1985"]
    assert clerk.page.xpath("//input[@name='ho_ten']/@value") == ["Nguyễn Thị Minh"]
    assert town.rows("SELECT 1 FROM number_series") == []


def test_a_form_mended_after_a_refusal_is_received(town: Town, enter: Enter) -> None:
    clerk = enter("tiepnhan").open(f"/dossiers/new/{BURIAL}")
    typed = answers(BURIAL, "Task_TiepNhan")
    clerk.press("Tiếp nhận", 422, **typed | {"ngay_sinh": "31/02/1985"})

    clerk.press("Tiếp nhận", ngay_sinh="28/02/1985", component=components(BURIAL))

    assert town.head(clerk.heading).data["ngay_sinh"] == "1985-02-28"


def test_a_form_sent_twice_opens_one_dossier(town: Town, enter: Enter) -> None:
    clerk = enter("tiepnhan").open(f"/dossiers/new/{BURIAL}")
    form, typed = clerk.form("Tiếp nhận"), answers(BURIAL, "Task_TiepNhan")

    clerk.send(form, **typed)
    first = clerk.heading
    clerk.send(form, **typed)

    assert clerk.heading == first
    assert len(town.rows("SELECT 1 FROM dossier")) == 1
    assert town.kinds(first).count("task_completed") == 1


def test_what_was_cut_off_after_opening_goes_on_with_the_same_dossier(town: Town, enter: Enter) -> None:
    clerk = enter("tiepnhan").open(f"/dossiers/new/{BURIAL}")
    form = clerk.form("Tiếp nhận")
    (key,) = form["data"]["key"]
    given = dict.fromkeys(components(BURIAL), "")
    opening = OpenDossier(BURIAL, "", COMMUNE, {}, components=given)
    code = town.engine.open(opening, town.signed_in("tiepnhan"), f"open {key}")["dossier"]

    clerk.send(form, **answers(BURIAL, "Task_TiepNhan"))

    assert clerk.heading == code
    assert town.open_elements(code) == ["Task_XacNhan"]


def test_a_same_day_procedure_is_received_on_one_screen_and_needs_no_slip(town: Town, enter: Enter) -> None:
    clerk = enter("tiepnhan").open(f"/dossiers/new/{COPIES}")

    clerk.press("Tiếp nhận và chuyển bước", **answers(COPIES, "Task_TiepNhan"))

    assert "không cần giấy tiếp nhận" in clerk.text
    assert "Hẹn trả kết quả: 17:30 05/11/2018" in clerk.text
    assert town.open_elements(clerk.heading) == ["Task_LoiChung"]


def test_a_same_day_procedure_goes_straight_to_the_next_step_of_the_same_person(
    town: Town, enter: Enter
) -> None:
    clerk = enter("tiepnhan").open(f"/dossiers/new/{COPIES}")
    typed = answers(COPIES, "Task_TiepNhan", "khong_duoc_chung_thuc")

    clerk.press("Tiếp nhận và chuyển bước", **typed)

    (task,) = town.rows("SELECT id, name FROM task WHERE closed_at IS NULL AND role = 'reception_clerk'")
    assert clerk.path == f"/tasks/{task.id}"
    assert clerk.heading == task.name


def test_the_received_page_is_for_people_of_the_dossier_only(enter: Enter) -> None:
    code = receive(enter("tiepnhan"))

    enter("tiepnhan.00298").open(f"/dossiers/{code}/received", 404)
    enter("lanhdao").open(f"/dossiers/{code}/received")


def test_papers_may_come_by_post_and_for_another_place(town: Town, enter: Enter) -> None:
    code = receive(enter("tiepnhan"), channel="post", place="00298")

    head = town.head(code)
    assert (head.channel, head.place_code) == ("post", "00298")
    assert "Qua bưu chính công ích" in enter("tiepnhan").open(f"/dossiers/{code}").text


def test_a_place_that_nobody_knows_is_said_and_stays_typed(enter: Enter) -> None:
    clerk = enter("tiepnhan").open(f"/dossiers/new/{BURIAL}")

    clerk.press("Tiếp nhận", 422, **answers(BURIAL, "Task_TiepNhan") | {"place": "xã Không Có"})

    assert "Không có đơn vị mã xã Không Có" in clerk.text
    assert clerk.form("Tiếp nhận hồ sơ")["data"]["place"] == ["xã Không Có"]
