"""Rows of a register that are no dossier: sums at the foot of a page, and entries made to try the program out."""

import re

from engine.model.folding import folded
from migration_tools.faults.rules.finding import Finding, Known, Values, found, text

_TOTALS = re.compile(r"tong( cong| so)?|cong( trang| don)?|luy ke")
_TRIED_OUT = re.compile(r"(test|thu nghiem|demo)( ?\d+)?|(.)\3{2,}")


def check(values: Values, known: Known) -> list[Finding]:  # noqa: ARG001
    """Find such a row by its number or its applicant alone; a rule that somebody approved then leaves it out."""
    if _TOTALS.fullmatch(folded(text(values, "number")).strip(" :.")):
        return [found("file.totals_row", "", values)]
    if _TRIED_OUT.fullmatch(folded(text(values, "applicant"))):
        return [found("text.test_row", "applicant", values)]
    return []
