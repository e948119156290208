"""Numbers of identity papers: nine digits (CMND), twelve (CCCD), or a passport; never one that a sheet has bent."""

import re

from migration_tools.cell import Cell
from migration_tools.mapping.operators.result import Wrong, as_text

_BRANCH = re.compile(r"\d{10}-\d{3}", re.ASCII)
_FLOAT = re.compile(r"\d+(?:[.,]\d+)?[eE]\+?\d+|\d+[.,]0+", re.ASCII)
_BLANKS = str.maketrans("", "", " .\u00a0-")


def identity(cell: Cell) -> Cell:
    """Return the number as text; refuse one that passed through a sheet as a number, and so lost digits.

    Nine digits are a CMND and twelve a citizen's number (Luật Căn cước công dân 59/2014/QH13, Điều 12).
    """
    if isinstance(cell, float):
        raise Wrong("number.identity_as_float")
    text = as_text(cell).strip()
    if _FLOAT.fullmatch(text):
        raise Wrong("number.identity_as_float")
    if _BRANCH.fullmatch(text):
        return text  # a branch's tax code
    digits = text.translate(_BLANKS)
    if digits.isascii() and digits.isdigit() and len(digits) not in (9, 12):
        raise Wrong("number.identity_lost_zero")
    return digits if digits.isascii() and digits.isdigit() else text
