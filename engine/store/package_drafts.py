"""Drafts of packages as stored: each beside what is in force, with an append-only record of who did what to it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping

from engine.bpmn.deployment import Files
from engine.bpmn.finding import Finding, Severity
from engine.errors import Refused
from engine.store.formats import require_known
from engine.store.rows import as_json
from engine.store.work import Work


class DraftState(StrEnum):
    """How far a draft has come."""

    DRAWN = "drawn"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Content:
    """What was uploaded, under its hash, with what the checks found; facts are None where it says none."""

    digest: str
    name: str
    procedure_code: str | None
    case_code: str | None
    field: str | None
    files: Files
    findings: tuple[Finding, ...]

    def of(self, severity: Severity) -> list[Finding]:
        """Return the findings of one severity."""
        return [finding for finding in self.findings if finding.severity is severity]


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft of a unit's designers. `accepted` names the warnings that the reviewer took upon himself."""

    id: UUID
    unit_code: str
    content: Content
    state: DraftState
    drawn_by: str
    drawn_at: datetime
    submitted_by: str | None = None
    submitted_at: datetime | None = None
    reviewed_by: str | None = None
    reviewed_at: datetime | None = None
    accepted: tuple[str, ...] = ()
    note: str | None = None
    published_by: str | None = None
    published_at: datetime | None = None
    in_force_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """One entry of a draft's record."""

    kind: str
    at: datetime
    actor: str
    facts: Mapping[str, Any]


def add(work: Work, draft: Draft) -> None:
    """Store a new draft."""
    work.run(
        """
        INSERT INTO package_draft (id, unit_code, digest, name, procedure_code, case_code, field, files, findings,
            state, drawn_by, drawn_at, submitted_by, submitted_at, reviewed_by, reviewed_at, accepted, note,
            published_by, published_at, in_force_from)
        VALUES (:id, :unit_code, :digest, :name, :procedure_code, :case_code, :field, CAST(:files AS jsonb),
            CAST(:findings AS jsonb), :state, :drawn_by, :drawn_at, :submitted_by, :submitted_at, :reviewed_by,
            :reviewed_at, CAST(:accepted AS jsonb), :note, :published_by, :published_at, :in_force_from)
        """,
        _columns(draft),
    )


def save(work: Work, draft: Draft) -> None:
    """Store a draft as it stands after an act; call `lock` first."""
    work.run(
        """
        UPDATE package_draft SET digest = :digest, name = :name, procedure_code = :procedure_code,
            case_code = :case_code, field = :field, files = CAST(:files AS jsonb),
            findings = CAST(:findings AS jsonb), state = :state, drawn_by = :drawn_by, drawn_at = :drawn_at,
            submitted_by = :submitted_by, submitted_at = :submitted_at, reviewed_by = :reviewed_by,
            reviewed_at = :reviewed_at, accepted = CAST(:accepted AS jsonb), note = :note,
            published_by = :published_by, published_at = :published_at, in_force_from = :in_force_from
        WHERE id = :id
        """,
        _columns(draft),
    )


def get(work: Work, draft: UUID) -> Draft:
    """Return a draft; Refused `draft.unknown`."""
    return _found(
        work.run("SELECT * FROM package_draft WHERE id = :id", {"id": draft}).mappings().first(), draft
    )


def lock(work: Work, draft: UUID) -> Draft:
    """Return a draft that nobody else may change until the work ends; Refused `draft.unknown`."""
    rows = work.run("SELECT * FROM package_draft WHERE id = :id FOR UPDATE", {"id": draft})
    return _found(rows.mappings().first(), draft)


def lock_procedure(work: Work, code: str, case: str) -> None:
    """Let one publication of a procedure wait for the other, so that their versions are numbered in turn."""
    work.run(
        "SELECT pg_advisory_xact_lock(hashtextextended('procedure ' || :code || ' ' || :case, 0))",
        {"code": code, "case": case},
    )


def note(work: Work, draft: Draft, act: Act) -> None:
    """Write one entry of the record; the database lets nobody change it afterwards."""
    work.run(
        """
        INSERT INTO package_event (draft_id, seq, kind, at, actor, digest, facts)
        SELECT :id, COALESCE(MAX(seq), 0) + 1, :kind, :at, :actor, :digest, CAST(:facts AS jsonb)
        FROM package_event WHERE draft_id = :id
        """,
        asdict(act) | {"id": draft.id, "digest": draft.content.digest, "facts": as_json(dict(act.facts))},
    )


def record(work: Work, draft: UUID) -> list[Act]:
    """Return everything that was done to a draft, oldest first."""
    rows = work.run(
        "SELECT kind, at, actor, facts FROM package_event WHERE draft_id = :id ORDER BY seq", {"id": draft}
    )
    return [Act(**row) for row in rows.mappings()]


def authors(work: Work, draft: UUID) -> frozenset[str]:
    """Return everybody who uploaded or submitted a draft: none of them may review it or put it in force."""
    rows = work.run(
        "SELECT actor FROM package_event WHERE draft_id = :id AND kind IN ('drawn', 'submitted')",
        {"id": draft},
    )
    return frozenset(rows.scalars())


def _columns(draft: Draft) -> dict[str, Any]:
    content = draft.content
    facts = {
        name: getattr(content, name) for name in ("digest", "name", "procedure_code", "case_code", "field")
    }
    return (
        asdict(replace(draft, content=replace(content, files={}, findings=())))
        | facts
        | {
            "files": as_json({name: text.decode() for name, text in content.files.items()}),
            "findings": as_json([finding.as_json() for finding in content.findings]),
            "accepted": as_json(draft.accepted),
        }
    )


def _found(row: RowMapping | None, draft: UUID) -> Draft:
    if row is None:
        raise Refused("draft.unknown", draft=str(draft))
    require_known("package_draft", row)
    stored = {name: value for name, value in row.items() if name != "format"}
    content = Content(
        **{name: stored.pop(name) for name in ("digest", "name", "procedure_code", "case_code", "field")},
        files={name: text.encode() for name, text in stored.pop("files").items()},
        findings=tuple(Finding.from_json(each) for each in stored.pop("findings")),
    )
    rest = stored | {"state": DraftState(stored["state"]), "accepted": tuple(stored["accepted"])}
    return Draft(content=content, **rest)
