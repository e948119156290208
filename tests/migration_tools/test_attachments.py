"""Attachments: every file is hashed, what is missing and what belongs to nobody is told, nothing is overwritten."""

from pathlib import Path

import pytest
from sqlalchemy import text

from engine.store.work import begin, reading
from migration_tools.attachments import AttachmentReport, attachment_report, hold_orphans
from migration_tools.reconciliation import reconcile
from migration_tools.sources.attachments import AttachmentFolder
from migration_tools.sources.base import Place
from migration_tools.store.batches import Batch
from tests.support.batches import IMPORTED_AT, workshop
from tests.support.city import COMMUNE, Town
from tests.support.papers import WithPapers, mapped_with_papers, scans


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return scans(tmp_path)


@pytest.fixture
def batch(town: Town, folder: Path) -> Batch:
    return mapped_with_papers(town, folder)


def report(town: Town, batch: Batch) -> AttachmentReport:
    with reading(town.database) as work:
        return attachment_report(work, batch)


def test_both_sides_are_counted_and_named(town: Town, batch: Batch) -> None:
    found = report(town, batch)

    assert (found.has_folder, found.hashed, found.unreadable, found.named) == (True, 3, 1, 3)
    assert (found.missing, found.missing_count) == (("quet/mat.pdf",), 1)
    assert (found.orphans, found.orphan_count) == (("quet/khong_ro.pdf",), 1)


def test_a_batch_without_a_folder_says_so(town: Town) -> None:
    assert not report(town, workshop(town.database).open("khac", COMMUNE, "so-cu")).has_folder


def test_files_of_nobody_are_copied_by_their_hash_and_never_twice(
    town: Town, batch: Batch, folder: Path, tmp_path: Path
) -> None:
    holding = tmp_path / "cho"
    with begin(town.database) as work:
        first = hold_orphans(work, batch, AttachmentFolder(Place(folder)), holding, IMPORTED_AT)
        second = hold_orphans(work, batch, AttachmentFolder(Place(folder)), holding, IMPORTED_AT)

    (held,) = holding.iterdir()
    assert (first, second, held.read_bytes(), len(held.name)) == (1, 0, b"%PDF-2", 64)


def test_what_lies_in_the_holding_area_already_is_not_overwritten(
    town: Town, batch: Batch, folder: Path, tmp_path: Path
) -> None:
    holding = tmp_path / "cho"
    with begin(town.database) as work:
        hold_orphans(work, batch, AttachmentFolder(Place(folder)), holding, IMPORTED_AT)
        (held,) = holding.iterdir()
        held.write_bytes(b"seen by somebody")
        hold_orphans(work, batch, AttachmentFolder(Place(folder)), holding, IMPORTED_AT)

    assert held.read_bytes() == b"seen by somebody"


def test_the_papers_of_a_dossier_are_kept_with_it_and_both_sides_agree(town: Town, batch: Batch) -> None:
    shop = workshop(town.database)
    shop.load(batch)

    ((papers,),) = town.rows("SELECT data -> 'tu_he_thong_cu' -> 'component' FROM dossier")

    assert [each["file"] for each in papers] == ["quet/1.pdf", "quet/mat.pdf", "đơn.pdf"]
    assert reconcile(shop, batch, WithPapers()).is_balanced


def test_a_paper_that_is_gone_from_the_dossier_is_a_difference(town: Town, batch: Batch) -> None:
    shop = workshop(town.database)
    shop.load(batch)
    with town.database.connect() as connection:
        connection.execute(text("UPDATE dossier SET data = data #- '{tu_he_thong_cu,component,0}'"))
        getattr(connection, "commit")()  # noqa: B009

    (found,) = reconcile(shop, batch, WithPapers()).differences

    assert (found.code, found.field) == ("city.differs", "component")
