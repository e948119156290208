"""The picture of a visible signature: a small PDF set by typst, whose own fonts have every Vietnamese letter."""

from pathlib import Path

from api.signing.signer import Corner, Visible
from engine.clock import in_hanoi
from forms.papers.paper import Paper

WIDTH, HEIGHT, MARGIN = 190, 62, 36
"""Points, as PDF counts."""

_TEMPLATE = (Path(__file__).parent / "stamp.typ").read_text(encoding="utf-8")
_TIME = "Thời gian ký: {at:%d/%m/%Y %H:%M:%S} +07:00"


def stamp(visible: Visible) -> bytes:
    """Return the picture as a PDF of one page; text is text, never markup."""
    time = _TIME.format(at=in_hanoi(visible.at))
    data = {"lines": [*visible.lines, time], "seal": visible.corner is Corner.UNIT}
    return Paper(_TEMPLATE, data, visible.at).pdf()


def box(corner: Corner, width: float) -> tuple[int, int, int, int]:
    """Return where the picture goes on a page of some width: left, bottom, right, top."""
    left = MARGIN if corner is Corner.UNIT else max(MARGIN, round(width) - MARGIN - WIDTH)
    return left, MARGIN, left + WIDTH, MARGIN + HEIGHT
