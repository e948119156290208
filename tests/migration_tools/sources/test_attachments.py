"""A folder of attachments: every file hashed and typed by content, nothing outside the folder ever opened."""

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migration_tools.cell import Fault
from migration_tools.errors import Unreadable
from migration_tools.sources.attachments import TABLE, AttachmentFolder
from migration_tools.sources.base import Place
from migration_tools.sources.content_type import content_type


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "dinh-kem"
    (root / "2018" / "b").mkdir(parents=True)
    (root / "z.pdf").write_bytes(b"%PDF-1.4 x")
    (root / "2018" / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (root / "2018" / "b" / "c.txt").write_bytes(b"abc")
    (tmp_path / "secret").write_bytes(b"secret")
    return root


def test_every_file_is_a_row_in_a_stable_order(folder: Path) -> None:
    source = AttachmentFolder(Place(folder))

    rows = list(source.rows(TABLE))

    digest = hashlib.sha256(b"abc").hexdigest()
    assert [row[0] for _, row in rows] == [b"z.pdf", b"2018/a.doc", b"2018/b/c.txt"]
    assert rows[2] == (3, (b"2018/b/c.txt", 3, digest, "text/plain"))
    assert list(source.rows(TABLE, after=1)) == rows[1:]


def test_a_link_is_a_row_and_never_followed(folder: Path) -> None:
    (folder / "link").symlink_to(folder.parent / "secret")
    (folder / "up").symlink_to(folder.parent)
    os.mkfifo(folder / "pipe")

    source = AttachmentFolder(Place(folder))
    odd = [row for _, row in source.rows(TABLE) if isinstance(row[2], Fault)]

    assert odd == [
        (b"link", None, Fault("symlink"), None),
        (b"pipe", None, Fault("not a file"), None),
        (b"up", None, Fault("symlink"), None),
    ]
    assert source.tables()[0].notes == ("3 mục không phải tệp thường (liên kết, thiết bị), không đọc",)


def test_a_name_of_any_encoding_is_a_row(folder: Path) -> None:
    name = b"h\xd5 s\xac..\\..\\x.txt"
    (Path(os.fsdecode(os.fsencode(folder) + b"/" + name))).write_bytes(b"")

    assert name in [row[0] for _, row in AttachmentFolder(Place(folder)).rows(TABLE)]


def test_a_file_that_a_legacy_row_names_is_found_within_the_folder(folder: Path) -> None:
    source = AttachmentFolder(Place(folder))

    assert source.find(b"2018/a.doc") == folder / "2018" / "a.doc"
    assert source.find(b"2018\\b\\c.txt") == folder / "2018" / "b" / "c.txt"


@pytest.mark.parametrize(
    "name",
    [
        b"../secret",
        b"2018/../../secret",
        b"/etc/passwd",
        b"..\\secret",
        b"a\0b",
        b"a" * 300,
        b"x/" * 4000,
        b"",
        b".",
        b"2018",
        b"link",
        b"up/secret",
        b"2018//a.doc",
    ],
)
def test_a_name_that_leads_elsewhere_finds_nothing(folder: Path, name: bytes) -> None:
    (folder / "link").symlink_to(folder.parent / "secret")
    (folder / "up").symlink_to(folder.parent)

    assert AttachmentFolder(Place(folder)).find(name) is None


@settings(deadline=None)  # The pace of the disk is no property of ours.
@given(st.binary(max_size=40))
def test_no_name_finds_what_is_outside(tmp_path_factory: pytest.TempPathFactory, name: bytes) -> None:
    folder = tmp_path_factory.getbasetemp()

    found = AttachmentFolder(Place(folder)).find(name)

    assert found is None or folder in found.parents


def test_the_fingerprint_changes_with_any_file(folder: Path) -> None:
    source = AttachmentFolder(Place(folder))
    before = source.files()

    (folder / "new").write_bytes(b"x")

    assert source.files() != before
    assert before[0].size == 21


def test_a_file_is_not_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")

    with pytest.raises(Unreadable):
        AttachmentFolder(Place(tmp_path / "a"))


@pytest.mark.parametrize(
    ("start", "type_"),
    [
        (b"", "application/x-empty"),
        (b"PK\x03\x04", "application/zip"),
        (b"\0", "application/octet-stream"),
        (b"MZ", "application/x-dosexec"),
    ],
)
def test_a_type_is_told_by_content(start: bytes, type_: str) -> None:
    assert content_type(start) == type_
