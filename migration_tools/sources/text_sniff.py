"""Judges a text file's delimiter and heading by evidence: which reading gives most records the same width."""

import csv
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from migration_tools.sources.limits import SNIFFED_RECORDS

DELIMITERS = ("\t", ";", ",", "|")


def delimiter_of(lines: Sequence[str], quote: str) -> str:
    """Return the delimiter that parts most records into the same number of cells, the more the better."""
    return max(DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter, quote))


def has_heading(records: Sequence[Sequence[str]]) -> bool:
    """Say whether the first record names columns: all filled, all different, and none holds a digit."""
    if not records:
        return False
    first = [cell.strip() for cell in records[0]]
    is_named = all(first) and len(set(first)) == len(first)
    return is_named and not any(letter.isdigit() for cell in first for letter in cell)


def sample(lines: Sequence[str], delimiter: str, quote: str) -> list[list[str]]:
    """Read the first records of a file with a delimiter."""
    return list(islice(csv.reader(lines, delimiter=delimiter, quotechar=quote), SNIFFED_RECORDS))


def _evenness(lines: Sequence[str], delimiter: str, quote: str) -> tuple[float, int]:
    widths = Counter(len(record) for record in sample(lines, delimiter, quote) if record)
    width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]), default=(1, 0))
    return (count / widths.total() if width > 1 else 0.0), width
