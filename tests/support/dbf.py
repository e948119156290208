"""A small dBase writer: tables with deleted records, and memo files of the three kinds that offices left behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

DBASE_3, DBASE_3_MEMO, DBASE_4_MEMO, FOXPRO = 0x03, 0x83, 0x8B, 0x30


@dataclass(frozen=True, slots=True)
class DbfField:
    """One field as its descriptor says it."""

    name: str
    type: str
    length: int
    decimals: int = 0


def write_dbf(
    path: Path,
    fields: Sequence[DbfField],
    records: Sequence[Sequence[bytes]],
    deleted: frozenset[int] = frozenset(),
    version: int = DBASE_3,
) -> Path:
    """Write records, each field's raw bytes filled up with blanks; `deleted` are record numbers from 1."""
    header_length = 32 + 32 * len(fields) + 1
    record_length = 1 + sum(field.length for field in fields)
    header = bytes((version, 118, 11, 16)) + len(records).to_bytes(4, "little")
    header += header_length.to_bytes(2, "little") + record_length.to_bytes(2, "little")
    described = b"".join(_descriptor(field) for field in fields)
    written = b"".join(
        (b"*" if number in deleted else b" ")
        + b"".join(raw.ljust(field.length) for field, raw in zip(fields, record, strict=True))
        for number, record in enumerate(records, start=1)
    )
    path.write_bytes(header.ljust(32, b"\0") + described + b"\r" + written + b"\x1a")
    return path


def write_dbt3(path: Path, texts: Sequence[bytes]) -> None:
    """Write a dBase III memo file; the texts begin at block 1, each in one block of 512 bytes."""
    path.write_bytes(bytes(512) + b"".join((text + b"\x1a\x1a").ljust(512, b"\0") for text in texts))


def write_dbt4(path: Path, texts: Sequence[bytes]) -> None:
    """Write a dBase IV memo file, blocks as in `write_dbt3`."""
    header = bytes(20) + (512).to_bytes(2, "little")
    blocks = (b"\xff\xff\x08\x00" + (len(text) + 8).to_bytes(4, "little") + text for text in texts)
    path.write_bytes(header.ljust(512, b"\0") + b"".join(block.ljust(512, b"\x1f") for block in blocks))


def write_fpt(path: Path, texts: Sequence[bytes]) -> None:
    """Write a FoxPro memo file of blocks of 512 bytes; the texts begin at block 1."""
    header = bytes(6) + (512).to_bytes(2, "big")
    blocks = ((1).to_bytes(4, "big") + len(text).to_bytes(4, "big") + text for text in texts)
    path.write_bytes(header.ljust(512, b"\0") + b"".join(block.ljust(512, b"\0") for block in blocks))


def _descriptor(field: DbfField) -> bytes:
    name = field.name.encode("ascii").ljust(11, b"\0")
    return (name + field.type.encode() + bytes(4) + bytes((field.length, field.decimals))).ljust(32, b"\0")
