"""JSON exports: lists of objects as tables, in bounded memory, and nothing read of a file that is damaged."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migration_tools.errors import Unreadable
from migration_tools.sources.base import Place
from migration_tools.sources.json_records import JsonRecords
from migration_tools.sources.limits import MAX_DEPTH, MAX_ITEM_BYTES


def _saved(folder: Path, text: str, name: str = "xuat.json", **settings: object) -> JsonRecords:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return JsonRecords(Place(path, settings=tuple(settings.items())))


def test_every_list_of_the_export_is_a_table(tmp_path: Path) -> None:
    export = {"phienBan": 1, "data": {"hoSo": [{"so": 1}, {"ten": "Ánh"}], "ma": ["a", "b"]}}

    source = _saved(tmp_path, json.dumps(export))

    assert [(table.name, table.columns) for table in source.tables()] == [
        ("data.hoSo", ("so", "ten")),
        ("data.ma", ("value",)),
    ]
    assert list(source.rows("data.hoSo")) == [(1, (1, None)), (2, (None, "Ánh"))]
    assert list(source.rows("data.ma", after=1)) == [(2, ("b",))]


def test_a_list_by_itself_is_named_as_the_file(tmp_path: Path) -> None:
    source = _saved(tmp_path, '[{"le_phi": 1.10, "xong": true, "con": [{"x": null}]}]')

    assert source.tables()[0].name == "xuat"
    assert list(source.rows("xuat")) == [(1, (Decimal("1.10"), True, '[{"x": null}]'))]


def test_json_lines_are_one_table(tmp_path: Path) -> None:
    source = _saved(tmp_path, '{"a": 1}\n{"b": {"c": 2}}\n', "xuat.jsonl")

    assert source.tables()[0].columns == ("a", "b")
    assert list(source.rows("xuat", after=1)) == [(2, (None, '{"c": 2}'))]


def test_the_setting_path_chooses_one_list(tmp_path: Path) -> None:
    text = '{"a": [{"x": 1}], "b": [{"y": 2}]}'

    assert [table.name for table in _saved(tmp_path, text, path="b").tables()] == ["b"]
    with pytest.raises(Unreadable):
        _saved(tmp_path, text, path="c").tables()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "source.damaged"),
        ('[{"a": 1}, {"a"', "source.damaged"),
        ("[{'a': 1}]", "source.damaged"),
        ('{"a": 1}', "source.missing"),
        ("[" * (MAX_DEPTH + 1), "source.hostile"),
        ('["' + "x" * (MAX_ITEM_BYTES + 70_000), "source.too_large"),
    ],
)
def test_what_is_damaged_or_hostile_stops(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(Unreadable) as stopped:
        _saved(tmp_path, text).tables()
    assert stopped.value.code == code


@settings(deadline=None)  # The pace of the disk is no property of ours.
@given(
    st.lists(
        st.dictionaries(st.sampled_from("abc"), st.integers(-(2**70), 2**70) | st.text() | st.none()),
        min_size=1,
    )
)
def test_whatever_the_json_module_writes_comes_back(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, object]]
) -> None:
    source = _saved(tmp_path_factory.mktemp("json"), json.dumps(records))

    columns = source.tables()[0].columns

    expected = [tuple(record.get(column) for column in columns) for record in records]
    assert [row for _, row in source.rows("xuat")] == expected
