"""What reading, compiling or checking a diagram found: values, all at once, each tied to an element."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self


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

    def as_json(self) -> dict[str, Any]:
        """Return the form that leaves the program and is stored with a draft (DESIGN §4)."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "element": self.element,
            "message": self.message,
            "trace": list(self.trace),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read the stored form back."""
        return cls(
            **dict(stored) | {"severity": Severity(stored["severity"]), "trace": tuple(stored["trace"])}
        )


def error(code: str, element: str | None, message: str, trace: tuple[str, ...] = ()) -> Finding:
    """Make a finding that rejects."""
    return Finding(code, Severity.ERROR, element, message, trace)


def warning(code: str, element: str | None, message: str, trace: tuple[str, ...] = ()) -> Finding:
    """Make a finding that a person must accept."""
    return Finding(code, Severity.WARNING, element, message, trace)


def gap(code: str, element: str | None, message: str) -> Finding:
    """Make a finding about something left open."""
    return Finding(code, Severity.GAP, element, message)
