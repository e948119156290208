"""Whatever somebody types stands on the paper as text: it never runs, is never lost, and never leaves the page."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from forms.papers.paper import Paper
from tests.support.matters import every_paper
from tests.support.pdf import pictures_of, squeezed, text_of

PAPERS = every_paper()
HOSTILE = {
    "markup": '#panic("x") *đậm* _nghiêng_ $x^2$ = Mục <nhan> @nhan `mã` #read("/etc/passwd") \\ ] [ //',
    "long": "Nguyễn" * 667,
    "spaces": "Nguyễn Thị " * 364,
    "backslash": "\\u{41} \\n \\",
    "marks": "Nguyê\u0303n Thi\u0323 Minh",
    "hebrew": "אברהם",
}


def with_text(value: Any, text: str) -> Any:
    """The data with every text that people type replaced; what we write ourselves stays."""
    if isinstance(value, dict):
        ours = ("heading", "qr", "title", "code", "columns")
        return {name: each if name in ours else with_text(each, text) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [with_text(each, text) for each in value]
    return text if isinstance(value, str) else value


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("name", ["receipt_2018", "supplement_2018", "refusal", "apology_2025", "stop_2025"])
@pytest.mark.parametrize("hostile", ["markup", "backslash", "marks"])
def test_hostile_text_is_printed_as_it_was_typed(name: str, hostile: str) -> None:
    paper = PAPERS[name]
    applicant = with_text(paper.data["applicant"], HOSTILE[hostile])

    said = text_of(replace(paper, data=paper.data | {"applicant": applicant}).pdf())

    assert squeezed(HOSTILE[hostile]) in said


@pytest.mark.parametrize("name", sorted(PAPERS))
@pytest.mark.parametrize("hostile", sorted(HOSTILE))
def test_no_text_breaks_a_paper(name: str, hostile: str) -> None:
    paper = PAPERS[name]

    pdf = replace(paper, data=with_text(dict(paper.data), HOSTILE[hostile])).pdf()

    assert pdf.startswith(b"%PDF")


@pytest.mark.parametrize("name", ["receipt_2018", "control_slip_2018", "register"])
def test_four_thousand_letters_go_on_from_page_to_page_and_none_is_lost(name: str) -> None:
    paper, long = PAPERS[name], HOSTILE["long"]
    data = dict(paper.data)
    if "applicant" in data:
        data["applicant"] = {**data["applicant"], "name": long}
    else:
        data["rows"] = [[*data["rows"][0][:3], long, *data["rows"][0][4:]]]

    pdf = replace(paper, data=data).pdf()

    assert text_of(pdf).count("ễ") >= 667
    assert all(edges_are_white(page.dots, page.width) for page in pictures_of(pdf))


def edges_are_white(dots: bytes, width: int) -> bool:
    """Whether nothing is drawn in the last millimetres at the right, where a printer could not."""
    columns = (dots[x::width] for x in range(width - 12, width))
    return all(min(column) > 200 for column in columns)


def test_a_letter_that_the_font_lacks_leaves_the_others_alone() -> None:
    paper = PAPERS["receipt_2018"]
    applicant = {**paper.data["applicant"], "name": "Nguyễn 😀 Minh"}

    said = text_of(Paper(paper.template, paper.data | {"applicant": applicant}, paper.printed_at).pdf())

    assert "Nguyễn" in said
    assert "Minh" in said


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_a_second_print_equals_the_first_byte_for_byte(name: str) -> None:
    assert PAPERS[name].pdf() == every_paper()[name].pdf()
