"""`motcua migrate patch`: a correction of one cell, laid on top of its raw row, with who says so and why."""

from typing import Annotated

import typer

from api.cli.database import Data
from api.cli.migrate_desk import EXIT_MISUSED, BatchName, complain, ending, workshop
from api.cli.words import say
from migration_tools.merges import Word
from migration_tools.patch import Wish, patch
from migration_tools.quarantine.lines import shown

Row = Annotated[
    str, typer.Option("--row", help=say("Bảng và dòng, dạng BẢNG:DÒNG.", "Table and row, as TABLE:ROW."))
]
FieldName = Annotated[
    str, typer.Option("--field", help=say("Cột của sổ, hoặc mục lấy từ một cột.", "A column or a field."))
]
Value = Annotated[
    str, typer.Option("--value", help=say("Giá trị đúng; (trống) là không có gì.", "What belongs there."))
]
By = Annotated[str, typer.Option("--by", help=say("Người sửa.", "Who says so."))]
Basis = Annotated[str, typer.Option("--basis", help=say("Căn cứ.", "On what basis."))]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("patch", help=say("Sửa một ô của dòng gốc, có căn cứ.", "Correct one cell of a raw row."))(
        patch_command
    )


def patch_command(  # noqa: PLR0913, PLR0917  the options of a command line
    batch: BatchName,
    row: Row = "",
    field: FieldName = "",
    value: Value = "",
    by: By = "",
    basis: Basis = "",
    data: Data = None,
) -> None:
    """Lay it, then map and load again; the raw row stays, and a loaded dossier's due date keeps its whole history."""
    table, _, position = row.rpartition(":")
    word = Word(by.strip(), basis.strip())
    if not (table and position.isdecimal() and field and value.strip() and word.by and word.basis):
        complain(
            say(
                "Ghi --row BẢNG:DÒNG, --field, --value, --by và --basis: sửa phải có người sửa và căn cứ.",
                "Give --row TABLE:ROW, --field, --value, --by and --basis: somebody answers for it.",
            )
        )
        raise typer.Exit(EXIT_MISUSED)
    with ending(), workshop(data) as shop:
        laid = patch(shop, shop.find(batch), Wish(table, int(position), field, value), word)
    if laid.is_new:
        typer.echo(f"{row} · {laid.column}: {shown(laid.old)} → {shown(laid.new)}")
    else:
        typer.echo(
            say(f"{row} · {laid.column} đã là giá trị này.", f"{row} · {laid.column} is that already.")
        )
