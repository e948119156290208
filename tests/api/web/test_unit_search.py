"""Units that are searched by a part of their name: the communes, the departments, or every unit."""

import pytest

from tests.support.visitor import Enter


@pytest.mark.parametrize(
    ("source", "typed", "offered"),
    [
        ("units", "minh khai hai ba trung", "Phường Minh Khai, Quận Hai Bà Trưng"),
        ("departments", "quy hoach", "Sở Quy hoạch - Kiến trúc"),
        ("departments", "SXD", "Sở Xây dựng"),
        ("all_units", "ubnd quan hai ba trung", "UBND quận Hai Bà Trưng"),
        ("all_units", "so tai chinh", "Sở Tài chính"),
    ],
)
def test_each_source_offers_its_units(enter: Enter, source: str, typed: str, offered: str) -> None:
    visitor = enter("thuly.00295")

    found = visitor.http.get("/search/units", params={"source": source, "q": typed}).text

    assert offered in found


@pytest.mark.parametrize(
    ("source", "typed"), [("departments", "minh khai"), ("units", "so tai chinh"), ("la", "so")]
)
def test_no_source_offers_the_units_of_another(enter: Enter, source: str, typed: str) -> None:
    visitor = enter("thuly.00295")

    assert visitor.http.get("/search/units", params={"source": source, "q": typed}).text.strip() == ""
