"""The record as a paper: for signature as PDF, for eyes as pictures."""

from datetime import datetime
from pathlib import Path
from typing import Any

from forms.papers.paper import Paper

_TEMPLATE = Path(__file__).with_name("record.typ")


def record_paper(facts: dict[str, Any], printed_at: datetime) -> Paper:
    """Return the record with these facts; see `facts.record_facts`."""
    return Paper(_TEMPLATE.read_text(encoding="utf-8"), facts, printed_at)
