"""Attachments of a batch: every file was hashed when its folder was copied; what is missing, what belongs to nobody."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engine.store.work import Work
from migration_tools.cell import Cell, Fault, load_row
from migration_tools.sources.attachments import COLUMNS, TABLE, AttachmentFolder
from migration_tools.store import attached, holding
from migration_tools.store.batches import Batch

LISTED = 1_000
"""Names of each list that are kept; the counts go on."""

_PATH, _HASH = COLUMNS.index("path"), COLUMNS.index("sha256")


@dataclass(frozen=True, slots=True)
class AttachmentReport:
    """Both sides of a batch's attachments. `unreadable` are links and the like, which are never opened."""

    has_folder: bool
    hashed: int
    unreadable: int
    named: int
    missing_count: int
    orphan_count: int
    missing: tuple[str, ...]
    orphans: tuple[str, ...]


def attachment_report(work: Work, batch: Batch) -> AttachmentReport:
    """Return what a batch's rows name and its folders do not hold, and the other way round."""
    named = set(attached.named(work, batch.id))
    found = _Found(set(named))
    has_folder = False
    for _, payload in attached.hashed(work, batch.id, TABLE):
        has_folder = True
        found.take(load_row(payload))
    missing = sorted(found.missing)
    return AttachmentReport(
        has_folder,
        found.hashed,
        found.unreadable,
        len(named),
        len(missing),
        found.orphan_count,
        tuple(missing[:LISTED]),
        tuple(found.orphans),
    )


def hold_orphans(work: Work, batch: Batch, folder: AttachmentFolder, area: Path, at: datetime) -> int:
    """Copy files that belong to no dossier to a holding area, named by their hash; return how many are new there.

    Nothing there is overwritten: the same hash is the same content. Where each is held is written down.
    """
    named = set(attached.named(work, batch.id))
    held = 0
    for path, digest in _hashed(work, batch):
        if text_of(path) in named:
            continue
        target = area / digest
        if not target.exists():
            file = folder.find(path)
            if file is None:
                continue
            area.mkdir(parents=True, exist_ok=True)
            partial = target.with_suffix(".partial")
            shutil.copyfile(file, partial)
            partial.replace(target)
            held += 1
        holding.hold(work, batch.id, digest, str(area.resolve()), at)
    return held


def text_of(path: Cell) -> str:
    """Return a stored path as the text by which a row may name it."""
    return os.fsdecode(path) if isinstance(path, bytes) else str(path)


def _hashed(work: Work, batch: Batch) -> Iterator[tuple[bytes, str]]:
    for _, payload in attached.hashed(work, batch.id, TABLE):
        row = load_row(payload)
        digest = row[_HASH]
        if isinstance(digest, str):
            yield os.fsencode(text_of(row[_PATH])), digest


class _Found:
    def __init__(self, missing: set[str]) -> None:
        self.missing = missing
        self._named = frozenset(missing)
        self.hashed = self.unreadable = self.orphan_count = 0
        self.orphans: list[str] = []

    def take(self, row: tuple[Cell, ...]) -> None:
        path = text_of(row[_PATH])
        if isinstance(row[_HASH], Fault):
            self.unreadable += 1
            return
        self.hashed += 1
        if path in self._named:
            self.missing.discard(path)
            return
        self.orphan_count += 1
        if len(self.orphans) < LISTED:
            self.orphans.append(path)
