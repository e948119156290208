"""The cases of the suite as its index lists them: what goes in, how long betsy waits, what it expects to read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SUITE = Path(__file__).parents[3] / "shared" / "conformance" / "betsy"
"""The suite stands beside the repository and is never copied into it."""

AWAY = f"the betsy suite is not at {SUITE}"


@dataclass(frozen=True, slots=True)
class Case:
    """One run of one file. `number` counts the cases of the file from 1; `wait_seconds` is virtual time."""

    file: str
    construct: str
    number: int
    text: str
    integer: int
    second_process_first: bool
    wait_seconds: float
    expected: tuple[str, ...]

    @property
    def name(self) -> str:
        """The case as reports and tests name it."""
        return f"{Path(self.file).stem}-{self.number}"

    def content(self) -> bytes:
        """Return the file as betsy ships it."""
        return (SUITE / self.file).read_bytes()


def is_here() -> bool:
    """Tell whether the suite can be read on this machine."""
    return (SUITE / "index.json").is_file()


def cases() -> list[Case]:
    """Return every case in the order of the index; none where the suite is away."""
    if not is_here():
        return []
    index = json.loads((SUITE / "index.json").read_text(encoding="utf-8"))
    return [
        _case(entry, number, stored)
        for entry in index
        for number, stored in enumerate(entry["cases"], start=1)
    ]


def _case(entry: Mapping[str, Any], number: int, stored: Mapping[str, Any]) -> Case:
    return Case(
        file=entry["file"],
        construct=entry["feature_set"].removeprefix("CONSTRUCT_"),
        number=number,
        text=stored["input"] or "",
        integer=stored["integer_variable"],
        second_process_first=stored["second_process_first"],
        wait_seconds=stored["delay_ms"] / 1_000,
        expected=tuple(stored["expected"]),
    )
