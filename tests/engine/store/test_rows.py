"""What goes to the database as JSON."""

import json
from datetime import UTC, date, datetime, time
from uuid import UUID

import pytest

from engine.store.rows import as_json, as_rows


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2018, 11, 5), "2018-11-05"),
        (datetime(2018, 11, 5, 1, 15, tzinfo=UTC), "2018-11-05T01:15:00+00:00"),
        (time(13, 30), "13:30:00"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (frozenset({"b", "a"}), ["a", "b"]),
        ({"tên": [1, 2.5, True, None]}, {"tên": [1, 2.5, True, None]}),
    ],
)
def test_values_of_ours_are_written_so_that_postgresql_reads_them(value: object, written: object) -> None:
    assert json.loads(as_json(value)) == written


def test_vietnamese_stays_readable() -> None:
    assert as_json("Hồ sơ") == '"Hồ sơ"'


def test_anything_else_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError, match="Expected a value that JSON can hold, but got object"):
        as_json(object())


def test_rows_travel_as_one_array() -> None:
    assert as_rows({"a": number} for number in range(2)) == {"rows": '[{"a": 0}, {"a": 1}]'}
