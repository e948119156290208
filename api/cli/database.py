"""`motcua database …`: bring the database to the newest revision, and check what it holds against the journal."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from api import bootstrap
from api.cli.words import say
from api.demo.city import seed as seed_city
from api.settings import Settings
from engine.clock import in_hanoi, system_clock
from engine.errors import Refused
from engine.replay.check import Checked, check_all
from engine.store import units
from engine.store.backup import backup as write_backup
from engine.store.backup import restore as read_backup
from engine.store.deployments import Deployments
from engine.store.work import begin

app = typer.Typer(help=say("Cơ sở dữ liệu.", "The database."), no_args_is_help=True, add_completion=False)

Data = Annotated[
    Path | None,
    typer.Option(
        "--data", help=say("Thư mục dữ liệu của máy chủ kèm theo.", "Folder of the embedded server's data.")
    ),
]
File = Annotated[Path, typer.Argument(help=say("Tệp sao lưu.", "The backup file."))]
AsJson = Annotated[bool, typer.Option("--json", help=say("In dạng JSON.", "Print JSON."))]


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


@app.command(
    "seed",
    help=say(
        "Nạp đơn vị và ngày nghỉ của Hà Nội vào cơ sở dữ liệu trống.",
        "Load Ha Noi's units and days off into an empty database.",
    ),
)
def seed(data: Data = None) -> None:
    """Give a new city its units and days off. Refused `city.not_empty` where there are units already."""
    with bootstrap.database(Settings(), data, progress=typer.echo) as database, begin(database) as work:
        if list(units.load(work).valid_on(in_hanoi(system_clock()).date())):
            raise Refused("city.not_empty")
        seed_city(work)


@app.command("backup", help=say("Sao lưu toàn bộ vào một tệp.", "Back everything up into one file."))
def backup(file: File, data: Data = None) -> None:
    """Write the whole database as it stands at this moment; others may go on working."""
    with bootstrap.database(Settings(), data) as database:
        write_backup(database.url, file)


@app.command(
    "restore",
    help=say("Phục hồi bản sao lưu vào một cơ sở dữ liệu trống.", "Restore a backup into an empty database."),
)
def restore(file: File, data: Data = None) -> None:
    """Read a backup, of this version or an older one, and bring it to the newest revision."""
    with bootstrap.address(Settings(), data) as url:
        read_backup(url, file)
        with bootstrap.revised(url):
            typer.echo(say("Đã phục hồi xong.", "Restored."))


@app.command(
    "check",
    help=say(
        "Dựng lại từng hồ sơ từ nhật ký rồi so với dữ liệu đang lưu.",
        "Rebuild every dossier from its journal and compare it with what is stored.",
    ),
)
def check(data: Data = None, as_json: AsJson = False) -> None:
    """Tell every difference, dossier by dossier; exit 1 where there is one."""
    with bootstrap.database(Settings(), data) as database:
        found = check_all(database, Deployments())
        is_whole = _as_json(found) if as_json else _in_words(found)
    if not is_whole:
        raise typer.Exit(1)


def _in_words(found: Iterator[Checked]) -> bool:
    """Print each difference as soon as it is found, and the counts at the end."""
    checked = skipped = different = 0
    for each in found:
        checked, skipped = checked + (not each.is_skipped), skipped + each.is_skipped
        different += bool(each.differences)
        for part, stored, rebuilt in each.differences:
            typer.echo(
                say(
                    f"{each.dossier}: {part} đang lưu {stored}, theo nhật ký {rebuilt}",
                    f"{each.dossier}: {part} is stored as {stored}, by the journal it is {rebuilt}",
                )
            )
    typer.echo(
        say(
            f"Đã kiểm tra {checked} hồ sơ, {different} hồ sơ sai lệch; bỏ qua {skipped} hồ sơ chuyển đổi.",
            f"Checked {checked} dossiers, {different} differ; {skipped} brought over from elsewhere are skipped.",
        )
    )
    return different == 0


def _as_json(found: Iterator[Checked]) -> bool:
    figures = {"checked": 0, "skipped": 0}
    differences = []
    for each in found:
        figures["skipped" if each.is_skipped else "checked"] += 1
        differences += [{"dossier": each.dossier} | one._asdict() for one in each.differences]
    typer.echo(json.dumps(figures | {"differences": differences}, ensure_ascii=False))
    return not differences
