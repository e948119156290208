"""Which dossier is meant by a code: its own in either order of the identifier, or a number it once had elsewhere."""

from collections.abc import Iterable

from sqlalchemy import RowMapping

from engine.errors import Refused
from engine.model.dossier_code import ways_written

KNOWN_AS = """d.id IN (
    SELECT k.id FROM dossier k WHERE k.code = ANY (:codes)
    UNION ALL SELECT a.dossier_id FROM dossier_alias a WHERE a.alias = ANY (:codes))"""
"""A condition on dossier `d`; its parameters are those of `written`."""


def written(typed: str) -> dict[str, list[str]]:
    """Return the parameters of `KNOWN_AS` for a code as somebody gives it."""
    return {"codes": list(ways_written(typed))}


def the_one(rows: Iterable[RowMapping], typed: str) -> RowMapping:
    """Return the row of the dossier that is meant, by its column `code`; its own code goes before any old number.

    Refused `dossier.unknown` where there is none, `dossier.ambiguous` where two systems used one number.
    """
    found = list(rows)
    own = [row for row in found if row["code"] in ways_written(typed)]
    meant = own or found
    if not meant:
        raise Refused("dossier.unknown", dossier=typed)
    if len(meant) > 1:
        raise Refused(
            "dossier.ambiguous", dossier=typed, codes=", ".join(sorted(row["code"] for row in meant))
        )
    return meant[0]
