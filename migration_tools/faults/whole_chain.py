"""The project's own reading of a synthetic database: every step, on a real database, and what came of each field."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import orjson

from engine.store.work import begin, reading
from migration_tools.batch import Workshop
from migration_tools.faults.catalogue import Outcome
from migration_tools.faults.generate import facts
from migration_tools.faults.generate.mapping import mapping_text
from migration_tools.faults.generate.run import Kind
from migration_tools.faults.score import Found
from migration_tools.mapping.record import Value
from migration_tools.mapping_in_use import MappingInUse
from migration_tools.sources.base import Place
from migration_tools.sources.open import open_source
from migration_tools.store import outcomes, readings
from migration_tools.store.batches import Batch
from migration_tools.store.outcomes import Exclusion
from migration_tools.store.readings import ReadRow

EXCLUDED = ("file.totals_row", "text.test_row", "table.left_out")
"""The rules that the campaign's people have approved."""

_OF_TREATMENT = {"fix": Outcome.FIXED, "quarantine": Outcome.QUARANTINED, "flag": Outcome.FLAGGED}
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*", re.ASCII)


@dataclass(frozen=True, slots=True)
class WholeChain:
    """Reads databases of one kind; its workshop's clock stands at the day of the snapshot."""

    shop: Workshop
    kind: Kind

    def bring_over(self, database: Path) -> Batch:
        """Take a database through snapshot, map and load."""
        mapping = MappingInUse(mapping_text(self.kind))
        unit = facts.communes().lasting[0].code
        batch = self.shop.open(f"{self.kind}", unit, mapping.mapping.name.partition("@")[0])
        approve(self.shop, batch)
        source = open_source(Place(database, None, mapping.source_settings()))
        self.shop.snapshot(batch, database.name, source)
        # Scans lie beside the register, which names them by their path from there.
        folder = Place(database.parent, None, (("adapter", "folder"),))
        self.shop.snapshot(batch, "scans", open_source(folder))
        self.shop.map(batch, mapping)
        self.shop.load(batch)
        return batch

    def found(self, batch: Batch) -> Iterator[Found]:
        """Tell what became of every field of every row of a batch that was brought over."""
        with reading(self.shop.database) as work:
            for row in readings.rows(work, batch.id):
                yield from told(row)


def approve(shop: Workshop, batch: Batch) -> None:
    """Let somebody answer for the rules by which rows of a synthetic database stay behind."""
    with begin(shop.database) as work:
        for rule in EXCLUDED:
            approval = Exclusion(rule, "Vũ Thị Kim", "Biên bản thử", shop.clock())
            outcomes.approve_exclusion(work, batch.id, approval)


def told(row: ReadRow) -> Iterator[Found]:
    """Say what became of one row: its values, the faults found in it, and its outcome as a whole."""
    place = row.table, row.position
    values = {name: _value(value) for name, value in orjson.loads(row.fields).items()}
    problems: list[dict[str, Any]] = orjson.loads(row.problems)
    for name, value in values.items():
        yield Found(*place, name, "", Outcome.KEPT, value)
    if row.outcome == "excluded":
        yield Found(*place, "", str(row.reason), Outcome.EXCLUDED, None)
    for problem in problems if row.outcome != "excluded" else ():
        name = problem["field"]
        yield Found(*place, name, problem["code"], _OF_TREATMENT[problem["treatment"]], values.get(name))
    for code in row.remarks:
        yield Found(*place, "", code, Outcome.FLAGGED, None)
    if row.outcome == "quarantined":
        for code in str(row.reason).split(", "):
            yield Found(*place, "", code, Outcome.QUARANTINED, None)
    for code in (str(row.reason),) if row.outcome == "merged" else row.merged_here:
        yield Found(*place, "", code, Outcome.MERGED, None)


def _value(value: Any) -> Value:
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        at = datetime.fromisoformat(value)
        return at if at.tzinfo else at.replace(tzinfo=UTC)
    return None if value is None else value if isinstance(value, str | int) else str(value)
