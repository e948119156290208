"""What the commands on a document share: finding it, the files they are given, and how they are answered."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from engine.commands.deeds import about
from engine.commands.desk import Case, Desk, Outcome
from engine.errors import Refused
from engine.events import Event, EventKind
from engine.model.actor import Actor
from engine.model.result import Evidence, Result, ResultState
from engine.store import attachments
from engine.store.dossiers import Changes

PDF = "application/pdf"


def require_result(case: Case, result: UUID, states: frozenset[ResultState]) -> Result:
    """Return a document in one of some states. Refused `result.unknown`, `result.other_state`."""
    for each in case.parts.results:
        if each.id == result:
            if each.state in states:
                return each
            raise Refused("result.other_state", dossier=case.dossier.code, state=each.state.value)
    raise Refused("result.unknown", dossier=case.dossier.code, result=str(result))


def require_pdf(desk: Desk, actor: Actor, file: str) -> str:
    """Return the digest of a PDF that the actor handed in. Refused `attachment.unknown`, `result.not_a_pdf`."""
    digest = file.partition("/")[0]
    if digest not in attachments.given_by(desk.work, actor.person_id, [digest]):
        raise Refused("attachment.unknown")
    if attachments.kind(desk.work, digest) != PDF:
        raise Refused("result.not_a_pdf")
    return digest


def require_signed(desk: Desk, actor: Actor, result: Result, signed: tuple[str, Evidence]) -> None:
    """Let a signed file pass that is the document itself with a valid signature added, byte for byte.

    Refused `attachment.unknown`, `result.not_a_pdf`, `result.other_file`, `result.signature_not_valid`.
    """
    file, evidence = signed
    digest = require_pdf(desk, actor, file)
    if not attachments.continues(desk.work, result.file.partition("/")[0], digest):
        raise Refused("result.other_file", title=result.title)
    if not evidence.is_valid:
        raise Refused("result.signature_not_valid", signer=evidence.signer)


def changed(case: Case, after: Result, told: tuple[EventKind, str, dict[str, Any]]) -> Outcome:
    """Return the outcome of a command that changes one document: the kind, unit and further facts of its event."""
    kind, unit, facts = told
    before = case.dossier
    head = replace(before, version=before.version + 1, journal_length=before.journal_length + 1)
    event = Event(kind, unit, about(after) | facts)
    answer = {
        "dossier": before.code,
        "version": head.version,
        "result": str(after.id),
        "state": after.state.value,
    }
    return Outcome(Changes(head, results=(after,)), (event,), answer)
