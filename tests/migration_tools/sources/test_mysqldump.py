"""A mysqldump is read without a server: every byte comes back, and a dump cut anywhere is noticed."""

import gzip
import io
import tracemalloc
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migration_tools.cell import Row
from migration_tools.errors import Unreadable
from migration_tools.sources.base import Place, SourceRow
from migration_tools.sources.byte_stream import ByteStream
from migration_tools.sources.limits import MIB
from migration_tools.sources.mysql_columns import columns_of
from migration_tools.sources.mysql_statements import Created, Inserted, statements
from migration_tools.sources.mysqldump import MysqlDump
from tests.support.mysqldump import FOOTER, HEADER, DumpedTable, create, dump, insert

DOSSIER = DumpedTable(
    "opencps_dossier", {"dossierId": "bigint(20)", "note": "varchar(75)", "fee": "decimal(10,2)"}
)


class Trickle(io.RawIOBase):
    """A file that hands over a few bytes at a time, so that every boundary is met."""

    def __init__(self, content: bytes, step: int) -> None:
        self._file = io.BytesIO(content)
        self._step = step

    def read(self, size: int = -1) -> bytes:
        return self._file.read(self._step)


def _saved(folder: Path, content: bytes, name: str = "opencps.sql") -> MysqlDump:
    path = folder / name
    path.write_bytes(content)
    return MysqlDump(Place(path))


def _filled(*rows: Row, table: DumpedTable = DOSSIER) -> DumpedTable:
    return DumpedTable(table.name, table.types, rows)


def _cells(source: MysqlDump, table: str = DOSSIER.name) -> list[Row]:
    return [row for _, row in source.rows(table)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def test_tables_come_with_their_columns_in_the_order_of_the_dump(folder: Path) -> None:
    log = DumpedTable("opencps_dossierlog", {"logId": "bigint", "key": "enum('a,b','c)')"})

    tables = _saved(folder, dump(DOSSIER, log)).tables()

    assert [(table.name, table.columns) for table in tables] == [
        ("opencps_dossier", ("dossierId", "note", "fee")),
        ("opencps_dossierlog", ("logId", "key")),
    ]


def test_text_stays_bytes_and_numbers_are_exact(folder: Path) -> None:
    row: Row = (7, "Nguyễn Thị Ánh".encode(), Decimal("15000.50"))

    assert _cells(_saved(folder, dump(_filled(row)))) == [row]


def test_every_escape_that_mysqldump_writes_is_undone(folder: Path) -> None:
    every_byte = bytes(range(256))

    cells = _cells(_saved(folder, dump(_filled((1, every_byte, None)))))

    assert cells == [(1, every_byte, None)]


@pytest.mark.parametrize(
    ("literal", "cell"),
    [
        (b"'it''s'", b"it's"),
        (b"_binary 'a\\0b'", b"a\0b"),
        (b"_utf8mb4'x'", b"x"),
        (b"0xFF00", b"\xff\0"),
        (b"_binary 0xfe", b"\xfe"),
        (b"X'C3A1'", "á".encode()),
        (b"b'101'", 5),
        (b"N'x'", b"x"),
        (b"-12", -12),
        (b"+3", 3),
        (b"1.5e10", Decimal("1.5e10")),
        (b".5", Decimal("0.5")),
        (b"null", None),
        (b"TRUE", True),
        (b"''", b""),
        (b"'\\%\\_\\q'", b"\\%\\_q"),
        (b"'0000-00-00 00:00:00'", b"0000-00-00 00:00:00"),
    ],
)
def test_a_literal_is_read_as_mysql_reads_it(folder: Path, literal: bytes, cell: object) -> None:
    written = create(DOSSIER) + b"INSERT INTO `opencps_dossier` VALUES (1, %b ,2);\n" % literal

    assert _cells(_saved(folder, written)) == [(1, cell, 2)]


@settings(deadline=None)  # The pace of the disk is no property of ours.
@given(
    rows=st.lists(
        st.tuples(st.integers(), st.binary(), st.none() | st.decimals(allow_nan=False, allow_infinity=False))
    )
)
def test_any_bytes_come_back_as_they_were_dumped(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Row]
) -> None:
    source = _saved(tmp_path_factory.mktemp("any"), dump(_filled(*rows), rows_an_insert=3))

    assert _cells(source) == rows


@settings(deadline=None)  # The pace of the disk is no property of ours.
@given(
    content=st.binary(max_size=300).map(
        lambda noise: create(DOSSIER) + insert(DOSSIER, [(1, b"a", 2)]) + noise
    )
)
def test_noise_is_read_to_its_end_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    source = _saved(tmp_path_factory.mktemp("noise"), content)

    try:
        first = _cells(source)[:1]
    except Unreadable:
        return

    assert first == [(1, b"a", 2)]


@settings(deadline=None)  # The pace of the disk is no property of ours.
@given(step=st.integers(1, 40))
def test_statements_are_the_same_however_the_bytes_arrive(step: int) -> None:
    tricky = (1, b"-- not a comment /* nor this */ ; ` \" ' \\", Decimal("-1.5"))
    content = b"# a line\n/* two * stars ** */" + dump(_filled(tricky, tricky), rows_an_insert=1)

    found = [
        statement.definition if isinstance(statement, Created) else statement.position
        for statement in statements(ByteStream(Trickle(content, step)))
    ]

    whole = statements(ByteStream(io.BytesIO(content)))
    assert found == [s.definition if isinstance(s, Created) else s.position for s in whole]


def test_a_dump_cut_at_any_byte_is_noticed(folder: Path) -> None:
    whole = dump(_filled((1, b"a;b", Decimal("1.5")), (2, b"c", None)))

    # Up to the comment that ends it, nothing may pass; the rest of that line may miss.
    for end in range(len(HEADER), len(whole) - len(FOOTER) + len("-- Dump completed")):
        with pytest.raises(Unreadable) as stopped:
            _saved(folder, whole[:end]).tables()
        assert stopped.value.code == "source.truncated"


def test_a_dump_without_comments_may_end_behind_any_statement(folder: Path) -> None:
    written = create(DOSSIER) + insert(DOSSIER, [(1, b"a", None)])

    assert _cells(_saved(folder, written)) == [(1, b"a", None)]
    with pytest.raises(Unreadable, match="cắt ngang"):
        _saved(folder, written.rstrip(b";\n")).tables()


def test_the_last_line_may_lack_its_line_end(folder: Path) -> None:
    assert _saved(folder, dump(DOSSIER).rstrip()).tables()


def test_views_triggers_and_routines_are_passed_over(folder: Path) -> None:
    routine = (
        b"/*!50001 CREATE VIEW `v` AS SELECT 'INSERT INTO x VALUES (1)' */;\n"
        b"DELIMITER ;;\n/*!50003 CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW BEGIN SET @a='it''s; ok'; END */;;\n"
        b"CREATE PROCEDURE p() BEGIN INSERT INTO `opencps_dossier` VALUES (9,'no',0); END ;;\nDELIMITER ;\n"
    )
    written = create(DOSSIER) + routine + insert(DOSSIER, [(1, b"a", 0)])

    assert _cells(_saved(folder, written)) == [(1, b"a", 0)]


def test_a_column_list_puts_values_where_they_belong(folder: Path) -> None:
    written = (
        create(DOSSIER)
        + b"INSERT IGNORE INTO `opencps_dossier` (`fee`, `dossierId`)\nVALUES\n (5, 1),\n (6, 2)\n;\n"
    )

    assert _cells(_saved(folder, written)) == [(1, None, 5), (2, None, 6)]


def test_complete_inserts_give_the_same_rows(folder: Path) -> None:
    table = _filled((1, b"a", 2), (2, b"b", 3))

    assert _cells(_saved(folder, dump(table, names_columns=True))) == list(table.rows)


def test_a_column_list_alone_is_enough_where_the_structure_was_left_out(folder: Path) -> None:
    written = insert(DOSSIER, [(1, b"a", 2)], names_columns=True)

    assert _saved(folder, written).tables()[0].columns == ("dossierId", "note", "fee")


def test_several_databases_keep_their_tables_apart(folder: Path) -> None:
    one, two = insert(DOSSIER, [(1, b"a", 2)]), insert(DOSSIER, [(2, b"b", 3)])
    written = b"USE `so_tu_phap`;\n" + create(DOSSIER) + one + b"USE `so_y_te`;\n" + create(DOSSIER) + two

    source = _saved(folder, written)

    assert [table.name for table in source.tables()] == [
        "so_tu_phap.opencps_dossier",
        "so_y_te.opencps_dossier",
    ]
    assert _cells(source, "so_y_te.opencps_dossier") == [(2, b"b", 3)]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (insert(DOSSIER, [(1, b"a", 2)]), "CREATE TABLE"),
        (create(DOSSIER) + create(DOSSIER), "hai lần"),
        (create(DOSSIER) + b"INSERT INTO opencps_dossier (`x`) VALUES (1);", "không có trong bảng: x"),
        (create(DOSSIER) + b"INSERT INTO opencps_dossier VALUES (1,2);", "số cột"),
        (create(DOSSIER) + b"INSERT INTO opencps_dossier VALUES (1,2,now());", "số cột"),
        (create(DOSSIER) + b"INSERT INTO opencps_dossier VALUES (1,2,x);", "hằng"),
        (create(DOSSIER) + b"INSERT INTO opencps_dossier SELECT 1;", "INSERT"),
        ("-- MySQL dump 10.13".encode("utf-16"), "UTF-16"),
        (gzip.compress(dump(DOSSIER))[:-20], "nén"),
    ],
)
def test_what_cannot_be_read_is_refused_in_vietnamese(folder: Path, content: bytes, words: str) -> None:
    source = _saved(folder, content)

    with pytest.raises(Unreadable) as refused:
        [list(source.rows(table.name)) for table in source.tables()]

    assert words in refused.value.sentence


def test_a_packed_dump_reads_the_same(folder: Path) -> None:
    table = _filled(*((number, b"x" * 50, None) for number in range(100)))

    source = _saved(folder, gzip.compress(dump(table, rows_an_insert=7)), "opencps.sql.gz")

    assert _cells(source) == list(table.rows)


@pytest.mark.parametrize("after", [0, 1, 6, 7, 8, 49, 50, 51])
def test_reading_on_from_a_position_gives_exactly_the_rest(folder: Path, after: int) -> None:
    table = _filled(*((number, b"x", None) for number in range(1, 51)))
    source = _saved(folder, dump(table, rows_an_insert=7))

    rest = list(source.rows(DOSSIER.name, after))

    assert rest == [SourceRow(number, (number, b"x", None)) for number in range(after + 1, 51)]


def test_a_record_longer_than_one_read_comes_whole(folder: Path) -> None:
    workflow = b"<step name='\\'/>" * 300_000

    assert _cells(_saved(folder, dump(_filled((1, workflow, None))))) == [(1, workflow, None)]


def test_a_dump_written_to_while_it_is_read_stops(folder: Path) -> None:
    source = _saved(folder, dump(_filled((1, b"a", 2), (2, b"b", 3))))
    rows = source.rows(DOSSIER.name)
    next(rows)

    with (folder / "opencps.sql").open("ab") as file:
        file.write(b"-- more\n")

    with pytest.raises(Unreadable) as stopped:
        list(rows)
    assert stopped.value.code == "source.changed"


def test_a_table_that_is_not_there_is_named(folder: Path) -> None:
    with pytest.raises(Unreadable, match="opencps_dossier"):
        list(_saved(folder, dump(DOSSIER)).rows("hoso"))


def test_keys_and_constraints_are_no_columns() -> None:
    columns = b"`key` int, name varchar(9) DEFAULT 'a,(b'"
    definition = b"(%b, UNIQUE KEY `u` (`key`,`name`), CONSTRAINT `c` CHECK (`key` > 0))" % columns

    assert columns_of(definition) == ("key", "name")


def test_an_insert_head_knows_its_place() -> None:
    content = create(DOSSIER) + b"INSERT INTO `a`.`b``c` VALUES (1);"

    *_, found = statements(ByteStream(io.BytesIO(content)))

    assert found == Inserted(("a", "b`c"), (), content.index(b"INSERT"))


def test_two_hundred_thousand_rows_fit_in_little_memory(folder: Path) -> None:
    part = insert(DOSSIER, [(number, "Nguyễn".encode() * 9, None) for number in range(2000)])
    (folder / "big.sql").write_bytes(create(DOSSIER) + part * 100)
    source = MysqlDump(Place(folder / "big.sql"))

    tracemalloc.start()
    count = sum(1 for _ in source.rows(DOSSIER.name))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 200_000
    assert peak < 8 * MIB
