"""A template of typst and its data become a PDF: the same bytes for the same text, data and day, on every machine."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

TEMPLATES = Path(__file__).parent / "templates"
_FIRST_LINE = "#let data = json(bytes(sys.inputs.data))\n"


@dataclass(frozen=True, slots=True)
class Paper:
    """What is to be typeset. The template reads `data`, which is text and numbers only, never markup.

    `printed_at` is the moment that the file itself tells; the machine's clock is never asked.
    """

    template: str
    data: Mapping[str, Any]
    printed_at: datetime

    def pdf(self) -> bytes:
        """Return the PDF. Raises typst's own error where the template is wrong, which is ours to mend."""
        return b"".join(self._compiled("pdf"))

    def pictures(self, dots_per_inch: float = 100) -> Sequence[bytes]:
        """Return each page as a PNG, for eyes and tests."""
        return self._compiled("png", dots_per_inch)

    def _compiled(self, form: Literal["pdf", "png"], dots_per_inch: float | None = None) -> list[bytes]:
        # A template may read nothing but what it is given: its root is the folder of templates alone.
        compiler = typst.Compiler(
            (_FIRST_LINE + self.template).encode(),
            root=TEMPLATES,
            font_paths=_fonts(),
            sys_inputs={"data": json.dumps(self.data, ensure_ascii=False)},
        )
        pages = compiler.compile(format=form, ppi=dots_per_inch, timestamp=int(self.printed_at.timestamp()))
        return [pages] if isinstance(pages, bytes) else pages or []


def template(name: str) -> str:
    """Return the text of one of the templates beside this module."""
    return (TEMPLATES / f"{name}.typ").read_text(encoding="utf-8")


@cache
def _fonts() -> typst.Fonts:
    """Only the fonts inside typst: what a machine happens to have would make its papers differ from others'."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
