"""The documents of a dossier on pages without JavaScript, and what a citizen may have of them."""

from collections.abc import Iterator

import pytest

from api.auth.sign_in import SignIn
from api.demo.keys import fleeting_signing
from api.services import Services
from engine.clock import system_clock
from engine.model.role import Role
from tests.support.city import Town
from tests.support.documents import (
    AGREED,
    complete,
    document,
    draft,
    every_deed,
    initial,
    number,
    pdf,
    seal,
    sign,
)
from tests.support.server import serving
from tests.support.visitor import Enter, Visitor

HANDLER, LEADER, REGISTRY = "thuly.00295", "lanhdao.00295", "vanthu.00295"


@pytest.fixture
def address(town: Town) -> Iterator[str]:
    """The test town on a real socket, with the demo city's keys and one procedure that has every deed."""
    town.put_in_force(every_deed())
    signing_in = SignIn(town.database, system_clock)
    services = Services(town.database, town.engine, signing_in, town.clock, town.clock, fleeting_signing())
    with serving(services) as address:
        yield address


@pytest.fixture
def dossier(town: Town, address: str) -> str:
    return town.open({"ho_ten": "Nguyễn Văn An", "so_dinh_danh": "001085001234"})


def post_file(visitor: Visitor, path: str, content: bytes, **fields: str) -> None:
    """Choose a file in the page's form for a path, and send it."""
    around = next(each for each in visitor.page.iter("form") if each.get("action") == path)
    data = {
        each.get("name"): each.get("value", "") for each in around.iter("input") if each.get("type") != "file"
    }
    files = {"file": ("quyet dinh.pdf", content, "application/pdf")}
    visitor._shown(visitor.http.post(path, data=data | fields, files=files))


def test_a_document_is_drafted_initialled_signed_numbered_and_sealed_on_pages(
    town: Town, enter: Enter, dossier: str
) -> None:
    handler = enter(HANDLER).open(f"/dossiers/{dossier}")
    post_file(handler, f"/dossiers/{dossier}/results", pdf(), title="Quyết định trợ cấp")
    assert handler.heading == "Quyết định trợ cấp"
    page = handler.path
    complete(town, dossier, "A")

    leader = enter(LEADER).open(page).press("Ký nháy dự thảo này")
    complete(town, dossier, "B")
    leader.open(page).press("Ký văn bản", capacity="KT.", on_behalf_of="CHỦ TỊCH")
    assert "Chữ ký hợp lệ" in leader.text
    assert "Ký KT. CHỦ TỊCH" in leader.text
    complete(town, dossier, "C", **AGREED)

    registry = enter(REGISTRY).open(page).press("Lấy số", symbol="QĐ-UBND").press("Đóng dấu")

    assert "01/QĐ-UBND" in registry.text
    assert registry.text.count("Chữ ký hợp lệ") == 2
    timeline = registry.open(f"/dossiers/{dossier}").text
    for told in ("đính kèm dự thảo", "ký nháy", "ký «Quyết định", "lấy số 01/QĐ-UBND", "đóng dấu, phát hành"):
        assert told in timeline


def test_a_step_names_its_deed_and_is_not_passed_on_without(enter: Enter, town: Town, dossier: str) -> None:
    handler = enter(HANDLER).open(f"/tasks/{town.task(dossier, 'A').id}")

    assert "văn bản của hồ sơ phải được: soạn dự thảo" in handler.text
    handler.press("Hoàn thành và chuyển bước", 409)
    assert "phải có dự thảo văn bản" in handler.text


def test_a_draft_that_is_no_pdf_is_refused_in_a_sentence(enter: Enter, dossier: str) -> None:
    handler = enter(HANDLER).open(f"/dossiers/{dossier}")

    post_file(handler, f"/dossiers/{dossier}/results", b"\xff\xd8\xff" + bytes(100), title="Ảnh")

    assert handler.answer.status_code == 422
    assert "Chỉ nhận văn bản dạng PDF" in handler.text


def test_a_wrong_passphrase_is_told_and_nothing_is_signed(enter: Enter, town: Town, dossier: str) -> None:
    draft(town, dossier)
    complete(town, dossier, "A")
    initial(town, dossier, town.holder(Role.LEADER))
    complete(town, dossier, "B")
    path = f"/dossiers/{dossier}/results/{document(town, dossier).id}"

    leader = enter(LEADER).open(path).press("Ký văn bản", 422, passphrase="sai")

    assert "không đúng; hãy nhập lại" in leader.text
    assert document(town, dossier).signed is None


def test_a_file_signed_elsewhere_is_verified_and_taken(enter: Enter, town: Town, dossier: str) -> None:
    draft(town, dossier)
    complete(town, dossier, "A")
    initial(town, dossier, town.holder(Role.LEADER))
    complete(town, dossier, "B")
    path = f"/dossiers/{dossier}/results/{document(town, dossier).id}"
    leader = enter(LEADER).open(path)

    post_file(leader, f"{path}/signed-file", pdf("Quyết định"))

    assert leader.answer.status_code == 422
    assert "không có chữ ký số nào" in leader.text


class TestWhoReads:
    def test_the_pages_of_a_document_are_pictures_for_those_who_work_on_it(
        self, enter: Enter, town: Town, dossier: str
    ) -> None:
        draft(town, dossier)
        file = document(town, dossier).draft
        leader = enter(LEADER).open(f"/attachments/{file}/pages/1?dossier={dossier}")

        assert leader.answer.headers["content-type"] == "image/png"
        assert leader.answer.content.startswith(b"\x89PNG")
        leader.open(f"/attachments/{file}/pages/2?dossier={dossier}", 404)

    def test_nobody_else_learns_that_there_is_one(self, enter: Enter, town: Town, dossier: str) -> None:
        draft(town, dossier)
        found = document(town, dossier)
        stranger = enter("thuly.00004")

        stranger.open(f"/dossiers/{dossier}/results/{found.id}", 404)
        stranger.open(f"/attachments/{found.draft}?dossier={dossier}", 404)
        stranger.open(f"/attachments/{found.draft}/pages/1", 404)

    def test_a_file_that_is_gone_from_the_store_is_an_error_page_never_a_blank(
        self, enter: Enter, town: Town, dossier: str
    ) -> None:
        draft(town, dossier)
        found = document(town, dossier)
        with town.database.begin() as connection:
            connection.exec_driver_sql("DELETE FROM attachment_giver")
            connection.exec_driver_sql("DELETE FROM attachment")
        leader = enter(LEADER)

        for path in (
            f"/dossiers/{dossier}/results/{found.id}",
            f"/attachments/{found.draft}?dossier={dossier}",
        ):
            leader.open(path, 404)
            assert "không còn trong kho" in leader.text


class TestCitizen:
    @pytest.fixture
    def issued(self, town: Town, dossier: str) -> str:
        """A dossier whose document was issued, as the key on the slip opens it."""
        draft(town, dossier)
        complete(town, dossier, "A")
        initial(town, dossier, town.holder(Role.LEADER))
        complete(town, dossier, "B")
        sign(town, dossier)
        complete(town, dossier, "C", **AGREED)
        number(town, dossier)
        seal(town, dossier)
        return f"/lookup/{dossier}?k={town.head(dossier).lookup_key}"

    def test_the_look_up_tells_that_the_signatures_hold_and_why(self, enter: Enter, issued: str) -> None:
        citizen = enter("").open(issued)

        assert citizen.text.count("Chữ ký hợp lệ") == 2
        assert "Nội dung không bị thay đổi sau khi ký." in citizen.text
        citizen.follow("Tải văn bản")
        assert citizen.answer.content.startswith(b"%PDF-")

    def test_a_changed_byte_is_told(self, enter: Enter, town: Town, issued: str) -> None:
        with town.database.begin() as connection:
            connection.exec_driver_sql("UPDATE attachment SET content = set_byte(content, 200, 88)")

        citizen = enter("").open(issued)

        assert "Chữ ký không hợp lệ" in citizen.text
        assert "Nội dung đã bị thay đổi sau khi ký." in citizen.text

    def test_without_the_key_or_before_it_is_issued_nothing_is_given(
        self, enter: Enter, town: Town, dossier: str
    ) -> None:
        draft(town, dossier)
        found, key = document(town, dossier), town.head(dossier).lookup_key
        citizen = enter("")

        assert "Kết quả giải quyết" not in citizen.open(f"/lookup/{dossier}?k={key}").text
        citizen.open(f"/lookup/{dossier}/results/{found.id}?k={key}", 404)
        citizen.open(f"/lookup/{dossier}/results/{found.id}?k=x", 404)
