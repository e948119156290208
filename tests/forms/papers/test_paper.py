"""A paper is the same bytes for the same template, data and day, and data never becomes markup."""

from pathlib import Path

import pytest
import typst

from forms.papers.paper import Paper
from tests.support.hanoi import hanoi

DAY = hanoi("2018-11-17 08:00")
TEXT = '#set text(font: "Libertinus Serif")\n#data.said'


def test_a_paper_is_a_pdf_and_the_same_bytes_every_time() -> None:
    first, second = (Paper(TEXT, {"said": "Biên bản đối soát"}, DAY).pdf() for _ in range(2))

    assert first == second
    assert first.startswith(b"%PDF")


def test_another_moment_or_another_word_is_another_paper() -> None:
    papers = {
        Paper(TEXT, {"said": said}, at).pdf()
        for said in ("một", "hai")
        for at in (DAY, hanoi("2018-11-18 08:00"))
    }

    assert len(papers) == 4


def test_each_page_is_a_picture() -> None:
    pictures = Paper("#data.said #pagebreak() #data.said", {"said": "trang"}, DAY).pictures(30)

    assert [picture[:4] for picture in pictures] == [b"\x89PNG"] * 2


@pytest.mark.parametrize(
    "hostile", ['#read("/etc/passwd")', "*đậm*", "$x$", "= Mục", '#panic("x")', "\\", "]["]
)
def test_what_stands_in_the_data_is_text_and_never_markup(hostile: str) -> None:
    as_data = Paper(TEXT, {"said": hostile}, DAY).pictures(30)
    as_text = Paper('#set text(font: "Libertinus Serif")\n#raw-text', {}, DAY)
    quoted = hostile.replace("\\", "\\\\").replace('"', '\\"')
    template = as_text.template.replace("#raw-text", f'#("{quoted}")')

    assert as_data == Paper(template, {}, DAY).pictures(30)


def test_a_template_reads_no_file_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x")

    for path in ("/etc/hostname", str(tmp_path / "secret.txt"), "../../etc/hostname"):
        with pytest.raises(typst.TypstError):
            Paper(f'#read("{path}")', {}, DAY).pdf()


@pytest.mark.parametrize("letters", ["ằẳẵặấầẩẫậ", "ếềểễệốồổỗộớờởỡợ", "ứừửữựỳỵỷỹ", "ĐđĂăƯưƠơ"])
def test_the_papers_font_has_every_vietnamese_letter(letters: str) -> None:
    drawn = {letter: Paper(TEXT, {"said": letter}, DAY).pictures(40)[0] for letter in letters}
    # A letter that a font lacks is drawn as its box, the same for all.
    assert len(set(drawn.values())) == len(letters)
