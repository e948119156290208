"""What is still to be delivered by connectors, and why it was not."""

from dataclasses import dataclass
from datetime import datetime

from engine.reports.incidents import Mender, mended_units
from engine.store.work import Work

MAX_ROWS = 200


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A delivery that is not done; `state` is waiting or failed, `problem` why the last attempt was in vain."""

    dossier: str
    subject: str
    connector: str
    state: str
    attempts: int
    asked_at: datetime
    problem: str | None


def undelivered(work: Work, who: Mender) -> list[Undelivered]:
    """Return the deliveries not done yet, of the units whose process a person may mend, oldest first."""
    rows = work.run(
        """
        SELECT d.code AS dossier, v.subject, v.connector, v.state, v.attempts, v.asked_at, v.problem
        FROM delivery v JOIN dossier d ON d.id = v.dossier_id
        WHERE v.state IN ('waiting', 'failed') AND (:everywhere OR d.unit_code = ANY (:units))
        ORDER BY v.asked_at, v.id LIMIT :limit
        """,
        mended_units(who) | {"limit": MAX_ROWS},
    )
    return [Undelivered(**row) for row in rows.mappings()]
