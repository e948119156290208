"""Every file of a batch's folders comes to its outcome: part of a dossier, or nobody's until a person decides."""

from engine.store.work import Work
from migration_tools.steps.load import HELD
from migration_tools.store import holding, outcomes
from migration_tools.store.holding import ORPHAN_FILE, FileRow
from migration_tools.store.outcomes import Outcome, OutcomeKind


def settle(work: Work, batch: int, run: int) -> None:
    """Write down what became of each file, once all rows that may name it are decided. Again it writes nothing new."""
    fresh: list[Outcome] = []
    superseding: list[Outcome] = []
    for row in holding.files(work, batch):
        (fresh if row.generation is None else superseding).append(_outcome(row))
    outcomes.add(work, run, fresh)
    if superseding:
        outcomes.supersede(work, run, superseding)


def _outcome(row: FileRow) -> Outcome:
    place = Outcome(row.table, row.position, OutcomeKind.QUARANTINED, unit=row.unit, month=row.month)
    match row.owner:
        case "loaded" | "merged":
            return place._replace(kind=OutcomeKind.LOADED, dossier=row.dossier)
        case "excluded":
            return place._replace(kind=OutcomeKind.EXCLUDED, reason=row.reason, approver=row.approver)
        case "quarantined":
            return place._replace(reason=HELD)
    if not row.decided:
        return place._replace(reason=ORPHAN_FILE)
    if row.decided_dossier is not None:
        return place._replace(kind=OutcomeKind.LOADED, dossier=row.decided_dossier)
    return place._replace(kind=OutcomeKind.EXCLUDED, reason=ORPHAN_FILE, approver=row.decided_by)
