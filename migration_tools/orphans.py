"""What people decide about a file that no dossier claims: it belongs to one after all, or it is left behind."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from uuid import UUID

from engine.errors import Refused
from engine.events import EventKind
from engine.model.dossier import Dossier
from engine.store import attachments, bulk, dossiers
from engine.store.work import Work, begin
from migration_tools import files
from migration_tools.amend import HERE_ALREADY
from migration_tools.batch import Workshop
from migration_tools.dossier_record import Journaled
from migration_tools.merges import Word
from migration_tools.steps import load
from migration_tools.store import holding, runs
from migration_tools.store.batches import Batch
from migration_tools.store.holding import Decision, Orphan

GIVEN_LATER = "tep_bo_sung"
"""Where a dossier keeps references (`digest/name`) to files that people gave it after it was brought over."""


def attach(shop: Workshop, batch: Batch, path: str, dossier: str, word: Word) -> str:
    """Give a file to a dossier, named by its code or old number; return the code. The file must be held.

    Refused `orphan.unknown`, `orphan.decided`, `orphan.not_held`, `orphan.which_dossier`, `patch.at_work`,
    `attachment.too_large`, `attachment.wrong_kind`.
    """
    with begin(shop.database) as work:
        file = _undecided(work, batch, path)
        (head,) = dossiers.lock_all(work, [_dossier(work, dossier)])
        if head.state not in HERE_ALREADY:
            raise Refused("patch.at_work", dossier=head.code)
        _give(work, head, file, word, shop.clock())
        _decide(work, batch, Decision(file.table_id, file.position, head.id, *_said(word, shop.clock())))
    return head.code


def leave_behind(shop: Workshop, batch: Batch, path: str, word: Word) -> None:
    """Leave a file out with somebody's approval; its content stays where it is held. Refused as `attach`."""
    with begin(shop.database) as work:
        file = _undecided(work, batch, path)
        _decide(work, batch, Decision(file.table_id, file.position, None, *_said(word, shop.clock())))


def _said(word: Word, at: datetime) -> tuple[str, str, datetime]:
    return word.by, word.basis, at


def _undecided(work: Work, batch: Batch, path: str) -> Orphan:
    found = list(holding.orphans(work, batch.id, path))
    if not found:
        raise Refused("orphan.unknown", path=path, batch=batch.name)
    undecided = [file for file in found if file.by is None]
    if not undecided:
        raise Refused("orphan.decided", path=path, by=str(found[0].by))
    return undecided[0]


def _dossier(work: Work, name: str) -> UUID:
    found = holding.dossiers_named(work, name)
    if len(found) != 1:
        raise Refused("orphan.which_dossier", dossier=name, count=len(found))
    return found[0]


def _give(work: Work, head: Dossier, file: Orphan, word: Word, at: datetime) -> None:
    if file.folder is None or file.sha256 is None:
        raise Refused("orphan.not_held", path=file.path)
    try:
        content = (Path(file.folder) / file.sha256).read_bytes()
    except OSError as error:
        raise Refused("orphan.not_held", path=file.path) from error
    attachments.keep(work, file.sha256, content, at)
    given = [*head.data.get(GIVEN_LATER, ()), f"{file.sha256}/{PurePosixPath(file.path).name}"]
    data = {**head.data, GIVEN_LATER: given}
    length = head.journal_length + 1
    dossiers.update(work, head, replace(head, version=head.version + 1, journal_length=length, data=data))
    of = Journaled(head.id, head.unit, head.digest, head.received_at)
    facts = {"imported": True, "title": file.path, "sha256": file.sha256, "by": word.by, "reason": word.basis}
    bulk.add_journal(work, [of.entry(length, EventKind.LEGACY_FILE_GIVEN, at, facts)])


def _decide(work: Work, batch: Batch, decision: Decision) -> None:
    holding.decide(work, decision)
    run = runs.last_run(work, batch.id, load.STEP)
    if run is None:
        raise Refused("batch.not_loaded", batch=batch.name)
    files.settle(work, batch.id, run.id)
