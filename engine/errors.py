"""The four branches of error, named by who must act; nothing here knows HTTP.

EngineError
├── Refused    the caller: the request breaks a rule; nothing changed
├── Stuck      the process owner: the dossier cannot go on; stored as an incident
├── TryAgain   time: somebody else was first, or a part is busy; nothing changed
└── Broken     us: an invariant does not hold
"""

from typing import Any


class EngineError(Exception):
    """A named failure with the facts a page or a program needs to explain it.

    `code` is stable and dotted (`task.not_yours`); `facts` hold ids and values, never sentences.
    """

    def __init__(self, code: str, /, **facts: Any) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code} ({details})" if details else self.code


class Refused(EngineError):
    """The caller's request cannot be granted; nothing changed."""


class Stuck(EngineError):
    """The dossier cannot go on until the process owner mends it; stored as an incident."""


class TryAgain(EngineError):
    """Somebody else was first, or a part is busy; nothing changed and the same request may succeed."""


class Broken(EngineError):
    """An invariant of ours does not hold; nothing was committed."""
