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
FieldNames = Annotated[
    list[str] | None,
    typer.Option("--field", help=say("Cột của sổ, hoặc mục lấy từ một cột.", "A column or a field.")),
]
Values = Annotated[
    list[str] | None,
    typer.Option("--value", help=say("Giá trị đúng; (trống) là không có gì.", "What belongs there.")),
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
    field: FieldNames = None,
    value: Values = None,
    by: By = "",
    basis: Basis = "",
    data: Data = None,
) -> None:
    """Lay it, then map and load again; cells that belong together are given together: --field A --value 1 --field B …

    The raw row stays, and the due date of a dossier that is loaded keeps its whole history.
    """
    table, _, position = row.rpartition(":")
    word = Word(by.strip(), basis.strip())
    names, values = field or [], [each for each in value or [] if each.strip()]
    is_whole = table and position.isdecimal() and names and len(names) == len(values)
    if not (is_whole and word.by and word.basis):
        complain(
            say(
                "Ghi --row BẢNG:DÒNG, --field, --value, --by và --basis: sửa phải có người sửa và căn cứ.",
                "Give --row TABLE:ROW, --field, --value, --by and --basis: somebody answers for it.",
            )
        )
        raise typer.Exit(EXIT_MISUSED)
    wish = Wish(table, int(position), tuple(zip(names, values, strict=True)))
    with ending(), workshop(data) as shop:
        laid = patch(shop, shop.find(batch), wish, word)
    for each in laid:
        typer.echo(f"{row} · {each.column}: {shown(each.old)} → {shown(each.new)}")
    if not laid:
        typer.echo(say(f"{row} đã ghi như vậy.", f"{row} says so already."))
