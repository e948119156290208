"""Opens a legacy source by what its settings say it is, or by its file name."""

from collections.abc import Callable, Mapping

from migration_tools.errors import Unreadable
from migration_tools.sources.access import Access
from migration_tools.sources.attachments import AttachmentFolder
from migration_tools.sources.base import Place, Source
from migration_tools.sources.database_url import DatabaseUrl
from migration_tools.sources.dbase import Dbase
from migration_tools.sources.delimited import Delimited
from migration_tools.sources.json_records import JsonRecords
from migration_tools.sources.mysqldump import MysqlDump
from migration_tools.sources.settings import Settings
from migration_tools.sources.spreadsheet import Spreadsheet
from migration_tools.sources.xml_records import XmlRecords

KINDS: Mapping[str, Callable[[Place], Source]] = {
    "mysqldump": MysqlDump,
    "xlsx": Spreadsheet,
    "xls": Spreadsheet,
    "ods": Spreadsheet,
    "csv": Delimited,
    "dbf": Dbase,
    "mdb": Access,
    "database": DatabaseUrl,
    "json": JsonRecords,
    "xml": XmlRecords,
    "folder": AttachmentFolder,
}
"""What the setting `adapter` may say."""

_SUFFIXES = {
    ".sql": "mysqldump",
    ".sql.gz": "mysqldump",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xlsx",
    ".ods": "xlsx",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".dbf": "dbf",
    ".mdb": "mdb",
    ".accdb": "mdb",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".xml": "xml",
}


def open_source(place: Place) -> Source:
    """Return the source that stands at `place`; reading it begins later. Raises `Unreadable`."""
    kind = kind_of(place)
    if kind not in KINDS:
        raise Unreadable(
            "source.unknown_kind",
            f"Chưa biết đọc nguồn «{place.path or kind}»; đọc được: tệp {', '.join(_SUFFIXES)}, thư mục, hoặc địa chỉ "
            f"cơ sở dữ liệu. Có thể nói rõ bằng thiết lập `adapter`: {', '.join(KINDS)}.",
        )
    return KINDS[kind](place)


def kind_of(place: Place) -> str:
    """Return what its settings say a source is, or its file name; empty where neither does."""
    said = Settings.of(place).text("adapter")
    if said:
        return said
    if place.url:
        return "database"
    if place.path and place.path.is_dir():
        return "folder"
    name = place.path.name.lower() if place.path else ""
    return next((kind for suffix, kind in _SUFFIXES.items() if name.endswith(suffix)), "")
