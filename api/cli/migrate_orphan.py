"""`motcua migrate orphan`: what people decide about files that no dossier claims."""

from typing import Annotated

import typer

from api.cli.database import Data
from api.cli.migrate_desk import EXIT_MISUSED, BatchName, complain, ending, workshop
from api.cli.words import say
from migration_tools.merges import Word
from migration_tools.orphans import attach, leave_behind

app = typer.Typer(
    help=say("Tệp không rõ chủ: gắn vào hồ sơ hoặc để lại.", "Files of nobody: whose they are."),
    no_args_is_help=True,
)

File = Annotated[
    str, typer.Argument(metavar="FILE", help=say("Đường dẫn, xem «attachments --orphans».", "Its path."))
]
Basis = Annotated[str, typer.Option("--basis", help=say("Căn cứ.", "On what basis."))]


@app.command("attach", help=say("Gắn tệp vào một hồ sơ đã nạp.", "Give a file to a loaded dossier."))
def attach_command(  # noqa: PLR0913, PLR0917  the options of a command line
    batch: BatchName,
    file: File,
    dossier: Annotated[
        str, typer.Option("--dossier", help=say("Mã hồ sơ hoặc số cũ.", "Code, or number in the old system."))
    ] = "",
    by: Annotated[str, typer.Option("--by", help=say("Ai quyết định.", "Who decided."))] = "",
    basis: Basis = "",
    data: Data = None,
) -> None:
    """Give a file that is held to the dossier it belongs to; the journal says who decided, and on what basis."""
    word = _word(by, basis)
    if not dossier.strip():
        complain(say("Ghi --dossier.", "Give --dossier."))
        raise typer.Exit(EXIT_MISUSED)
    with ending(), workshop(data) as shop:
        code = attach(shop, shop.find(batch), file, dossier.strip(), word)
    typer.echo(say(f"Đã gắn «{file}» vào hồ sơ {code}.", f"“{file}” belongs to {code} now."))


@app.command("exclude", help=say("Để tệp lại, có người duyệt.", "Leave a file behind, approved."))
def exclude_command(
    batch: BatchName,
    file: File,
    approver: Annotated[str, typer.Option("--approver", help=say("Người duyệt.", "Who approved it."))] = "",
    basis: Basis = "",
    data: Data = None,
) -> None:
    """Leave a file behind; what is held of it stays there."""
    word = _word(approver, basis)
    with ending(), workshop(data) as shop:
        leave_behind(shop, shop.find(batch), file, word)
    typer.echo(say(f"Đã để lại «{file}».", f"“{file}” is left behind."))


def _word(by: str, basis: str) -> Word:
    word = Word(by.strip(), basis.strip())
    if not (word.by and word.basis):
        complain(
            say(
                "Ghi người quyết định và --basis: quyết định về tệp phải có người chịu trách nhiệm và căn cứ.",
                "Say who decided and --basis: somebody answers for it.",
            )
        )
        raise typer.Exit(EXIT_MISUSED)
    return word
