"""A mapping travels with everything it stands on, and reads the same when all of that is gone."""

from pathlib import Path

import pytest

from migration_tools.errors import Unreadable
from migration_tools.mapping.bundle import bundled, unbundled
from migration_tools.mapping.library import PRESETS, Library
from migration_tools.mapping.problems import UnreadableMapping
from migration_tools.mapping.read import read_mapping
from migration_tools.mapping_in_use import MappingInUse

STATUSES = "lookup: status/xa\nentries: {Treo: waiting, Xong: done}\n"
BASE = """mapping: quan/so@1
extends: preset/register-csv@1
fields:
  status: {lookup: status/xa}
"""
OWN = """mapping: xa/so@2
extends: quan/so@1
key: [so]
unit: {const: "00295"}
fields:
  number: so
  status: tt
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("status/xa", STATUSES), ("quan/so@1", BASE)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "so.yaml").write_text(OWN, encoding="utf-8")
    return tmp_path


def test_what_a_mapping_extends_and_looks_up_comes_along(folder: Path) -> None:
    bundle = bundled(OWN, Library((folder,)))

    own, library = unbundled(bundle)

    assert own == OWN
    assert (library.kept["quan/so@1"], library.kept["status/xa"]) == (BASE, STATUSES)
    assert "preset/register-csv@1" in library.kept
    assert read_mapping(own, library).digest == read_mapping(OWN, Library((folder,))).digest


def test_what_came_along_stands_before_presets_of_the_same_name() -> None:
    mended = (PRESETS / "preset/register-csv@1.yaml").read_text(encoding="utf-8") + "# mended since\n"

    _, library = unbundled(f"mapping: a@1\n--- # đi kèm: preset/register-csv@1\n{mended}")

    assert library.find("preset/register-csv@1") == mended


def test_a_text_that_brings_nothing_along_stands_on_presets() -> None:
    own, library = unbundled(OWN)

    assert (own, library.kept) == (OWN, {})


def test_what_is_bundled_twice_stays_as_it_is(folder: Path) -> None:
    once = bundled(OWN, Library((folder,)))

    assert bundled(*unbundled(once)) == once


def test_a_mapping_in_use_is_read_again_without_its_folder(folder: Path) -> None:
    stored = MappingInUse.of_file(folder / "so.yaml").text
    for path in folder.rglob("*.yaml"):
        path.unlink()

    record = MappingInUse(stored).read("so", ("so", "tt"), (b"7", b"Treo"))

    assert (record.values["number"], record.values["status"]) == ("7", "waiting")


def test_a_base_that_is_not_there_is_told_when_the_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "so.yaml").write_text(OWN, encoding="utf-8")

    with pytest.raises(UnreadableMapping, match="quan/so@1"):
        MappingInUse.of_file(tmp_path / "so.yaml")


@pytest.mark.parametrize("content", [None, b"\xff\xfe\xff"])
def test_a_file_that_is_missing_or_no_text_is_unreadable(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "so.yaml"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(Unreadable):
        MappingInUse.of_file(path)
