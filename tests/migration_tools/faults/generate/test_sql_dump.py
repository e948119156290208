"""Whatever stands in a cell comes back from the dump byte for byte."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from migration_tools.cell import Cell
from migration_tools.faults.generate.sql_dump import HEAD, TAIL, Inserts, literal
from migration_tools.faults.generate.sql_system import TableForm
from migration_tools.sources.base import Place
from migration_tools.sources.mysqldump import MysqlDump

FORM = TableForm("bang", ("sau", "truoc"))
COLUMNS = {"truoc": "String", "giua": "long", "sau": "String"}


def read_back(*rows: tuple[Cell, Cell]) -> list[tuple[int, tuple[object, ...]]]:
    out = BytesIO(HEAD)
    out.seek(0, 2)
    inserts = Inserts(out, FORM, COLUMNS)
    inserts.begin()
    for row in rows:
        inserts.add(*row)
    inserts.end()
    out.write(TAIL)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "thu.sql"
        path.write_bytes(out.getvalue())
        return [(row.position, tuple(row.row)) for row in MysqlDump(Place(path)).rows("bang")]


@given(st.binary(max_size=40))
def test_bytes_come_back_as_they_were(raw: bytes) -> None:
    assert read_back((raw, None)) == [(1, (None, None, raw))]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_text_comes_back_as_utf8(text: str) -> None:
    assert read_back((text, 1)) == [(1, (1, None, text.encode()))]


def test_rows_stand_in_the_order_of_the_columns_and_count_from_one() -> None:
    assert read_back((1, 2), (3, 4)) == [(1, (2, None, 1)), (2, (4, None, 3))]


def test_a_table_without_rows_is_written_without_an_insert() -> None:
    assert read_back() == []


def test_a_claim_is_a_digit() -> None:
    assert (literal(True), literal(False), literal(None)) == (b"1", b"0", b"NULL")


def test_many_rows_are_parted_into_lines_of_about_a_megabyte() -> None:
    out = BytesIO()
    inserts = Inserts(out, FORM, COLUMNS)
    for _ in range(300):
        inserts.add("x" * 10_000, None)
    inserts.end()

    lines = [line for line in out.getvalue().splitlines() if line.startswith(b"INSERT")]

    assert len(lines) == 3
    assert inserts.position == 300
