"""Columns of a list: what people type becomes one written form, or is refused whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model.directory import MAX_TEXT, Column, Kind

DAY = Column("on", "Ngày", Kind.DAY)
HOURS = Column("office", "Làm việc", Kind.HOURS)
CODES = Column("fields", "Lĩnh vực", Kind.CODES)
LEVEL = Column("level", "Cấp", Kind.CHOICE, choices={"commune": "Xã", "city": "Thành phố"})
NAME = Column("name", "Tên")
COUNT = Column("last", "Số cuối", Kind.NUMBER)


@pytest.mark.parametrize("typed", ["05/11/2018", "5/11/2018", "2018-11-05", "  05/11/2018 "])
def test_a_day_is_understood_as_officials_and_workbooks_write_it(typed: str) -> None:
    assert DAY.read(typed) == "2018-11-05"


@pytest.mark.parametrize("typed", ["30/02/2018", "11/2018", "ngày mai", "05-11-2018", "１/1/2018 x"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    assert DAY.read(typed) is None


def test_a_day_is_shown_as_officials_write_it() -> None:
    assert DAY.show("2018-11-05") == "05/11/2018"
    assert DAY.show("") == ""


@pytest.mark.parametrize(
    "typed", ["08:00-12:00, 13:30-17:30", "8:00 - 12:00; 13:30–17:30", "8h00-12h00 13g30-17g30"]
)
def test_hours_are_understood_in_the_ways_offices_write_them(typed: str) -> None:
    assert HOURS.read(typed) == "08:00-12:00, 13:30-17:30"


@pytest.mark.parametrize(
    "typed", ["12:00-08:00", "08:00-12:00, 11:00-17:00", "25:00-26:00", "cả ngày", "08:00"]
)
def test_hours_that_cannot_be_are_refused(typed: str) -> None:
    assert HOURS.read(typed) is None


def test_codes_lose_their_order_and_repetitions() -> None:
    assert CODES.read("ho-tich, dat-dai; ho-tich  chung-thuc") == "chung-thuc dat-dai ho-tich"


@pytest.mark.parametrize("typed", ["commune", "Xã", "xa", "XÃ"])
def test_a_choice_is_found_by_its_value_and_by_its_word_without_marks(typed: str) -> None:
    assert LEVEL.read(typed) == "commune"


def test_a_choice_that_is_not_offered_is_refused_with_what_is() -> None:
    assert LEVEL.read("Huyện") is None
    assert LEVEL.fault == "Cột «Cấp» chỉ nhận một trong: Xã, Thành phố."


@pytest.mark.parametrize("typed", ["-1", "1.5", "một", "１２", "1234567890"])
def test_a_number_is_whole_and_not_negative(typed: str) -> None:
    assert COUNT.read(typed) is None


def test_text_is_composed_and_its_blanks_are_one() -> None:
    assert NAME.read("Nguye\u0302\u0303n   Va\u0306n\n A") == "Nguyễn Văn A"


def test_text_too_long_or_with_unseen_characters_is_refused() -> None:
    assert NAME.read("a" * (MAX_TEXT + 1)) is None
    assert NAME.read("a\u202eb") is None


@given(st.sampled_from([DAY, HOURS, CODES, LEVEL, NAME, COUNT]), st.text(max_size=40))
def test_reading_never_fails_and_reading_again_changes_nothing(column: Column, typed: str) -> None:
    written = column.read(typed)

    if written is not None:
        assert column.read(written) == written
        assert column.read(column.show(written)) == written
