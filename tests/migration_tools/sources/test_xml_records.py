"""XML exports: elements as rows, paths as columns; DOCTYPE and entities are refused."""

from pathlib import Path

import pytest

from migration_tools.errors import Unreadable
from migration_tools.sources.base import Place
from migration_tools.sources.limits import MAX_ITEM_BYTES
from migration_tools.sources.xml_records import XmlRecords


def _saved(folder: Path, text: str, **settings: object) -> XmlRecords:
    path = folder / "xuat.xml"
    path.write_text(text, encoding="utf-8")
    return XmlRecords(Place(path, settings=tuple(settings.items())))


def test_each_kind_below_the_root_is_a_table(tmp_path: Path) -> None:
    source = _saved(tmp_path, "<db><HoSo><so>1</so></HoSo><NhatKy>x</NhatKy><HoSo><ten>Ánh</ten></HoSo></db>")

    assert [(table.name, table.columns) for table in source.tables()] == [
        ("HoSo", ("so", "ten")),
        ("NhatKy", ("#text",)),
    ]
    assert list(source.rows("HoSo")) == [(1, ("1", None)), (2, (None, "Ánh"))]
    assert list(source.rows("HoSo", after=1)) == [(2, (None, "Ánh"))]


def test_attributes_depth_and_repetition_have_columns_of_their_own(tmp_path: Path) -> None:
    source = _saved(tmp_path, '<db><HoSo ma="7"><dc><xa>A</xa></dc><tep/><tep>b</tep><!-- x --></HoSo></db>')

    assert source.tables()[0].columns == ("@ma", "dc/xa", "tep", "tep[2]")
    assert list(source.rows("HoSo")) == [(1, ("7", "A", None, "b"))]


def test_columns_of_a_mysql_export_have_their_names(tmp_path: Path) -> None:
    text = '<m><table_data name="t"><row><field name="so">1</field><field name="ten">A</field></row></table_data></m>'

    source = _saved(tmp_path, text, row="row")

    assert source.tables()[0].columns == ("so", "ten")
    assert list(source.rows("row")) == [(1, ("1", "A"))]


def test_names_with_a_namespace_are_read_by_their_local_part(tmp_path: Path) -> None:
    source = _saved(tmp_path, '<a:db xmlns:a="urn:x"><a:HoSo><a:so>1</a:so></a:HoSo></a:db>')

    assert (source.tables()[0].name, source.tables()[0].columns) == ("HoSo", ("so",))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "source.damaged"),
        ("<db><HoSo>", "source.damaged"),
        ("not xml", "source.damaged"),
        (
            '<!DOCTYPE db [<!ENTITY e SYSTEM "file:///etc/passwd">]><db><HoSo>&e;</HoSo></db>',
            "source.hostile",
        ),
        ("<!DOCTYPE db><db><HoSo/></db>", "source.hostile"),
        ("<db><HoSo>" + "<a/>" * (MAX_ITEM_BYTES // 3), "source.too_large"),
    ],
)
def test_what_is_damaged_or_hostile_stops(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(Unreadable) as stopped:
        _saved(tmp_path, text).tables()
    assert stopped.value.code == code
