"""What the script of a task does: the token it logs, what it changes in the data, how long it takes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

WRITTEN = "String"
UNCAUGHT = "ERROR_thrownErrorEvent"
"""What betsy logs where an error event ends a whole process."""

_SECONDS = {"WAIT_TEN_SECONDS": 10, "CREATE_TIMESTAMP_LOG_1": 5, "CREATE_TIMESTAMP_LOG_2": 5}
SILENT = frozenset({"SET_STRING_DATA", *_SECONDS})
NO_LOG = "the log was never begun"


def seconds(script: str) -> int:
    """Return the virtual time that a script takes: most take none."""
    return _SECONDS.get(script, 0)


def change(script: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a script writes."""
    if script == "INCREMENT_INTEGER_VARIABLE_AND_LOG":
        return {"integerVariable": data["integerVariable"] + 1}
    return {"data": WRITTEN} if script == "SET_STRING_DATA" else {}


@dataclass
class Log:
    """What betsy would read after a run: a log where one was begun, a marker file, time stamps of two tasks."""

    lines: list[str] = field(default_factory=list)
    begun: bool = False
    marked: bool = False
    stamps: dict[str, tuple[float, float]] = field(default_factory=dict)

    def write(self, script: str, data: Mapping[str, Any], began: float, ended: float) -> None:
        """Note that a script has run. `began` and `ended` are seconds since the case began."""
        if script == "CREATE_LOG_FILE":
            self.begun = True
        elif script == "CREATE_MARKER_FILE":
            self.marked = True
        elif script.startswith("CREATE_TIMESTAMP_LOG"):
            self.stamps[script] = (began, ended)
        elif script == "INCREMENT_INTEGER_VARIABLE_AND_LOG":
            self.lines.append("INCREMENT")
        elif script == "LOG_DATA":
            self.lines.append("DATA_correct" if data.get("data") == WRITTEN else "DATA_wrong")
        elif script not in SILENT:
            self.lines.append(script)

    def trace(self, expected: Collection[str]) -> list[str]:
        """Return the lines and what betsy adds to them; the marker counts only where a case asks for it.

        betsy cannot read a log that no script began, so a case that expects nothing needs that much to happen.
        """
        trace = [*self.lines] if self.begun else [NO_LOG, *self.lines]
        if self.marked and "MARKER_exists" in expected:
            trace.append("MARKER_exists")
        if len(self.stamps) == 2 and _overlap(*self.stamps.values()):
            trace.append("EXECUTION_parallel")
        return trace


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return max(one[0], other[0]) < min(one[1], other[1])
