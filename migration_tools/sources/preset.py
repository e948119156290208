"""Recognises the products of which whole databases come (OpenCPS 1 and 2, e-par) by their tables and columns."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from migration_tools.sources.base import Source, Table

_FACTS: Mapping[str, dict[str, object]] = json.loads((Path(__file__).parent / "presets.json").read_bytes())
_PEEKED_ROWS = 200


@dataclass(frozen=True, slots=True)
class Preset:
    """A product. `dialect` is `integer` (OpenCPS 1.0 to 1.2) or `string` (1.5 on) where statuses are written in two
    ways, else empty; `secrets` are the citizens' and servers' passwords, (table, column), never to be migrated.
    """

    name: str
    dialect: str
    secrets: frozenset[tuple[str, str]]

    def is_secret(self, table: str, column: str) -> bool:
        """Say whether a column holds a secret, however the dump writes the names."""
        return (_bare(table), _bare(column)) in self.secrets


def detect(source: Source) -> Preset | None:
    """Return the product a source comes from; None for anything else, such as a register."""
    tables = source.tables()
    for name, facts in _FACTS.items():
        found = next((table for table in tables if _fits(table, facts)), None)
        if found:
            return Preset(name, _dialect(source, found, facts), _secrets(facts))
    return None


def _fits(table: Table, facts: Mapping[str, object]) -> bool:
    wanted = {_bare(str(column)) for column in _list(facts["columns"])}
    is_there = _bare(table.name) == facts.get("table", _bare(table.name))
    return is_there and wanted <= {_bare(column) for column in table.columns}


def _dialect(source: Source, table: Table, facts: Mapping[str, object]) -> str:
    """Tell by the first statuses that are written down; a table without any has no dialect."""
    if "status" not in facts:
        return ""
    at = [_bare(column) for column in table.columns].index(_bare(str(facts["status"])))
    statuses = (row.row[at] for row in islice(source.rows(table.name), _PEEKED_ROWS))
    status = next((status for status in statuses if status not in (None, b"", "")), None)
    if status is None:
        return ""
    return "integer" if isinstance(status, int) or str(status).strip("b'").isdigit() else "string"


def _secrets(facts: Mapping[str, object]) -> frozenset[tuple[str, str]]:
    secrets = facts["secrets"]
    assert isinstance(secrets, dict)
    return frozenset((table, _bare(column)) for table, columns in secrets.items() for column in columns)


def _bare(name: str) -> str:
    """Strip what differs between dumps: the database, capitals, the `_` that Liferay puts behind reserved names."""
    return name.rpartition(".")[2].lower().rstrip("_")


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value
