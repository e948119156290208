"""Who a legacy row is: ids derived from where it came from, so that order and repetition change nothing."""

from datetime import date
from functools import lru_cache
from uuid import UUID, uuid5

from engine.model.folding import folded

_NAMESPACE = UUID("0d1a9a3c-52f4-5b7e-8c2e-6d6f74637561")
BUCKETS = 4096
"""Shares of all dossiers by id; a chunk of loading is a run of buckets."""


@lru_cache(maxsize=8_192)
def row_id(system: str, unit: str, table: str, key: str) -> UUID:
    """Return the id of what a source's row stands for; `table` is the mapping's name of it, `key` local to both."""
    return uuid5(_NAMESPACE, f"{system}|{unit}|{table}|{key}")


def bucket_of(dossier: UUID) -> int:
    """Return the share a dossier falls into, from 0."""
    return dossier.int >> 116


def twin_id(unit: str, number: str, procedure: str, applicant: str, received_on: date) -> UUID:
    """Return what two records of one dossier have in common, whichever sources they stand in (MIGRATION §1)."""
    return uuid5(_NAMESPACE, f"{unit}|{folded(number)}|{procedure}|{folded(applicant)}|{received_on}")
