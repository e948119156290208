"""Which units a dossier consulted: asked and due when, answered when and how, and why late; from the journal."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from engine.events import EventKind
from engine.model.official_name import official_name
from engine.model.unit import Body, Level
from engine.reports.control_slip import Timeliness, timeliness
from engine.store.work import Work


class Outcome(StrEnum):
    """What became of the question put to one unit."""

    WAITING = "waiting"
    ANSWERED = "answered"
    NOT_NEEDED = "not_needed"  # enough answers were in, or the dossier went another way
    DEEMED_CONSENT = "deemed_consent"  # silence that a law counts as consent


@dataclass(frozen=True, slots=True)
class Consultation:
    """One unit that was asked. `answer` are the data of its form, as given by step `element`.

    `timeliness` compares the answer, or where there is none yet the present moment, with `due_at`; a question
    that needs no answer any more is `untimed`. `legal_basis` is the law of deemed consent.
    """

    task: UUID
    element: str
    step: str
    unit: str
    unit_name: str
    asked_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    outcome: Outcome
    timeliness: Timeliness
    answer: dict[str, Any]
    late_reason: str | None
    legal_basis: str | None

    @property
    def label(self) -> str:
        """How it stands, in the words of a table."""
        if self.outcome is Outcome.ANSWERED:
            return self.timeliness.label
        if self.outcome is Outcome.WAITING:
            late = self.timeliness is Timeliness.OVERDUE
            return "Quá hạn, chưa có ý kiến" if late else "Chưa có ý kiến"
        return "Coi như đồng ý" if self.outcome is Outcome.DEEMED_CONSENT else "Không còn cần ý kiến"


def consultations(work: Work, dossier: str, now: datetime) -> list[Consultation]:
    """Return every unit that a dossier consulted, in the order in which they were asked."""
    rows = work.run(
        """
        SELECT CAST(o.facts ->> 'task' AS uuid) AS task, o.facts ->> 'element' AS element, o.facts ->> 'name' AS step,
               o.unit_code AS unit, u.name, u.body, u.level, o.at AS asked_at,
               CAST(o.facts ->> 'due_at' AS timestamptz) AS due_at, c.at AS closed_at, c.kind,
               COALESCE(c.facts -> 'data', '{}') AS answer, c.facts ->> 'late_reason' AS late_reason,
               c.facts ->> 'deemed_consent' AS legal_basis
        FROM journal o JOIN dossier d ON d.id = o.dossier_id
        JOIN unit u ON u.code = o.unit_code AND u.valid_from <= (o.at AT TIME ZONE INTERVAL '07:00')::date
                   AND (o.at AT TIME ZONE INTERVAL '07:00')::date <= COALESCE(u.valid_until, 'infinity')
        LEFT JOIN journal c ON c.dossier_id = o.dossier_id AND c.kind IN ('task_completed', 'task_interrupted')
                           AND c.facts ->> 'task' = o.facts ->> 'task'
        WHERE d.code = :dossier AND o.kind = 'task_opened' AND o.facts ? 'consulted' ORDER BY o.seq
        """,
        {"dossier": dossier},
    ).mappings()
    return [_consultation(dict(row), now) for row in rows]


def _consultation(row: dict[str, Any], now: datetime) -> Consultation:
    kind = row.pop("kind")
    outcome = _outcome(None if kind is None else EventKind(kind), row["legal_basis"])
    unit_name = official_name(row.pop("name"), Body(row.pop("body")), Level(row.pop("level")))
    return Consultation(
        **row, unit_name=unit_name, outcome=outcome, timeliness=_timeliness(outcome, row, now)
    )


def _outcome(closing: EventKind | None, legal_basis: str | None) -> Outcome:
    if closing is None:
        return Outcome.WAITING
    if closing is EventKind.TASK_COMPLETED:
        return Outcome.ANSWERED
    return Outcome.NOT_NEEDED if legal_basis is None else Outcome.DEEMED_CONSENT


def _timeliness(outcome: Outcome, row: dict[str, Any], now: datetime) -> Timeliness:
    if outcome is Outcome.ANSWERED:
        return timeliness(row["closed_at"], row["due_at"])
    is_late = outcome is Outcome.WAITING and row["due_at"] is not None and now > row["due_at"]
    return Timeliness.OVERDUE if is_late else Timeliness.UNTIMED
