"""What a sheet does to a row beside its cells: hides it, or lets a merged cell above speak for it."""

from migration_tools.faults.catalogue import catalogue
from migration_tools.mapping.record import Mapped, Problem


def problems_of(marks: str, record: Mapped) -> tuple[Problem, ...]:
    """Return what the marks of a row (see `sources.spreadsheet.MARKS`) tell of it."""
    found = []
    for mark in marks.split("|"):
        what, _, column = mark.partition(":")
        if what == "ẩn":
            found.append(catalogue()["file.hidden_row"].problem("", mark))
        elif what == "gộp":
            fields = (name for name, trace in record.traces.items() if column in trace.columns)
            found += [catalogue()["file.merged_cells"].problem(field, mark) for field in fields]
    return tuple(found)
