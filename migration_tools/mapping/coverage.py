"""Which columns of a table are carried over and which are not: said of every one, so nothing is lost in silence."""

from collections.abc import Sequence
from typing import NamedTuple

from migration_tools.mapping.columns import Columns
from migration_tools.mapping.model import Field, TableMapping
from migration_tools.mapping.targets import EXTRA, TARGETS


class Coverage(NamedTuple):
    """`mapped` fill a target, `kept` are stored beside it, `omitted` are left out for a reason somebody wrote down.

    `unmapped` are all other columns: a person decides. `absent` are columns the mapping names and the table has not
    (or has twice); `missing` are targets every record should have that nothing fills.
    """

    mapped: tuple[str, ...]
    kept: tuple[str, ...]
    omitted: tuple[str, ...]
    unmapped: tuple[str, ...]
    absent: tuple[str, ...]
    missing: tuple[str, ...]


def coverage_of(table: TableMapping, fields: Sequence[Field], columns: Columns) -> Coverage:
    """Say of every column of a table what becomes of it."""
    kept = {columns.index(name) for field in fields if field.name.startswith(EXTRA) for name in field.columns}
    mapped = {
        columns.index(name) for field in fields if not field.name.startswith(EXTRA) for name in field.columns
    }
    mapped |= {columns.index(name) for name in table.key}
    omitted = {columns.index(name) for name in table.omitted}
    named = [name for field in fields for name in field.columns] + list(table.key) + list(table.omitted)
    filled = {field.name for field in fields}
    return Coverage(
        mapped=_names(columns, mapped),
        kept=_names(columns, kept - mapped),
        omitted=_names(columns, omitted - mapped - kept),
        unmapped=_names(columns, set(range(len(columns.names))) - mapped - kept - omitted),
        absent=tuple(dict.fromkeys(name for name in named if columns.index(name) is None)),
        missing=tuple(
            name for name, target in TARGETS[table.kind].items() if target.is_required and name not in filled
        ),
    )


def _names(columns: Columns, indexes: set[int] | set[int | None]) -> tuple[str, ...]:
    return tuple(name for index, name in enumerate(columns.names) if index in indexes)
