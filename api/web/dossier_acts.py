"""What a person may do with a dossier besides its tasks, by the law and whatever its diagram."""

from dataclasses import dataclass

from api.web.dossier_shown import Shown


@dataclass(frozen=True, slots=True)
class DossierActs:
    """What the partial `dossier_acts.html` draws."""


def dossier_acts(_shown: Shown) -> DossierActs:
    """Return what this reader is shown."""
    return DossierActs()
