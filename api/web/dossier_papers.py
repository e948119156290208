"""The papers of a dossier as its page lists them, for those who may print them."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from api.papers.find import issued_papers
from api.web.dossier_shown import Shown


@dataclass(frozen=True, slots=True)
class PaperLink:
    """One paper: what it is called, its number, when it was issued, and where its PDF is."""

    label: str
    number: str
    issued_at: datetime
    address: str


@dataclass(frozen=True, slots=True)
class DossierPapers:
    """What the partial `dossier_papers.html` draws."""

    links: tuple[PaperLink, ...]


def dossier_papers(shown: Shown) -> DossierPapers:
    """Return what this reader is shown: nothing unless their unit works on the dossier."""
    if not shown.is_inside or shown.deployment.procedure is None:
        return DossierPapers(())
    code = quote(shown.head.code)
    return DossierPapers(
        tuple(
            PaperLink(
                each.kind.label,
                each.number,
                each.entry.at,
                f"/dossiers/{code}/papers/{each.kind}?no={each.no}",
            )
            for each in issued_papers(shown.head, shown.deployment, shown.happenings)
        )
    )
