"""How punctual timers are: those that fell due in a span of time, how late they fired, and what is left of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.store.work import Work


@dataclass(frozen=True, slots=True)
class TimerLateness:
    """`fired` counts firings, `twice` those beyond the first of the same timer, `left` what is still due."""

    fired: int
    twice: int
    left: int
    median: timedelta | None
    p99: timedelta | None


def timer_lateness(work: Work, due_from: datetime, due_by: datetime) -> TimerLateness:
    """Return the figures of timers due in a span, both ends included; held timers are not due."""
    row = work.run(
        """
        WITH fired AS (
            SELECT dossier_id, facts -> 'place' AS place, facts ->> 'due_at' AS due,
                   at - CAST(facts ->> 'due_at' AS timestamptz) AS late
            FROM journal
            WHERE kind = 'timer_fired' AND CAST(facts ->> 'due_at' AS timestamptz) BETWEEN :due_from AND :due_by
        )
        SELECT count(*) AS fired, count(*) - count(DISTINCT (dossier_id, place, due)) AS twice,
               percentile_disc(0.5) WITHIN GROUP (ORDER BY late) AS median,
               percentile_disc(0.99) WITHIN GROUP (ORDER BY late) AS p99,
               (SELECT count(*) FROM timer WHERE due_at BETWEEN :due_from AND :due_by AND NOT held) AS "left"
        FROM fired
        """,
        {"due_from": due_from, "due_by": due_by},
    ).one()
    return TimerLateness(row.fired, row.twice, row.left, row.median, row.p99)
