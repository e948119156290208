"""Attachments: every file is hashed, what is missing and what belongs to nobody is told, nothing is overwritten."""

from pathlib import Path

import pytest
from sqlalchemy import text

from engine.store.work import reading
from migration_tools.attachments import AttachmentReport, attachment_report, hold_orphans
from migration_tools.mapping.record import Mapped
from migration_tools.reconciliation import reconcile
from migration_tools.sources.attachments import AttachmentFolder
from migration_tools.sources.base import Place
from migration_tools.store.batches import Batch
from tests.support.batches import workshop
from tests.support.city import COMMUNE, Town
from tests.support.legacy import DOSSIERS, RegisterMapping, RowsSource, register

PAPERS = "GiayTo"


class WithPapers(RegisterMapping):
    """The register beside a table of papers, each with the path of its file."""

    def space(self, table: str) -> str | None:
        return PAPERS if table == PAPERS else super().space(table)

    def make_ready(self, table, columns):  # type: ignore[no-untyped-def]
        return None if table == PAPERS else super().make_ready(table, columns)

    def read(self, table, columns, row):  # type: ignore[no-untyped-def]
        if table != PAPERS:
            return super().read(table, columns, row)
        return Mapped("component", f"{row[0]}|{row[1]}", {"dossier_key": row[0], "file": row[1]}, (), {})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "quet").mkdir()
    (tmp_path / "quet" / "1.pdf").write_bytes(b"%PDF-1")
    (tmp_path / "quet" / "khong_ro.pdf").write_bytes(b"%PDF-2")
    (tmp_path / "đơn.pdf").write_bytes(b"%PDF-3")
    (tmp_path / "lien_ket").symlink_to("/etc/hostname")
    return tmp_path


@pytest.fixture
def batch(town: Town, folder: Path) -> Batch:
    shop = workshop(town.database)
    batch = shop.open("thu", COMMUNE, "so-cu")
    papers = [("HS-000000", path) for path in ("quet/1.pdf", "đơn.pdf", "quet/mat.pdf")]
    columns = {DOSSIERS: RowsSource({}).columns[DOSSIERS], PAPERS: ("so", "tep")}
    rows = {DOSSIERS: register(1)[DOSSIERS], PAPERS: papers}
    shop.snapshot(batch, "so", RowsSource(rows, columns))
    shop.snapshot(batch, "tep", AttachmentFolder(Place(folder)))
    shop.map(batch, WithPapers())
    return batch


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
    with reading(town.database) as work:
        first = hold_orphans(work, batch, AttachmentFolder(Place(folder)), holding)
        second = hold_orphans(work, batch, AttachmentFolder(Place(folder)), holding)

    (held,) = holding.iterdir()
    assert (first, second, held.read_bytes(), len(held.name)) == (1, 0, b"%PDF-2", 64)


def test_what_lies_in_the_holding_area_already_is_not_overwritten(
    town: Town, batch: Batch, folder: Path, tmp_path: Path
) -> None:
    holding = tmp_path / "cho"
    with reading(town.database) as work:
        hold_orphans(work, batch, AttachmentFolder(Place(folder)), holding)
        (held,) = holding.iterdir()
        held.write_bytes(b"seen by somebody")
        hold_orphans(work, batch, AttachmentFolder(Place(folder)), holding)

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
