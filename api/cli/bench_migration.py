"""`motcua bench migration`: a whole legacy database through every step, beside plain COPY of the same rows."""

import resource
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine as Database

from api import bootstrap
from api.demo.city import load_city
from api.settings import Settings
from engine.clock import system_clock
from engine.store.work import begin as begin_work
from migration_tools.batch import Workshop
from migration_tools.cell import dump_row
from migration_tools.failpoints import Failpoints
from migration_tools.faults.generate.run import GenerateSettings, Kind, generate
from migration_tools.mapping_in_use import MappingInUse
from migration_tools.progress import silent
from migration_tools.reconciliation import reconcile
from migration_tools.sources.base import Place, Source
from migration_tools.sources.open import open_source
from migration_tools.store import scratch

UNIT = "00295"
KIND = Kind.OPENCPS1_WORDS
MAPPING = f"""
mapping: bench/opencps1@1
extends: preset/opencps1@1
unit: {{const: "{UNIT}"}}
"""
CHAIN = ("snapshot", "map", "load", "reconcile")
KILOBYTE = 1024


@dataclass
class _Laps:
    """Seconds by step, in the order they were taken: on the clock, and of processor time of all processes."""

    seconds: dict[str, float] = field(default_factory=dict)
    processor: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def lap(self, step: str) -> Iterator[None]:
        began, used = time.monotonic(), _processor()
        yield
        self.seconds[step] = round(time.monotonic() - began, 1)
        self.processor[step] = round(_processor() - used, 1)


def _processor() -> float:
    usages = (resource.getrusage(each) for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def migration_figures(dossiers: int, jobs: int) -> dict[str, Any]:
    """Generate, bring over and measure; every figure is of this one run on a throw-away database."""
    laps = _Laps()
    with (
        tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder,
        bootstrap.throwaway_database(Settings()) as database,
    ):
        load_city(database, lambda _: None)
        with laps.lap("generate"):
            made = generate(GenerateSettings(KIND, Path(folder) / "old", dossiers, 0, 1))
        source = open_source(Place(made.database))
        rows, is_balanced = _bring_over(database, source, jobs, laps)
        with laps.lap("copy"), begin_work(database) as work:
            scratch.copy_rows(work, _plain(source, MappingInUse(MAPPING)))
    chain = sum(laps.seconds[step] for step in CHAIN)
    return {
        "dossiers": dossiers,
        "rows": rows,
        "is_balanced": is_balanced,
        **{f"{step}_s": seconds for step, seconds in laps.seconds.items()},
        **{f"{step}_processor_s": seconds for step, seconds in laps.processor.items()},
        "chain_s": round(chain, 1),
        "rows_per_second": round(rows / chain),
        "chain_to_copy": round(chain / max(laps.seconds["copy"], 0.1), 1),
        "parent_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KILOBYTE,
        "largest_worker_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // KILOBYTE,
    }


def _bring_over(database: Database, source: Source, jobs: int, laps: _Laps) -> tuple[int, bool]:
    """Return how many rows were read, and whether reconciling found every value on both sides."""
    shop = Workshop(database, system_clock, time.monotonic, silent, jobs, lambda: Failpoints.parse(None))
    batch = shop.open("bench", UNIT, "bench/opencps1")
    with laps.lap("snapshot"):
        rows = shop.snapshot(batch, "du_lieu.sql", source)
    with laps.lap("map"):
        shop.map(batch, MappingInUse(MAPPING))
    with laps.lap("load"):
        shop.load(batch)
    with laps.lap("reconcile"):
        found = reconcile(shop, batch, MappingInUse(MAPPING))
    return rows, found.is_balanced


def _plain(source: Source, mapping: MappingInUse) -> Iterator[Iterable[Any]]:
    for table in source.tables():
        if mapping.space(table.name) is not None:
            for position, row in source.rows(table.name):
                yield table.name, position, dump_row(row).decode()
