"""A problem is a value: where it is, what kind it is, and the sentence that tells a person what to do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from forms.messages import SENTENCES


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `path` is a JSON pointer into the data (into the schema for `check`).

    `code` is stable, for programs; `message` is one Vietnamese sentence; `facts` hold limits and names,
    never what the person typed, so that a problem may be logged.
    """

    path: str
    code: str
    message: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def problem(path: str, code: str, **facts: Any) -> Problem:
    """Build the problem of a code; the sentence takes its words from the facts."""
    return Problem(path, code, SENTENCES[code].format(**facts), facts)


def pointer(steps: Iterable[str | int]) -> str:
    """Write steps as a JSON pointer (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
