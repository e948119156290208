"""Dossiers that are already in the archive when a patch or a newer mapping says something new of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import orjson

from engine.events import EventKind
from engine.model.dossier import Dossier
from engine.store import bulk, dossiers
from engine.store.work import Work
from migration_tools.dossier_record import Journaled, Recorder, data_of


@dataclass(frozen=True, slots=True)
class Amendment:
    """What is now known of a loaded dossier: its fields, and history rows that were not loaded with it."""

    dossier: UUID
    fields: Mapping[str, Any]
    late_history: Sequence[Mapping[str, Any]]


def amend(work: Work, recorder: Recorder, amendments: Sequence[Amendment]) -> None:
    """Bring loaded dossiers to what is known now; the journal tells what changed, one that changed nothing is left."""
    heads = {head.id: head for head in dossiers.lock_all(work, [each.dossier for each in amendments])}
    for amendment in amendments:
        _amend(work, recorder, heads[amendment.dossier], amendment)


def _amend(work: Work, recorder: Recorder, head: Dossier, amendment: Amendment) -> None:
    data = {**head.data, **orjson.loads(orjson.dumps(data_of(amendment.fields)))}
    of = Journaled(head.id, head.unit, head.digest, head.received_at)
    first = head.journal_length + 1
    entries = [recorder.happened(of, seq, row) for seq, row in enumerate(amendment.late_history, start=first)]
    if data != head.data:
        facts = {"imported": True, "system": recorder.settled.system, "data": data}
        facts["number"] = amendment.fields.get("number")
        at = recorder.settled.imported_at
        entries.append(of.entry(first + len(entries), EventKind.DOSSIER_IMPORTED, at, facts))
    if entries:
        length = head.journal_length + len(entries)
        after = replace(head, version=head.version + 1, journal_length=length, data=data)
        dossiers.update(work, head, after)
        bulk.add_journal(work, entries)
