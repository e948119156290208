"""Logic in three values (DMN 1.3 Table 50): anything that is neither true nor false counts as unknown."""

from collections.abc import Iterable

Truth = bool | None


def every(values: Iterable[object]) -> Truth:
    """Return false if one value is, else null if one is unknown, else true; stops at the first false."""
    outcome: Truth = True
    for value in values:
        if value is False:
            return False
        if value is not True:
            outcome = None
    return outcome


def some(values: Iterable[object]) -> Truth:
    """Return true if one value is, else null if one is unknown, else false; stops at the first true."""
    outcome: Truth = False
    for value in values:
        if value is True:
            return True
        if value is not False:
            outcome = None
    return outcome


def negation(value: object) -> Truth:
    """Return the other truth value, and null for what is unknown."""
    return not value if isinstance(value, bool) else None
