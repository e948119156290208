"""`motcua database …`: bring the database to the newest revision and tell its state."""

from pathlib import Path
from typing import Annotated

import typer

from api import bootstrap
from api.cli.words import say
from api.settings import Settings

app = typer.Typer(help=say("Cơ sở dữ liệu.", "The database."), no_args_is_help=True, add_completion=False)

Data = Annotated[
    Path | None,
    typer.Option(
        "--data", help=say("Thư mục dữ liệu của máy chủ kèm theo.", "Folder of the embedded server's data.")
    ),
]


@app.command(
    "upgrade", help=say("Nâng cấp cấu trúc cơ sở dữ liệu.", "Bring the schema to the newest revision.")
)
def upgrade(data: Data = None) -> None:
    """Open the database, which revises it, and say which one it was."""
    with bootstrap.database(Settings(), data, progress=typer.echo) as database:
        typer.echo(
            say("Cơ sở dữ liệu đã ở bản mới nhất: ", "The database has the newest revision: ")
            + str(database.url)
        )
