"""The number of a dossier as far as one row can tell."""

import re

from migration_tools.faults.rules.finding import Finding, Known, Values, found, text

_STRUCK_OUT = re.compile(r"~~.*~~|[-–—]{2,}.*[-–—]{2,}", re.DOTALL)


def check(values: Values, known: Known) -> list[Finding]:  # noqa: ARG001
    """Find a number that is not there or has been crossed out."""
    number = text(values, "number")
    if not number:
        return [found("key.missing", "number", values)]
    return [found("key.struck_out", "number", values)] if _STRUCK_OUT.fullmatch(number) else []
