"""Finds the statements of a mysqldump that matter (tables, their rows' places) without holding any of the rest."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from migration_tools.errors import Unreadable
from migration_tools.sources.byte_stream import ByteStream
from migration_tools.sources.mysql_values import SPACE, STRING

_COMMENT = rb"--(?=\s)[^\n]*+\n|#[^\n]*+\n|/\*(?:[^*]++|\*(?=[^/]))*+\*/"
_NAMED = rb"(?:`(?:[^`]|``)++`|[\w$]++)"
_NAME = rb"(?:(" + _NAMED + rb")\s*+\.\s*+)?(" + _NAMED + rb")"
_BETWEEN = re.compile(rb"(?:[\s;]++|" + _COMMENT + rb")++")
_STARTED_COMMENT = re.compile(rb"--(?:\s|\Z)|-\Z|#|/\*|/\Z")
_LINE_COMMENT = re.compile(rb"(?:--\s?|#)[^\n]*\Z")
_USE = re.compile(rb"USE\s+(" + _NAMED + rb")\s*;", re.IGNORECASE)
_CREATE = re.compile(rb"CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?" + _NAME + rb"\s*(?=\()", re.IGNORECASE)
_INSERT_WORD = re.compile(rb"(?=(?:INSERT|REPLACE)\s)", re.IGNORECASE)
_INSERT = re.compile(
    rb"(?:INSERT|REPLACE)\s+(?:(?:LOW_PRIORITY|DELAYED|HIGH_PRIORITY|IGNORE)\s+)*(?:INTO\s+)?"
    + (_NAME + rb"\s*(?:\((" + SPACE + _NAMED + rb"(?:" + SPACE + rb"," + SPACE + _NAMED + rb")*+" + SPACE)
    + rb")\)\s*)?VALUES?(?=[\s(])",
    re.IGNORECASE,
)
_DELIMITER = re.compile(rb"DELIMITER[ \t]+\S+[^\n]*\n", re.IGNORECASE)
_TO_PLAIN_DELIMITER = re.compile(
    rb"(?:(?!DELIMITER[ \t]+;)[^\n]*+\n)*+DELIMITER[ \t]+;[^\n]*+\n", re.IGNORECASE
)
# What a statement consists of, each piece of which can be dropped once seen; `''` in a string reads as two
# strings side by side. Every piece needs one byte behind a sign that may begin a comment.
_PIECE = (
    rb"(?:[^'\"`;/#-]++|"
    + STRING
    + rb'|"(?:[^"\\]++|\\.)*+"|`[^`]*+`|'
    + _COMMENT
    + rb"|-(?=[^-]|-\S)|/(?=[^*]))"
)
_PIECES = re.compile(_PIECE + rb"++", re.DOTALL)
_STATEMENT = re.compile(rb"(" + _PIECE + rb"*+);", re.DOTALL)
_NAMES = re.compile(_NAMED)
_END = re.compile(rb";")
_LOOK_AHEAD = 4096
_BEGUN, _COMPLETED = re.compile(rb"-- (?:MySQL|MariaDB) dump "), re.compile(rb"-- Dump completed")


@dataclass(frozen=True, slots=True)
class Created:
    """A `CREATE TABLE`: the table (database, name), and everything from its bracket on."""

    name: tuple[str, str]
    definition: bytes


@dataclass(frozen=True, slots=True)
class Inserted:
    """The head of an `INSERT`: the table, the columns it names (none: all of them), where the statement begins."""

    name: tuple[str, str]
    columns: tuple[str, ...]
    position: int


def statements(stream: ByteStream) -> Iterator[Created | Inserted]:
    """Yield what creates and fills tables, in order, to the dump's end.

    Raises `Unreadable` where the dump is cut: within a statement, or before the line that mysqldump ends with.
    """
    database, open_dumps = "", 0
    while True:
        comments, is_over = _skip_between(stream)
        open_dumps += len(_BEGUN.findall(comments)) - len(_COMPLETED.findall(comments))
        if is_over:
            break
        if used := stream.sees(_USE):
            database = unquoted(used[1])
        elif stream.sees(_DELIMITER):
            _skip_routines(stream)
        elif created := stream.sees(_CREATE):
            yield Created(_qualified(created, database), _rest(stream))
        elif stream.sees(_INSERT_WORD):
            yield insert_head(stream, database)
            _drop_statement(stream)
        else:
            _drop_statement(stream)
    if open_dumps > 0:
        raise _cut_short("không có dòng «-- Dump completed» ở cuối")


def insert_head(stream: ByteStream, database: str = "") -> Inserted:
    """Read the head of the `INSERT` that stands here, up to its first row."""
    position = stream.position
    found = stream.match(_INSERT)
    if not found:
        _rest(stream)  # Stops where the statement is not over.
        raise Unreadable(
            "source.damaged",
            f"Không đọc được câu lệnh INSERT ở byte thứ {position}; hãy xuất lại bằng mysqldump "
            "(không dùng dạng INSERT … SELECT hay INSERT … SET).",
        )
    columns = tuple(unquoted(name) for name in _NAMES.findall(found[3] or b""))
    return Inserted(_qualified(found, database), columns, position)


def unquoted(name: bytes) -> str:
    """Return a name without its backticks, as UTF-8 or, where it is none, byte for byte."""
    bare = name[1:-1].replace(b"``", b"`") if name.startswith(b"`") else name
    try:
        return bare.decode("utf-8")
    except UnicodeDecodeError:
        return bare.decode("latin-1")


def _qualified(found: re.Match[bytes], database: str) -> tuple[str, str]:
    return unquoted(found[1]) if found[1] else database, unquoted(found[2])


def _skip_between(stream: ByteStream) -> tuple[bytes, bool]:
    """Go to the next statement; return the comments passed, and whether the file is over."""
    passed = b""
    while True:
        if found := stream.sees(_BETWEEN):
            passed += found[0]
        ahead = stream.ahead(_LOOK_AHEAD)
        if not ahead:
            return passed, True
        if _BETWEEN.match(ahead):
            continue
        if not _STARTED_COMMENT.match(ahead):
            return passed, False
        if not stream.grow():
            if _LINE_COMMENT.match(ahead):
                return passed + ahead, True
            raise _cut_short("chú thích cuối tệp chưa khép lại")


def _rest(stream: ByteStream) -> bytes:
    found = stream.match(_STATEMENT)
    if not found:
        raise _cut_short(f"câu lệnh cuối cùng (đến byte thứ {stream.position}) chưa khép lại")
    return found[1]


def _skip_routines(stream: ByteStream) -> None:
    if not stream.match(_TO_PLAIN_DELIMITER):
        raise _cut_short("phần thủ tục và trigger (DELIMITER) chưa khép lại")


def _drop_statement(stream: ByteStream) -> None:
    """Go behind the `;` of the statement that stands here, dropping it piece by piece."""
    while not stream.sees(_END):
        if not stream.sees(_PIECES) and not stream.grow():
            raise _cut_short(f"câu lệnh cuối cùng (đến byte thứ {stream.position}) chưa khép lại")


def _cut_short(evidence: str) -> Unreadable:
    return Unreadable(
        "source.truncated",
        f"Tệp kết xuất cơ sở dữ liệu bị cắt ngang: {evidence}. Hãy xuất lại và chép lại đủ tệp rồi chạy lại bước này.",
    )
