"""Every paper looks as its approved picture does (forms/README.md says how a change is approved)."""

from functools import cache
from pathlib import Path

import pytest

from engine.model.paper import PRINTED, regime_on
from forms.papers.paper import TEMPLATES, Paper
from tests.support.matters import RECEIVED_AT, every_paper
from tests.support.pdf import Picture, pictures_of

APPROVED = Path(__file__).parent / "approved"
DRAWN_ALIKE = 0.0002
"""Share of dots that another version of the drawing library may draw otherwise; one short word is twice as much."""

papers = cache(every_paper)


@pytest.mark.parametrize("name", sorted(every_paper()))
def test_a_paper_looks_as_approved(name: str) -> None:
    pages = pictures_of(papers()[name].pdf())

    approved = [Picture.read(path.read_bytes()) for path in sorted(APPROVED.glob(f"{name}_*.png"))]

    assert len(pages) == len(approved)
    apart = [page.differs(known) for page, known in zip(pages, approved, strict=True)]
    assert max(apart) <= DRAWN_ALIKE, f"{name}: {apart}"


def test_every_approved_picture_is_of_a_paper() -> None:
    assert {path.stem.rpartition("_")[0] for path in APPROVED.glob("*.png")} == set(papers())


def test_one_word_more_is_no_longer_the_approved_picture() -> None:
    paper = papers()["supplement_2018"]
    other = Paper(
        paper.template, paper.data | {"reason": f"{paper.data['reason']} Nộp lại."}, paper.printed_at
    )

    (page,) = pictures_of(other.pdf())

    assert page.differs(Picture.read((APPROVED / "supplement_2018_1.png").read_bytes())) > DRAWN_ALIKE


def test_a_picture_that_is_written_is_read_back() -> None:
    picture = Picture(3, 2, bytes(range(6)))

    assert Picture.read(picture.png()) == picture
    assert picture.differs(Picture(2, 3, bytes(range(6)))) == 1.0


@pytest.mark.parametrize("name", sorted(every_paper()))
def test_slips_are_a5_and_the_register_is_a4(name: str) -> None:
    millimetres = (210, 297) if name == "register" else (148, 210)

    (page, *_) = pictures_of(papers()[name].pdf())

    for dots, side in zip(sorted((page.width, page.height)), millimetres, strict=True):
        assert abs(dots * 25.4 / 72 - side) < 1


def test_every_template_is_the_form_of_a_circular_or_shared_by_them() -> None:
    days = (RECEIVED_AT.date(), RECEIVED_AT.date().replace(year=2025))
    forms = {regime_on(day).forms[kind].template for kind in PRINTED for day in days}

    assert {path.stem for path in TEMPLATES.glob("*.typ")} == forms | {"parts"}
