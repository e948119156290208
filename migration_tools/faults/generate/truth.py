"""The ground truth beside a synthetic database, as JSON lines: what was planted where, and what is right elsewhere."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple

import orjson

from migration_tools.faults.catalogue import Outcome, catalogue
from migration_tools.faults.generate.draft import Planted

PLANTED_FILE = "planted.jsonl"
RIGHT_FILE = "right.jsonl"


class PlantedFault(NamedTuple):
    """A fault of the ground truth; `position` is the row's in its table, `value` as in `Planted`."""

    table: str
    position: int
    field: str
    code: str
    outcome: Outcome
    value: str | None


class RightRow(NamedTuple):
    """The right values of a row, without the fields in which a fault was planted."""

    table: str
    position: int
    values: Mapping[str, str]


class TruthFiles:
    """Writes both files of a folder; `counts` tells how many faults of each class have been planted."""

    def __init__(self, folder: Path) -> None:
        self._planted: BinaryIO = (folder / PLANTED_FILE).open("wb")
        self._right: BinaryIO = (folder / RIGHT_FILE).open("wb")
        self.counts: dict[str, int] = {}

    def plant(self, table: str, position: int, planted: Planted) -> None:
        """Note one planted fault."""
        outcome = catalogue()[planted.code].outcome
        row = PlantedFault(table, position, planted.field, planted.code, outcome, planted.value)
        self._planted.write(orjson.dumps(row._asdict()) + b"\n")
        self.counts[planted.code] = self.counts.get(planted.code, 0) + 1

    def right(self, table: str, position: int, values: Mapping[str, str]) -> None:
        """Note the right values of one row."""
        self._right.write(orjson.dumps({"table": table, "position": position, "values": values}) + b"\n")

    def close(self) -> None:
        """Finish both files."""
        self._planted.close()
        self._right.close()


def read_planted(folder: Path) -> Iterator[PlantedFault]:
    """Yield the planted faults of a folder."""
    with (folder / PLANTED_FILE).open("rb") as lines:
        for line in lines:
            found = orjson.loads(line)
            yield PlantedFault(**{**found, "outcome": Outcome(found["outcome"])})


def read_right(folder: Path) -> Iterator[RightRow]:
    """Yield the right values of a folder's rows."""
    with (folder / RIGHT_FILE).open("rb") as lines:
        for line in lines:
            yield RightRow(**orjson.loads(line))
