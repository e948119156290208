"""A small register whose dossiers have papers, beside a folder of files: one missing, one of nobody, one a link."""

from pathlib import Path

from migration_tools.mapping.record import Mapped
from migration_tools.sources.attachments import AttachmentFolder
from migration_tools.sources.base import Place
from migration_tools.store.batches import Batch
from tests.support.batches import workshop
from tests.support.city import COMMUNE, Town
from tests.support.legacy import DOSSIERS, RegisterMapping, RowsSource, register

PAPERS = "GiayTo"
NOBODYS = "quet/khong_ro.pdf"


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


def scans(folder: Path) -> Path:
    """Fill a folder with files."""
    (folder / "quet").mkdir()
    (folder / "quet" / "1.pdf").write_bytes(b"%PDF-1")
    (folder / NOBODYS).write_bytes(b"%PDF-2")
    (folder / "đơn.pdf").write_bytes(b"%PDF-3")
    (folder / "lien_ket").symlink_to("/etc/hostname")
    return folder


def mapped_with_papers(town: Town, folder: Path) -> Batch:
    """Copy and map the register and its folder."""
    shop = workshop(town.database)
    batch = shop.open("thu", COMMUNE, "so-cu")
    papers = [("HS-000000", path) for path in ("quet/1.pdf", "đơn.pdf", "quet/mat.pdf")]
    columns = {DOSSIERS: RowsSource({}).columns[DOSSIERS], PAPERS: ("so", "tep")}
    rows = {DOSSIERS: register(1)[DOSSIERS], PAPERS: papers}
    shop.snapshot(batch, "so", RowsSource(rows, columns))
    shop.snapshot(batch, "tep", AttachmentFolder(Place(folder)))
    shop.map(batch, WithPapers())
    return batch
