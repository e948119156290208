"""One round of the fault campaign: make a database, let a reading go over it, compare with the truth."""

from collections.abc import Callable, Iterable
from pathlib import Path

from migration_tools.faults.generate.run import GenerateSettings, generate
from migration_tools.faults.generate.truth import read_planted, read_right
from migration_tools.faults.score import Found, Score, score

Reading = Callable[[Path], Iterable[Found]]
"""Brings a database over and tells what became of every field of every row."""


def measure(settings: GenerateSettings, read: Reading) -> Score:
    """Generate into the settings' folder, read the database, and score the reading.

    Faults of whole files lie beside the database and are not part of its score.
    """
    manifest = generate(settings)
    outcomes = read(manifest.database)
    planted = (fault for fault in read_planted(settings.folder) if fault.position)
    return score(planted, read_right(settings.folder), outcomes)
