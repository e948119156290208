"""Ids derived from what they name, so that the same act gives the same id wherever it is repeated."""

from uuid import UUID, uuid5

_NAMESPACE = UUID("5f3c0b0e-6d1c-5c0e-9d5b-6d6f74637561")


def dossier_id(code: str) -> UUID:
    """Return the id of the dossier with this code; a code is never given twice."""
    return uuid5(_NAMESPACE, f"dossier {code}")


def part_id(dossier: UUID, version: int, position: int) -> UUID:
    """Return the id of the n-th thing (task, timer, incident) that a version of a dossier brought."""
    return uuid5(dossier, f"{version}.{position}")


def message_id(sender: str, name: str) -> UUID:
    """Return the id of a message from outside, which its sender calls by a name of its own."""
    return uuid5(_NAMESPACE, f"message {len(sender)} {sender} {name}")
