"""The control slip (phiếu kiểm soát, TT 01/2018/TT-VPCP form 05): generated from the journal, never typed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from engine.clock import in_hanoi
from engine.model.official_name import official_name
from engine.model.substitution import both_names
from engine.model.unit import Body, Level
from engine.store.work import Work


class Timeliness(StrEnum):
    """How a step stood to its due date; `untimed` where the step has no budget."""

    EARLY = "early"
    ON_TIME = "on_time"
    OVERDUE = "overdue"
    UNTIMED = "untimed"

    @property
    def label(self) -> str:
        """The word printed on the slip."""
        return {"early": "Trước hạn", "on_time": "Đúng hạn", "overdue": "Quá hạn", "untimed": "Không tính"}[
            self
        ]


@dataclass(frozen=True, slots=True)
class SlipRow:
    """One hand-over: who received the dossier when, who passed it on when, and whether in time.

    `note` is why it was late, where somebody had to say so.
    """

    step: str
    unit: str
    received_at: datetime
    receiver: str
    giver: str | None
    completed_at: datetime
    due_at: datetime | None
    timeliness: Timeliness
    note: str = ""


def control_slip(work: Work, dossier: str) -> list[SlipRow]:
    """Return the rows of a dossier's slip in order of completion. The giver is who completed the step before."""
    rows = work.run(
        """
        SELECT j.facts ->> 'name' AS step, u.name AS unit, u.body, u.level, p.name AS receiver, b.name AS behalf,
               j.at AS completed_at,
               CAST(j.facts ->> 'opened_at' AS timestamptz) AS received_at,
               CAST(j.facts ->> 'due_at' AS timestamptz) AS due_at,
               COALESCE(j.facts ->> 'late_reason', '') AS note
        FROM journal j JOIN dossier d ON d.id = j.dossier_id
        JOIN person p ON p.id = j.actor LEFT JOIN person b ON b.id = j.facts ->> 'on_behalf_of'
        JOIN unit u ON u.code = j.unit_code AND u.valid_from <= (j.at AT TIME ZONE INTERVAL '07:00')::date
                   AND (j.at AT TIME ZONE INTERVAL '07:00')::date <= COALESCE(u.valid_until, 'infinity')
        WHERE d.code = :dossier AND j.kind = 'task_completed' ORDER BY j.seq
        """,
        {"dossier": dossier},
    ).mappings()
    slip: list[SlipRow] = []
    for row in rows:
        before = [done for done in slip if done.completed_at <= row["received_at"]]
        giver = before[-1].receiver if before else None
        slip.append(
            SlipRow(
                step=row["step"],
                unit=official_name(row["unit"], Body(row["body"]), Level(row["level"])),
                received_at=row["received_at"],
                receiver=both_names(row["receiver"], row["behalf"]),
                giver=giver,
                completed_at=row["completed_at"],
                due_at=row["due_at"],
                timeliness=timeliness(row["completed_at"], row["due_at"]),
                note=row["note"],
            )
        )
    return slip


def timeliness(completed_at: datetime, due_at: datetime | None) -> Timeliness:
    """Compare by the minute for lateness and by Hanoi's day for earliness: done on the due day is on time."""
    if due_at is None:
        return Timeliness.UNTIMED
    if completed_at > due_at:
        return Timeliness.OVERDUE
    return Timeliness.EARLY if in_hanoi(completed_at).date() < in_hanoi(due_at).date() else Timeliness.ON_TIME
