"""Schemes of dossier codes as stored: dated data, to which a new circular adds a row."""

from engine.model.numbering import CodeScheme, CodeSchemes
from engine.store.work import Work


def load(work: Work) -> CodeSchemes:
    """Return every scheme."""
    rows = work.run("SELECT valid_from, digits, largest, document FROM code_scheme").mappings()
    return CodeSchemes(CodeScheme(**row) for row in rows)
