"""Writes the approved pictures of every paper: `python -m tests.support.approve_papers`, after looking at them."""

from pathlib import Path

from tests.support.matters import every_paper
from tests.support.pdf import pictures_of

APPROVED = Path(__file__).parents[1] / "forms" / "papers" / "approved"


def main() -> None:
    """Draw every paper anew; what is no paper any more goes."""
    APPROVED.mkdir(exist_ok=True)
    for old in APPROVED.glob("*.png"):
        old.unlink()
    for name, paper in every_paper().items():
        for number, picture in enumerate(pictures_of(paper.pdf()), start=1):
            (APPROVED / f"{name}_{number}.png").write_bytes(picture.png())


if __name__ == "__main__":
    main()
