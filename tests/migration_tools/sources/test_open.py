"""Any place becomes the right source, or a sentence that says what can be read."""

from pathlib import Path

import pytest

from migration_tools.errors import Unreadable
from migration_tools.sources.base import Place
from migration_tools.sources.delimited import Delimited
from migration_tools.sources.fingerprint import fingerprint, stamp, unchanged
from migration_tools.sources.open import open_source
from migration_tools.sources.preset import detect
from migration_tools.sources.settings import Settings
from tests.support.mysqldump import DumpedTable, dump


def _dumped(folder: Path, *tables: DumpedTable) -> Place:
    (folder / "a.sql").write_bytes(dump(*tables))
    return Place(folder / "a.sql")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.sql", "MysqlDump"),
        ("a.SQL.GZ", "MysqlDump"),
        ("a.xlsx", "Spreadsheet"),
        ("a.xls", "Spreadsheet"),
        ("a.ods", "Spreadsheet"),
        ("a.TSV", "Delimited"),
        ("a.json", "JsonRecords"),
        ("a.xml", "XmlRecords"),
    ],
)
def test_a_file_is_opened_by_its_name(tmp_path: Path, name: str, kind: str) -> None:
    (tmp_path / name).write_bytes(b"")

    assert type(open_source(Place(tmp_path / name))).__name__ == kind


def test_a_folder_and_an_address_are_sources_too(tmp_path: Path) -> None:
    assert type(open_source(Place(tmp_path))).__name__ == "AttachmentFolder"
    assert type(open_source(Place(None, "sqlite://"))).__name__ == "DatabaseUrl"


def test_the_setting_adapter_comes_before_the_name(tmp_path: Path) -> None:
    (tmp_path / "a.dat").write_bytes(b"so;ten\n")

    assert isinstance(open_source(Place(tmp_path / "a.dat", settings=(("adapter", "csv"),))), Delimited)


@pytest.mark.parametrize(
    "place", [Place(Path("a.pdf")), Place(None), Place(Path("a.csv"), settings=(("adapter", "x"),))]
)
def test_anything_else_is_refused_with_what_can_be_read(place: Place) -> None:
    with pytest.raises(Unreadable, match="đọc được") as refused:
        open_source(place)
    assert refused.value.code == "source.unknown_kind"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"a\.csv"):
        open_source(Place(tmp_path / "a.csv"))


def test_a_choice_outside_the_list_is_refused() -> None:
    settings = Settings({"merged_cells": "sideways"})

    with pytest.raises(Unreadable, match="keep, fill_down"):
        settings.choice("merged_cells", "keep", "fill_down")


def test_a_fingerprint_is_size_and_hash(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")

    seen = fingerprint(tmp_path / "a")

    assert (seen.name, seen.size, seen.sha256[:8]) == ("a", 3, "ba7816bf")


def test_a_file_that_changes_meanwhile_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"abc")
    before = stamp(path)

    with pytest.raises(Unreadable, match="bị sửa"), unchanged(path):
        path.write_bytes(b"abcd")

    assert stamp(path) != before


_V1 = ("serviceInfoId", "receptionNo", "receiveDatetime", "estimateDatetime", "finishDatetime")
_V2 = ("referenceUid", "serviceCode", "dossierNo", "applicantName", "receiveDate", "dueDate")


@pytest.mark.parametrize(
    ("status", "dialect"), [(6, "integer"), (b"6", "integer"), (b"processing", "string"), (None, "")]
)
def test_opencps_1_is_told_with_its_dialect(tmp_path: Path, status: int | bytes | None, dialect: str) -> None:
    types = dict.fromkeys(("dossierId", *_V1, "dossierStatus"), "varchar(75)")
    rows = [(1, *[b""] * len(_V1), None), (2, *[b""] * len(_V1), status)]

    found = detect(open_source(_dumped(tmp_path, DumpedTable("opencps_dossier", types, rows))))

    assert found is not None
    assert (found.name, found.dialect) == ("opencps1", dialect)


def test_opencps_2_is_told_with_its_secrets(tmp_path: Path) -> None:
    types = dict.fromkeys(("dossierId", *_V2, "dossierStatus", "password_"), "varchar(75)")

    found = detect(open_source(_dumped(tmp_path, DumpedTable("opencps_dossier", types))))

    assert found is not None
    assert found.name == "opencps2"
    assert found.is_secret("opencps.opencps_dossier", "password_")
    assert not found.is_secret("opencps_dossier", "dossierNo")


def test_e_par_is_told_by_its_xml_columns(tmp_path: Path) -> None:
    table = DumpedTable(
        "t_ecs_record", {"PK_RECORD": "int", "C_XML_WORKFLOW": "longtext", "C_XML_DATA": "longtext"}
    )

    found = detect(open_source(_dumped(tmp_path, table)))

    assert found is not None
    assert found.name == "epar"


def test_a_register_is_no_product(tmp_path: Path) -> None:
    (tmp_path / "so.csv").write_bytes(b"so;ten\n1;a\n")

    assert detect(open_source(Place(tmp_path / "so.csv"))) is None
