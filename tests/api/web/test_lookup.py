"""The public look-up: opens with the slip's key or the last digits, tells nothing about persons, slows guessing."""

import pytest

from engine.store import lookup_failures
from engine.store.work import begin
from tests.support.city import Town
from tests.support.reception import receive
from tests.support.visitor import Enter, Visitor

WRONG = "Mã hồ sơ hoặc bốn số cuối chưa đúng"


@pytest.fixture
def dossier(enter: Enter) -> str:
    """A dossier of somebody with identity number 001185001234 and telephone 0912345678."""
    return receive(enter("tiepnhan"))


def ask(visitor: Visitor, code: str, digits: str, expected: int = 200) -> Visitor:
    return visitor.open("/lookup").press("Tra cứu", expected, code=code, digits=digits)


@pytest.mark.parametrize("digits", ["1234", "5678"])
def test_the_last_digits_of_either_number_open_the_dossier(enter: Enter, dossier: str, digits: str) -> None:
    citizen = ask(enter(""), dossier, digits)

    assert citizen.heading == f"Hồ sơ {dossier}"
    assert "Đang ở bước Xác nhận bản khai · UBND phường Minh Khai" in citizen.text
    assert "Thời hạn giải quyết: 25 ngày làm việc" in citizen.text


def test_a_code_is_read_whatever_its_capitals_and_blanks(enter: Enter, dossier: str) -> None:
    assert ask(enter(""), f" {dossier.lower()} ", "1234").heading == f"Hồ sơ {dossier}"


def test_no_person_is_named(enter: Enter, dossier: str) -> None:
    citizen = ask(enter(""), dossier, "1234")

    for personal in ("Nguyễn Thị Minh", "Nguyễn Thị Thu Hà", "001185001234", "0912345678", "Hàng Bông"):
        assert personal not in citizen.answer.text


def test_the_citizen_sees_each_state(town: Town, enter: Enter, dossier: str) -> None:
    citizen = ask(enter(""), dossier, "1234")
    town.complete(dossier, "Task_XacNhan", ket_qua_xac_nhan="dung")

    citizen.open(citizen.path)

    assert "Đang ở bước Ký xác nhận, ký văn bản gửi Phòng" in citizen.text


def test_a_code_that_does_not_exist_and_wrong_digits_are_answered_alike(enter: Enter, dossier: str) -> None:
    citizen = enter("")

    wrong_digits = ask(citizen, dossier, "0000", 404).text.replace(dossier, "")
    no_such_code = ask(citizen, "000.00.00.H26-181105-0099", "1234", 404).text

    assert WRONG in wrong_digits
    assert wrong_digits == no_such_code


@pytest.mark.parametrize("key", ["0", "khong-phai", "0" * 12])
def test_a_wrong_key_opens_nothing(enter: Enter, dossier: str, key: str) -> None:
    citizen = enter("").open(f"/lookup/{dossier}?k={key}", 404)

    assert WRONG in citizen.text
    assert "Xác nhận bản khai" not in citizen.text


def test_a_code_alone_asks_for_the_digits_and_keeps_what_was_typed(enter: Enter, dossier: str) -> None:
    citizen = enter("").open(f"/lookup/{dossier}")

    assert citizen.page.xpath("//input[@name='code']/@value") == [dossier]
    assert "Xác nhận bản khai" not in citizen.text


def test_digits_cannot_be_tried_out(enter: Enter, dossier: str) -> None:
    citizen = enter("")
    for guess in range(5):
        ask(citizen, dossier, f"000{guess}", 404)

    ask(citizen, dossier, "1234", 429)

    assert "Đã tra cứu sai nhiều lần; hãy thử lại sau 15 phút." in citizen.text


def test_the_slips_key_still_opens_a_dossier_whose_digits_were_tried_out(
    town: Town, enter: Enter, dossier: str
) -> None:
    citizen = enter("")
    for guess in range(5):
        ask(citizen, dossier, f"000{guess}", 404)

    citizen.open(f"/lookup/{dossier}?k={town.head(dossier).lookup_key}")

    assert citizen.heading == f"Hồ sơ {dossier}"


def test_codes_cannot_be_tried_out_from_one_address(town: Town, enter: Enter, dossier: str) -> None:
    with begin(town.database) as work:
        for number in range(20):
            lookup_failures.note(work, f"000.00.00.H26-181105-{number:04}", "127.0.0.1")

    ask(enter(""), dossier, "1234", 429)
    enter("").open(f"/lookup/{dossier}?k={town.head(dossier).lookup_key}", 429)


def test_failures_are_forgotten_after_a_quarter_of_an_hour(town: Town, enter: Enter, dossier: str) -> None:
    with begin(town.database) as work:
        for _ in range(20):
            lookup_failures.note(work, dossier, "127.0.0.1")
        work.run("UPDATE lookup_failure SET at = at - interval '16 minutes'")

    assert ask(enter(""), dossier, "1234").heading == f"Hồ sơ {dossier}"


def test_each_dossier_has_a_key_of_its_own(town: Town, enter: Enter, dossier: str) -> None:
    other = receive(enter("tiepnhan"))

    assert town.head(dossier).lookup_key != town.head(other).lookup_key
    enter("").open(f"/lookup/{other}?k={town.head(dossier).lookup_key}", 404)
