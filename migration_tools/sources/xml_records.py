"""XML exports: every kind of element below the root is a table, or the one kind that a setting names."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from lxml import etree

from migration_tools.errors import Unreadable
from migration_tools.sources.base import Place, SourceFile, SourceRow, Table
from migration_tools.sources.chosen import chosen
from migration_tools.sources.fingerprint import existing, fingerprint, unchanged
from migration_tools.sources.limits import MAX_COLUMNS, MAX_TABLES
from migration_tools.sources.settings import Settings
from migration_tools.sources.xml_elements import elements

_NAMED_CELLS = ("field", "column")
"""How mysqldump --xml and phpMyAdmin write a cell: the column is in the attribute `name`."""


class XmlRecords:
    """Positions count the elements of a table. Setting: `row`, the element's name at whatever depth.

    Columns are paths within the element: `ten`, `diaChi/xa`, `@ma` (an attribute), `tep[2]` (one that repeats).
    """

    def __init__(self, place: Place) -> None:
        self._path = existing(place.path)
        self._row = Settings.of(place).text("row")

    def files(self) -> Sequence[SourceFile]:
        """Return the file."""
        return (fingerprint(self._path),)

    def tables(self) -> Sequence[Table]:
        """Return the kinds of element in order of appearance."""
        return [Table(name, tuple(columns)) for name, columns in self._found.items()]

    def rows(self, table: str, after: int = 0) -> Iterator[SourceRow]:
        """Yield the elements of one kind."""
        columns = chosen(self.tables(), table).columns
        for position, element in enumerate(self._records(table), start=1):
            if position > after:
                values = _flat(element)
                yield SourceRow(position, tuple(values.get(column) for column in columns))

    @cached_property
    def _found(self) -> Mapping[str, Mapping[str, None]]:
        found: dict[str, dict[str, None]] = {}
        for element in self._records(self._row or "*"):
            columns = found.setdefault(_local(element), {})
            columns.update(dict.fromkeys(_flat(element)))
            if len(columns) > MAX_COLUMNS or len(found) > MAX_TABLES:
                raise Unreadable(
                    "source.too_large", f"Tệp «{self._path.name}» có quá nhiều cột hoặc quá nhiều bảng."
                )
        return found

    def _records(self, tag: str) -> Iterator[etree._Element]:
        path: Path = self._path
        with unchanged(path), path.open("rb") as file:
            yield from elements(file, path.name, f"{{*}}{tag}", below_root=not self._row)


def _flat(element: etree._Element, path: str = "") -> dict[str, str | None]:
    """Return the texts of an element's leaves and its attributes by their paths."""
    found: dict[str, str | None] = {f"{path}@{name!s}": str(value) for name, value in element.attrib.items()}
    children = [child for child in element if isinstance(child.tag, str)]
    text = (element.text or "").strip()
    if text or not (children or found):
        found[path.rstrip("/") or "#text"] = element.text
    seen: dict[str, int] = {}
    for child in children:
        name = child.get("name") if _local(child) in _NAMED_CELLS else None
        step = name or _local(child)
        seen[step] = seen.get(step, 0) + 1
        here = f"{path}{step}" + (f"[{seen[step]}]" if seen[step] > 1 else "")
        found.update({here: child.text} if name else _flat(child, f"{here}/"))
    return found


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname
