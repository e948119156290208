"""What reading, compiling or checking a diagram found: values, all at once, each tied to an element."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """`error` rejects; a `warning` must be accepted by a person; a `gap` is left to be filled in."""

    ERROR = "error"
    WARNING = "warning"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `code` is `group.name`; `message` one Vietnamese sentence that says what to do.

    `trace` lists the elements passed on the way to the fault, for the page that plays it.
    """

    code: str
    severity: Severity
    element: str | None
    message: str
    trace: tuple[str, ...] = ()


def error(code: str, element: str | None, message: str, trace: tuple[str, ...] = ()) -> Finding:
    """Make a finding that rejects."""
    return Finding(code, Severity.ERROR, element, message, trace)


def warning(code: str, element: str | None, message: str, trace: tuple[str, ...] = ()) -> Finding:
    """Make a finding that a person must accept."""
    return Finding(code, Severity.WARNING, element, message, trace)


def gap(code: str, element: str | None, message: str) -> Finding:
    """Make a finding about something left open."""
    return Finding(code, Severity.GAP, element, message)
