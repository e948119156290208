"""One field of many rows: what is remembered of a cell is what would be made of it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration_tools.cell import Cell, Fault
from migration_tools.mapping.field_runner import remembering

CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 2),
    st.floats(-2, 2),
    st.decimals(-2, 2, places=2),
    st.sampled_from(["1", "a", "", b"1", b"a", Fault("#REF!"), Decimal("1.50"), Decimal("1.5")]),
)


@given(st.lists(st.lists(CELLS, max_size=20), max_size=4))
def test_equal_cells_that_are_written_otherwise_are_not_taken_for_each_other(
    columns: list[list[Cell]],
) -> None:
    made = remembering(repr, 3)

    assert [made(column) for column in columns] == [[repr(cell) for cell in column] for column in columns]


def test_a_cell_is_made_once_in_a_column_that_repeats_it() -> None:
    asked: list[Cell] = []

    def run(cell: Cell) -> str:
        asked.append(cell)
        return repr(cell)

    made = remembering(run, 10)

    assert made(["a", "b", "a", None, None]) == ["'a'", "'b'", "'a'", "None", "None"]
    assert made(["b", "a"]) == ["'b'", "'a'"]
    assert sorted(map(str, asked)) == ["None", "a", "b"]


@pytest.mark.parametrize("size", [1, 2, 1_000])
def test_what_is_remembered_stays_bounded_and_changes_nothing(size: int) -> None:
    made = remembering(repr, size)

    found = [made([f"{number}", f"{number + 1}"]) for number in range(50)]

    assert found == [[repr(f"{number}"), repr(f"{number + 1}")] for number in range(50)]
