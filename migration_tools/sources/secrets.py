"""A source without the passwords in it: the raw copy is kept for ever, so they must not even get that far."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from migration_tools.sources.base import Source, SourceFile, SourceRow, Table
from migration_tools.sources.preset import detect

NOTE = "Cột mật khẩu, khóa bí mật không được sao chép: {columns}."


def without_secrets(source: Source) -> Source:
    """Return a source whose secret columns are empty, as its product is known to have them; else itself."""
    preset = detect(source)
    if preset is None:
        return source
    secret = {
        table.name: frozenset(
            index for index, column in enumerate(table.columns) if preset.is_secret(table.name, column)
        )
        for table in source.tables()
    }
    return _Emptied(source, {name: columns for name, columns in secret.items() if columns})


@dataclass(frozen=True, slots=True)
class _Emptied:
    source: Source
    secret: Mapping[str, frozenset[int]]

    def files(self) -> Sequence[SourceFile]:
        return self.source.files()

    def tables(self) -> Sequence[Table]:
        return [self._noted(table) for table in self.source.tables()]

    def _noted(self, table: Table) -> Table:
        hidden = [table.columns[index] for index in sorted(self.secret.get(table.name, ()))]
        if not hidden:
            return table
        return replace(table, notes=(*table.notes, NOTE.format(columns=", ".join(hidden))))

    def rows(self, table: str, after: int = 0) -> Iterator[SourceRow]:
        hidden = self.secret.get(table)
        if hidden is None:
            yield from self.source.rows(table, after)
            return
        for position, row in self.source.rows(table, after):
            kept = (None if index in hidden else cell for index, cell in enumerate(row))
            yield SourceRow(position, tuple(kept))
