"""One round of the fault campaign: make a database, let a reading go over it, compare with the truth."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from migration_tools.batch import Workshop
from migration_tools.faults.generate.run import GenerateSettings, Manifest, generate
from migration_tools.faults.generate.truth import read_planted, read_right
from migration_tools.faults.score import Found, Score, score
from migration_tools.faults.whole_chain import WholeChain

FALSE_QUARANTINE_LIMIT = 0.001
"""At most this share of the rows without a fault may wait for people (MIGRATION §4)."""

Reading = Callable[[Path], Iterable[Found]]
"""Brings a database over and tells what became of every field of every row."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What the whole chain made of one database; `seconds` are those of its steps, for all `rows` of every table."""

    settings: GenerateSettings
    rows: int
    seconds: float
    is_balanced: bool
    score: Score

    @property
    def is_right(self) -> bool:
        """Tell whether every figure is met: recall 100 %, no silent wrong value, few rows quarantined for nothing."""
        return (
            self.is_balanced
            and not self.score.missed
            and not self.score.wrong_values
            and self.score.false_quarantine <= FALSE_QUARANTINE_LIMIT
        )


def measure(settings: GenerateSettings, read: Reading) -> Score:
    """Generate into the settings' folder, read the database, and score the reading.

    Faults of whole files lie beside the database and are not part of its score.
    """
    manifest = generate(settings)
    return _scored(settings.folder, read(manifest.database))


def measure_chain(settings: GenerateSettings, made: Manifest, shop: Workshop) -> Measured:
    """Bring a generated database over on the workshop's own one, and score what became of it."""
    chain = WholeChain(shop, settings.kind)
    began = shop.seconds()
    batch = chain.bring_over(made.database)
    seconds = shop.seconds() - began
    status = shop.status(batch)
    rows = sum(line.read for line in status.balance)
    return Measured(settings, rows, seconds, status.is_balanced, _scored(settings.folder, chain.found(batch)))


def _scored(folder: Path, found: Iterable[Found]) -> Score:
    planted = (fault for fault in read_planted(folder) if fault.position)
    return score(planted, read_right(folder), found)
