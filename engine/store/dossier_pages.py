"""Every dossier there is, a page at a time: for whoever goes through them all without holding them all."""

from engine.model.dossier import Dossier
from engine.store.dossiers import HEAD, head
from engine.store.work import Work


def page(work: Work, after: str, size: int) -> list[Dossier]:
    """Return the next dossiers in the order of their codes, `size` at most; "" comes before the first."""
    rows = work.run(
        f"SELECT {HEAD} FROM dossier d WHERE d.code > :after ORDER BY d.code LIMIT :size",
        {"after": after, "size": size},
    )
    return [head(row) for row in rows.mappings()]
