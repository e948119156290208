"""The results of a dossier as its page shows them."""

from dataclasses import dataclass

from api.web.dossier_shown import Shown


@dataclass(frozen=True, slots=True)
class DossierResults:
    """What the partial `dossier_results.html` draws."""


def dossier_results(_shown: Shown) -> DossierResults:
    """Return what this reader is shown."""
    return DossierResults()
