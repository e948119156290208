"""The register book as a workbook: the same lines, to sort and to count."""

from datetime import datetime
from io import BytesIO

import xlsxwriter

from api.papers.register import COLUMNS
from engine.clock import in_hanoi
from engine.model.paper import PaperKind

_WIDTHS = (6, 28, 40, 24, 40, 30, 17, 17, 17, 16, 14)


def workbook(title: str, of: list[list[str]], at: datetime) -> bytes:
    """Return the workbook. Every cell is text: what a citizen typed is never a formula."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": title, "created": in_hanoi(at).replace(tzinfo=None)})
        sheet = book.add_worksheet(PaperKind.REGISTER.label)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(1)
        sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 13}))
        heading = book.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center"})
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        for column, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(1, column, name, heading)
        for number, line in enumerate(of, start=2):
            for column, text in enumerate(line):
                sheet.write_string(number, column, text, cell)
        sheet.freeze_panes(2, 2)
    return out.getvalue()
