"""A dossier that was brought over is shown like any other, and says where it comes from."""

import pytest

from tests.support.batches import bring_over
from tests.support.city import Town
from tests.support.legacy import register
from tests.support.visitor import Enter


@pytest.fixture
def codes(town: Town) -> dict[str, str]:
    """New codes by old number; HS-000019 is unfinished."""
    bring_over(town.database, register(20))
    rows = town.rows("SELECT code, data ->> 'so_ho_so_cu' AS number FROM dossier")
    return {row.number: row.code for row in rows}


def test_the_archive_opens_with_its_old_history(enter: Enter, codes: dict[str, str]) -> None:
    page = enter("tiepnhan").open(f"/dossiers/{codes['HS-000000']}")

    assert "Đã kết thúc" in page.text
    assert "Hệ thống cũ tiếp nhận hồ sơ." in page.text
    assert "Ghi tại hệ thống cũ: Bước 1 (canbo00)." in page.text
    assert "Kết thúc: Kết thúc trên hệ thống cũ." in page.text
    assert "Chuyển hồ sơ từ hệ thống cũ «so-cu», số cũ HS-000000." in page.text
    assert "Ngày hẹn trả giữ nguyên theo hệ thống cũ: 17:00 ngày 11/01/2016." in page.text


def test_an_unfinished_dossier_says_that_it_waits_to_be_placed(enter: Enter, codes: dict[str, str]) -> None:
    page = enter("tiepnhan").open(f"/dossiers/{codes['HS-000019']}")

    assert "Chuyển từ hệ thống cũ, chờ xếp vào quy trình" in page.text


def test_the_desk_finds_it_by_its_old_number(enter: Enter, codes: dict[str, str]) -> None:
    page = enter("tiepnhan").open("/dossiers?q=hs-000007")

    assert codes["HS-000007"] in page.text
    assert codes["HS-000008"] not in page.text


def test_its_diagram_is_the_one_that_says_it_was_settled_elsewhere(
    enter: Enter, codes: dict[str, str]
) -> None:
    drawn = enter("tiepnhan").http.get(f"/dossiers/{codes['HS-000000']}/diagram")

    assert "Process_HeThongCu" in drawn.text


def test_lists_of_work_do_not_show_it(enter: Enter, codes: dict[str, str]) -> None:
    page = enter("tiepnhan").open("/")

    assert not any(code in page.text for code in codes.values())
