"""The fault catalogue (MIGRATION §3) as data: what each class is called, who treats it, and what the unit reads."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from migration_tools.mapping.record import Problem, Treatment

_DATA = Path(__file__).parent / "data"


class Scope(StrEnum):
    """How much must be seen to find a fault."""

    ROW = "row"
    TABLE = "table"
    FILE = "file"
    BATCH = "batch"
    """Nothing is wrong with the row itself: it waits because of what it belongs to."""


class Outcome(StrEnum):
    """What a right reading makes of a fault."""

    FIXED = "fixed"
    QUARANTINED = "quarantined"
    FLAGGED = "flagged"
    KEPT = "kept"
    """Looks like a fault and is none: the value stays as it is and nothing is reported."""
    MERGED = "merged"
    EXCLUDED = "excluded"
    STOPPED = "stopped"
    """The file is not read at all."""


_USUAL = {
    Treatment.FIX: Outcome.FIXED,
    Treatment.QUARANTINE: Outcome.QUARANTINED,
    Treatment.FLAG: Outcome.FLAGGED,
}


@dataclass(frozen=True, slots=True)
class FaultClass:
    """One class of faults. `rule` names what treats it; `message` tells the unit what was found and what to do.

    `or_else` is the code under which one of this class may wait for a person instead, because it can be read in two
    ways; "" where that is no answer. `example` is the raw value of one cell, or values by target field where it
    takes more than one to see it.
    """

    code: str
    treatment: Treatment
    outcome: Outcome
    scope: Scope
    rule: str
    message: str
    example: str | Mapping[str, str]
    or_else: str

    def problem(self, field: str, raw: str, note: str = "") -> Problem:
        """Return this fault as found in a mapped field; `column` is for the mapping to fill, which knows it."""
        return Problem(self.code, self.treatment, field, "", raw, note or self.rule)


@cache
def catalogue() -> Mapping[str, FaultClass]:
    """Return every class by its code, group by group."""
    return {
        each["code"]: _read(each)
        for path in sorted(_DATA.glob("*.json"))
        for each in json.loads(path.read_text(encoding="utf-8"))
    }


def _read(entry: Mapping[str, str]) -> FaultClass:
    treatment = Treatment(entry["treatment"])
    return FaultClass(
        code=entry["code"],
        treatment=treatment,
        outcome=Outcome(entry["outcome"]) if "outcome" in entry else _USUAL[treatment],
        scope=Scope(entry["scope"]),
        rule=entry["rule"],
        message=entry["message"],
        example=entry["example"],
        or_else=entry.get("or_else", ""),
    )
