"""A whole table tells how its cells are read; the order of its rows tells nothing."""

from random import Random

from migration_tools.cell import Row
from migration_tools.mapping.model import LegacyMapping
from migration_tools.mapping.read import read_mapping
from migration_tools.mapping.survey import CHUNK_ROWS, survey, surveyed
from migration_tools.text.decode import encode

MAPPING = """
mapping: xa-a/so@1
key: so
decode: {candidates: [utf-8, tcvn3, vni]}
unit: {const: "00295"}
fields: {number: so, applicant: ten, received_on: ngay}
source: {table: so}
joins: {thu-tuc: {table: danh_muc, key: id, value: ma}}
"""
COLUMNS = ("so", "ten", "ngay")


def mapping() -> LegacyMapping:
    return read_mapping(MAPPING)


def rows() -> list[Row]:
    names = [encode(name, "tcvn3") for name in ("Nguyễn Thị Hạnh", "Trần Đức Dũng", "Phạm Hữu Thắng")]
    return [(str(at), name, f"{at + 12}/11/2018") for at, name in enumerate(names, start=1)]


def test_a_column_tells_its_order_and_its_encoding() -> None:
    content = survey(mapping(), "so", COLUMNS, rows())

    evidence = surveyed([content], content, None).evidence

    assert evidence["ngay"].date_order == "dmy"
    assert dict(evidence["ten"].encodings) == {"tcvn3": 3}
    assert "so" not in evidence


def test_the_order_of_rows_changes_nothing() -> None:
    shuffled = rows()
    Random(1).shuffle(shuffled)

    assert survey(mapping(), "so", COLUMNS, shuffled) == survey(mapping(), "so", COLUMNS, rows())


def test_a_joined_table_becomes_a_code_table() -> None:
    content = survey(mapping(), "danh_muc", ("id", "ma"), [(1, b"1.001193"), (2, "2.000815")])

    assert surveyed([content], None, None).joined == {"thu-tuc": {"1": "1.001193", "2": "2.000815"}}
    assert content["columns"] == {}


def test_a_cell_counts_as_often_as_it_stands() -> None:
    content = survey(mapping(), "so", COLUMNS, rows() * 3)

    evidence = surveyed([content], content, None).evidence

    assert (evidence["ngay"].day_first, dict(evidence["ten"].encodings)) == (9, {"tcvn3": 9})


def test_a_table_of_many_chunks_is_counted_to_its_last_row() -> None:
    many = [(str(at), None, "13/11/2018" if at % 2 else 7) for at in range(2 * CHUNK_ROWS + 1)]

    content = survey(mapping(), "so", COLUMNS, many)

    assert surveyed([content], content, None).evidence["ngay"].day_first == CHUNK_ROWS
