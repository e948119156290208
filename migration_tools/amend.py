"""Dossiers that are already in the archive when a patch or a newer mapping says something new of them.

Everything is added: an entry of the due-date ledger, journal entries with who and why, one more number.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson

from engine.errors import Refused
from engine.events import EventKind
from engine.model.derivation import Fact, FactKind
from engine.model.dossier import Dossier, DossierState
from engine.model.moment import hanoi_minute
from engine.store import bulk, corrections, dossiers
from engine.store.bulk import Happened
from engine.store.work import Work
from migration_tools.dossier_record import END_ELEMENT, Identity, Journaled, Recorder, data_of
from migration_tools.store import raw
from migration_tools.store.raw import Patch

HERE_ALREADY = frozenset({DossierState.ENDED, DossierState.TO_PLACE})
"""States that bringing over gives. Whoever works on a dossier here corrects it here, not by its legacy row."""

_BY_MAPPING = ("người chuyển đổi dữ liệu", "ánh xạ đã sửa")


@dataclass(frozen=True, slots=True)
class Amendment:
    """What is now known of a loaded dossier: its fields, all its history rows, and those not loaded with it.

    `place` is its own row by table and position, whose newest patch is the reason.
    """

    identity: Identity
    place: tuple[int, int]
    fields: Mapping[str, Any]
    history: Sequence[Mapping[str, Any]]
    late_history: Sequence[Mapping[str, Any]]


def amend(work: Work, recorder: Recorder, amendments: Sequence[Amendment]) -> None:
    """Bring loaded dossiers to what is known now; one of which nothing new is known is left as it is.

    So is one that people work on here by now, and reconciling tells the difference. Refused `mapping.other_key`.
    """
    heads = {head.id: head for head in dossiers.lock_all(work, [each.identity.id for each in amendments])}
    changed = []
    for amendment in amendments:
        head = heads.get(amendment.identity.id)
        if head is None:
            raise Refused("mapping.other_key", number=str(amendment.fields.get("number") or ""))
        data = {**head.data, **orjson.loads(orjson.dumps(data_of(amendment.fields)))}
        if head.state in HERE_ALREADY and (data != head.data or amendment.late_history):
            changed.append((amendment, head, data))
    patches = raw.newest_patches(work, [amendment.place for amendment, _, _ in changed])
    for amendment, head, data in changed:
        _Amending(work, recorder, amendment, patches.get(amendment.place)).write(head, data)


@dataclass(frozen=True, slots=True)
class _Amending:
    """One dossier being amended, with the patch that is the reason; None where the mapping is."""

    work: Work
    recorder: Recorder
    amendment: Amendment
    patch: Patch | None

    def write(self, head: Dossier, data: dict[str, Any]) -> None:
        if data == head.data:
            return self._store(head, head, self._late(head))
        amendment = self.amendment
        record = self.recorder.record(amendment.identity, amendment.fields, amendment.history)
        new = record.head
        after = replace(
            head,
            data=data,
            procedure_code=new.procedure_code,
            case_code=new.case_code,
            digest=new.digest,
            place=new.place,
            state=new.state,
            received_at=new.received_at,
            due_at=new.due_at or head.due_at,
            ended_at=new.ended_at,
        )
        if after.due_at != head.due_at:
            entry = record.entries[-1].entry
            told = replace(entry, at=self._at, derivation=(*entry.derivation, self._reason))
            corrections.add_entry(self.work, head.id, told)
        corrections.restate(self.work, after)
        corrections.add_aliases(self.work, record.aliases)
        return self._store(head, after, [*self._late(head), *self._told(head, after)])

    def _late(self, head: Dossier) -> list[Happened]:
        of = _journaled(head)
        return [self.recorder.happened(of, 0, row) for row in self.amendment.late_history]

    def _told(self, head: Dossier, after: Dossier) -> Iterator[Happened]:
        of = _journaled(after)
        reason = {"by": self._reason["by"], "reason": self._reason["basis"]}
        if after.due_at != head.due_at:
            yield of.entry(
                0, EventKind.DUE_SET, self._at, {"imported": True, "due_at": after.due_at, **reason}
            )
        if after.ended_at is not None and head.state is DossierState.TO_PLACE:
            yield of.entry(0, EventKind.DOSSIER_ENDED, after.ended_at, {"imported": True, "end": END_ELEMENT})
        facts = {"imported": True, "system": self.recorder.settled.system, "data": after.data, **reason}
        facts["number"] = self.amendment.fields.get("number")
        yield of.entry(0, EventKind.DOSSIER_IMPORTED, self.recorder.settled.imported_at, facts)

    def _store(self, head: Dossier, after: Dossier, entries: Sequence[Happened]) -> None:
        length = head.journal_length + len(entries)
        dossiers.update(self.work, head, replace(after, version=head.version + 1, journal_length=length))
        first = head.journal_length + 1
        bulk.add_journal(self.work, [each._replace(seq=seq) for seq, each in enumerate(entries, start=first)])

    @property
    def _at(self) -> datetime:
        return self.recorder.settled.imported_at if self.patch is None else self.patch.at

    @property
    def _reason(self) -> Fact:
        by, basis = _BY_MAPPING if self.patch is None else (self.patch.by, self.patch.basis)
        at = hanoi_minute(self._at).isoformat(timespec="minutes")
        return {"fact": FactKind.CORRECTED, "at": at, "by": by, "basis": basis}


def _journaled(dossier: Dossier) -> Journaled:
    return Journaled(dossier.id, dossier.unit, dossier.digest, dossier.received_at)
