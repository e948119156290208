"""`generate`: one synthetic legacy database with its ground truth, in a folder of its own."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from migration_tools.faults.generate import plant
from migration_tools.faults.generate.damaged import write_damaged_files
from migration_tools.faults.generate.draft import Plant
from migration_tools.faults.generate.epar import Epar
from migration_tools.faults.generate.opencps1 import Dialect, OpenCps1
from migration_tools.faults.generate.opencps2 import OpenCps2
from migration_tools.faults.generate.register_csv import csv_register
from migration_tools.faults.generate.register_dbf import dbf_register
from migration_tools.faults.generate.register_xlsx import workbook
from migration_tools.faults.generate.sql_system import SqlSystem
from migration_tools.faults.generate.style import ATTACHED, attachment
from migration_tools.faults.generate.truth import TruthFiles
from migration_tools.faults.generate.write_sql import dump
from migration_tools.faults.generate.writing import Sink, write_dossiers


class Kind(StrEnum):
    """The legacy systems that can be made."""

    OPENCPS1_INTEGERS = "opencps1-integers"
    OPENCPS1_WORDS = "opencps1-words"
    OPENCPS2 = "opencps2"
    EPAR = "epar"
    REGISTER_XLSX = "register-xlsx"
    REGISTER_CSV = "register-csv"
    REGISTER_CSV_TCVN3 = "register-csv-tcvn3"
    REGISTER_CSV_VNI = "register-csv-vni"
    REGISTER_DBF_TCVN3 = "register-dbf-tcvn3"


@dataclass(frozen=True, slots=True)
class GenerateSettings:
    """What to make: `planted` faults of every class that the kind can hold, among so many `dossiers`.

    The folder must not exist yet. The same settings write the same bytes.
    """

    kind: Kind
    folder: Path
    dossiers: int
    planted: int
    seed: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was made: the file of the database, and how many faults of each class were planted (twins count)."""

    database: Path
    planted: Mapping[str, int]


class _Recipe(NamedTuple):
    file: str
    planters: Mapping[str, Plant]
    open: Callable[[Path], AbstractContextManager[Sink]]


def generate(settings: GenerateSettings) -> Manifest:
    """Write the database, its attachments, files that are damaged as a whole, and the ground truth of all.

    Raises FileExistsError for a folder that is there, ValueError where the dossiers are too few for the faults.
    """
    recipe = _RECIPES[settings.kind]
    plan = plant.Plan(recipe.planters, settings.dossiers, settings.planted, settings.seed)
    settings.folder.mkdir(parents=True)
    truth = TruthFiles(settings.folder)
    database = settings.folder / recipe.file
    with recipe.open(database) as sink:
        write_dossiers(sink, plan, truth, settings.dossiers, settings.seed)
    _write_attachments(settings.folder, min(ATTACHED, settings.dossiers))
    if settings.planted:
        write_damaged_files(settings.folder, truth, settings.seed)
    truth.close()
    return Manifest(database, truth.counts)


def _write_attachments(folder: Path, count: int) -> None:
    for serial in range(1, count + 1):
        path = folder / attachment(serial)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"%%PDF-1.4 %d\n%%%%EOF\n" % serial)


def _dump(system: SqlSystem) -> _Recipe:
    planters = {code: each for code, each in plant.DUMP.items() if code not in system.lacks}
    return _Recipe("du_lieu.sql", planters, lambda path: dump(path, system))


def _csv(encoding: str, planters: Mapping[str, Plant]) -> _Recipe:
    return _Recipe("so.csv", planters, lambda path: csv_register(path, encoding))


_RECIPES: Mapping[Kind, _Recipe] = {
    Kind.OPENCPS1_INTEGERS: _dump(OpenCps1(Dialect.INTEGERS)),
    Kind.OPENCPS1_WORDS: _dump(OpenCps1(Dialect.WORDS)),
    Kind.OPENCPS2: _dump(OpenCps2()),
    Kind.EPAR: _dump(Epar()),
    Kind.REGISTER_XLSX: _Recipe("so.xlsx", plant.WORKBOOK, workbook),
    Kind.REGISTER_CSV: _csv("utf-8", plant.BYTE_REGISTER),
    Kind.REGISTER_CSV_TCVN3: _csv("tcvn3", plant.LEGACY_REGISTER),
    Kind.REGISTER_CSV_VNI: _csv("vni", plant.LEGACY_REGISTER),
    Kind.REGISTER_DBF_TCVN3: _Recipe(
        "so.dbf", plant.LEGACY_REGISTER, lambda path: dbf_register(path, "tcvn3")
    ),
}
