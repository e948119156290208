"""Synthetic legacy databases for tests, and how each is read back."""

from dataclasses import dataclass
from pathlib import Path

from migration_tools.cell import Row
from migration_tools.faults.generate.register import DBF_NAMES, HEADINGS
from migration_tools.faults.generate.run import GenerateSettings, Kind, Manifest, generate
from migration_tools.faults.generate.truth import PlantedFault, read_planted
from migration_tools.sources.base import Place, Source
from migration_tools.sources.dbase import Dbase
from migration_tools.sources.delimited import Delimited
from migration_tools.sources.mysqldump import MysqlDump
from migration_tools.sources.spreadsheet import Spreadsheet

DOSSIERS, PLANTED, SEED = 400, 2, 7


@dataclass(frozen=True, slots=True)
class Made:
    """One database with its truth, read back whole."""

    folder: Path
    manifest: Manifest
    source: Source
    planted: tuple[PlantedFault, ...]
    columns: dict[str, tuple[str, ...]]
    rows: dict[str, dict[int, Row]]

    def cell(self, fault: PlantedFault, column: str) -> object:
        """Return what stands in the row of a fault."""
        return self.rows[fault.table][fault.position][self.columns[fault.table].index(column)]

    def of(self, code: str) -> list[PlantedFault]:
        """Return the planted faults of one class."""
        return [fault for fault in self.planted if fault.code == code]


def settings(kind: Kind, folder: Path, dossiers: int = DOSSIERS, planted: int = PLANTED) -> GenerateSettings:
    """Return the settings of a small database."""
    return GenerateSettings(kind, folder, dossiers, planted, SEED)


def make(kind: Kind, folder: Path) -> Made:
    """Generate a small database and read it back through the project's own sources."""
    manifest = generate(settings(kind, folder))
    source = read(manifest.database)
    tables = source.tables()
    return Made(
        folder,
        manifest,
        source,
        tuple(fault for fault in read_planted(folder) if fault.position),
        {table.name: table.columns for table in tables},
        {table.name: {each.position: each.row for each in source.rows(table.name)} for table in tables},
    )


def read(path: Path) -> Source:
    """Open a generated file by its suffix."""
    if path.suffix == ".sql":
        return MysqlDump(Place(path))
    if path.suffix == ".csv":
        return Delimited(Place(path, settings=(("header_row", 1),)))
    if path.suffix == ".dbf":
        return Dbase(Place(path))
    return Spreadsheet(
        Place(path, settings=(("sheet", "HS"), ("header_row", 5), ("merged_cells", "fill_down")))
    )


def column(kind: Kind, field: str) -> str:
    """Return the register's column of a target field."""
    name = field if field in HEADINGS else field.removesuffix("_on") + "_at"
    return DBF_NAMES[name] if "dbf" in kind else HEADINGS[name]
