"""One batch as the campaign brings it over: read, killed, gone on with, corrected by people, run again, judged."""

import json
import os
import select
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

from sqlalchemy import URL
from sqlalchemy import Engine as Database

from engine.clock import HANOI
from engine.store import bulk
from engine.store.bulk import Series
from engine.store.database import connect
from engine.store.work import begin, reading
from migration_tools.batch import Workshop
from migration_tools.canonical import canonical_hash
from migration_tools.failpoints import Failpoints
from migration_tools.faults import whole_chain
from migration_tools.faults.generate.case import cases
from migration_tools.faults.generate.mapping import mapping_text
from migration_tools.faults.generate.run import GenerateSettings, Kind, generate
from migration_tools.faults.generate.truth import read_planted, read_right
from migration_tools.faults.score import score
from migration_tools.mapping_in_use import MappingInUse
from migration_tools.progress import silent
from migration_tools.sources.base import Place, Source, SourceFile, SourceRow, Table
from migration_tools.sources.open import open_source
from migration_tools.steps import load, snapshot
from migration_tools.store import readings, waiting
from migration_tools.store.batches import Batch
from tests.support.batches import patch

KIND = Kind.OPENCPS2
DOSSIERS, PLANTED, SEED = 160, 1, 11
UNIT = "00295"
AT = datetime(2025, 6, 20, 8, 0, tzinfo=HANOI)
TAKEN = 5
"""Numbers that live work has taken on a day before the batch comes."""

Change = Callable[[], None]
"""Puts a bug into this process."""


@dataclass(frozen=True)
class Legacy:
    """The legacy database of the campaign, with its truth beside it."""

    file: Path

    @classmethod
    def made(cls, folder: Path) -> "Legacy":
        return cls(generate(GenerateSettings(KIND, folder / "made", DOSSIERS, PLANTED, SEED)).database)


@dataclass(frozen=True)
class How:
    """How one batch is brought over: in which order the rows come, by how many processes, dying where and when."""

    order: int = 0
    jobs: int = 1
    die_at: str | None = None
    die_after: float | None = None
    bug: Change | None = None


@dataclass(frozen=True)
class Verdict:
    """What every check said of a finished batch."""

    hash: str
    is_balanced: bool
    missed: tuple[str, ...]
    wrong: int
    falsely_quarantined: int
    written_again: int

    def is_right(self, expected: str) -> bool:
        return self.hash == expected and not self.faults()

    def faults(self) -> list[str]:
        """The checks, other than the hash, that were not passed."""
        told = {
            "unbalanced": not self.is_balanced,
            "missed": bool(self.missed),
            "wrong values": self.wrong,
            "false quarantine": self.falsely_quarantined,
            "second run writes": self.written_again,
        }
        return [name for name, is_so in told.items() if is_so]


class Shuffled:
    """The same rows in another order; their positions are those of the new order."""

    def __init__(self, source: Source, seed: int) -> None:
        self._source, self._seed = source, seed

    def files(self) -> Sequence[SourceFile]:
        return self._source.files()

    def tables(self) -> Sequence[Table]:
        return self._source.tables()

    def rows(self, table: str, after: int = 0) -> Iterator[SourceRow]:
        rows = [each.row for each in self._source.rows(table)]
        Random(self._seed).shuffle(rows)
        return (SourceRow(at, row) for at, row in enumerate(rows, start=1) if at > after)


def in_a_process(url: URL, legacy: Legacy, how: How) -> Verdict | str:
    """Bring the batch over in a process of its own; return its verdict, or what it died of."""
    reader, writer = os.pipe()
    # Forked and not started anew: sixty kills shall not be sixty times the start of an interpreter.
    child = os.fork()
    if child == 0:
        _child(url, legacy, how, writer)
    os.close(writer)
    # A process that ended before its time is not waited for.
    if how.die_after is not None and not select.select([reader], [], [], how.die_after)[0]:
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reader, "rb") as answer:
        told = answer.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return f"signal {os.WTERMSIG(status)}"
    content = json.loads(told)
    return content if isinstance(content, str) else Verdict(**content | {"missed": tuple(content["missed"])})


def _child(url: URL, legacy: Legacy, how: How, writer: int) -> None:
    try:
        if how.bug is not None:
            how.bug()
        told: object = brought_over(url, legacy, how).__dict__
    except Exception as error:
        told = f"{type(error).__name__}: {error}"[:300]
    os.write(writer, json.dumps(told).encode())
    os._exit(0)


def brought_over(url: URL, legacy: Legacy, how: How) -> Verdict:
    """Take the batch through everything, wherever it stands, and judge it."""
    # Small chunks, so that a small batch has many places to die at.
    snapshot.CHUNK_ROWS, load.CHUNK_DOSSIERS = 60, 20
    database = connect(url)
    shop = Workshop(
        database, lambda: AT, time.monotonic, silent, how.jobs, lambda: Failpoints.parse(how.die_at)
    )
    mapping = MappingInUse(mapping_text(KIND))
    batch = shop.open("chien-dich", UNIT, "cu")
    _take_numbers(database)
    whole_chain.approve(shop, batch)
    source = open_source(Place(legacy.file, None, mapping.source_settings()))
    shop.snapshot(batch, "du_lieu", Shuffled(source, how.order) if how.order else source)
    shop.map(batch, mapping)
    shop.load(batch)
    if not how.order:
        _correct(database, batch, legacy)
        shop.map(batch, mapping)
        shop.load(batch)
    again = shop.snapshot(batch, "du_lieu", Shuffled(source, how.order) if how.order else source)
    again += shop.map(batch, mapping) + shop.load(batch)
    verdict = _judged(shop, batch, legacy, again)
    database.dispose()
    return verdict


def _judged(shop: Workshop, batch: Batch, legacy: Legacy, again: int) -> Verdict:
    with reading(shop.database) as work:
        found = [each for row in readings.rows(work, batch.id) for each in whole_chain.told(row)]
    planted = [fault for fault in read_planted(legacy.file.parent) if fault.position]
    corrected = {(table, position) for (table, position, _), _ in _corrections(legacy)}
    scored = score(
        (fault for fault in planted if (fault.table, fault.position) not in corrected),
        (row for row in read_right(legacy.file.parent) if (row.table, row.position) not in corrected),
        found,
    )
    return Verdict(
        canonical_hash(shop.database, batch),
        shop.status(batch).is_balanced,
        scored.missed,
        len(scored.wrong_values),
        len(scored.falsely_quarantined),
        again,
    )


def _take_numbers(database: Database) -> None:
    used = {(case.unit.code, case.received_on) for case in cases(SEED, DOSSIERS)}
    with begin(database) as work:
        if work.run("SELECT NOT EXISTS (SELECT 1 FROM number_series)").scalar_one():
            bulk.reserve_numbers(work, [Series(unit, day, TAKEN) for unit, day in sorted(used)])


def _corrections(legacy: Legacy) -> list[tuple[tuple[str, int, str], str]]:
    """A row that people let in, and a dossier already in the archive whose applicant they put right."""
    planted = list(read_planted(legacy.file.parent))
    fault = next(each for each in planted if each.code == "date.impossible")
    spoilt = {(each.table, each.position) for each in planted}
    right = next(
        row
        for row in read_right(legacy.file.parent)
        if row.values["status"] == "done" and (row.table, row.position) not in spoilt
    )
    return [
        ((fault.table, fault.position, "receiveDate"), "2018-01-02 08:00:00"),
        ((right.table, right.position, "applicantName"), "Nguyễn Thị Thuý"),
    ]


def _correct(database: Database, batch: Batch, legacy: Legacy) -> None:
    with reading(database) as work:
        done = sum(map(len, waiting.patches(work, batch.id).values()))
    for cell, new in _corrections(legacy)[done:]:
        patch(database, batch, cell, new)
