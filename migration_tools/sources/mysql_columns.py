"""The columns of a `CREATE TABLE`, without judging anything else of it."""

import re
from collections.abc import Iterator

from migration_tools.sources.mysql_statements import unquoted
from migration_tools.sources.mysql_values import STRING

_TOKEN = re.compile(rb"(`(?:[^`]|``)++`)|" + STRING + rb'|"[^"]*+"|/\*.*?\*/|([(),])|[\w$]++|.', re.DOTALL)
_NOT_A_COLUMN = re.compile(
    rb"\s*(?:PRIMARY|UNIQUE|KEY|INDEX|CONSTRAINT|FULLTEXT|SPATIAL|FOREIGN|CHECK|PERIOD)\b", re.IGNORECASE
)
_COLUMN = re.compile(rb"\s*(`(?:[^`]|``)++`|[\w$]++)")


def columns_of(definition: bytes) -> tuple[str, ...]:
    """Return the column names of a table from its definition, which begins with its bracket."""
    return tuple(
        unquoted(column[1])
        for item in _items(definition)
        if not _NOT_A_COLUMN.match(item) and (column := _COLUMN.match(item))
    )


def _items(definition: bytes) -> Iterator[bytes]:
    """Yield what the commas of the outermost brackets part."""
    depth, begin = 0, 0
    for token in _TOKEN.finditer(definition):
        match token[2]:
            case b"(":
                depth += 1
                begin = token.end() if depth == 1 else begin
            case b")":
                depth -= 1
                if depth == 0:
                    yield definition[begin : token.start()]
                    return
            case b"," if depth == 1:
                yield definition[begin : token.start()]
                begin = token.end()
