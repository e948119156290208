"""The table that a step asks a source for."""

from collections.abc import Sequence

from migration_tools.errors import Unreadable
from migration_tools.sources.base import Table


def chosen(tables: Sequence[Table], name: str) -> Table:
    """Return the table of that name. Raises `Unreadable` where the source has none, as after it was exchanged."""
    found = next((table for table in tables if table.name == name), None)
    if found is None:
        raise Unreadable(
            "source.missing",
            f"Nguồn không có bảng «{name}»; các bảng đang có: {', '.join(table.name for table in tables)}.",
        )
    return found
