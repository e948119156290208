"""`motcua migrate faults …`: synthetic legacy databases with ground truth, and the catalogue of faults."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from api.cli import migrate_measure
from api.cli.words import say
from migration_tools.faults.catalogue import catalogue
from migration_tools.faults.generate.run import GenerateSettings, Kind, generate

EXIT_MISUSED = 2

app = typer.Typer(
    help=say(
        "Danh mục lỗi và dữ liệu cũ tự tạo để thử.", "The fault catalogue, and synthetic legacy databases."
    ),
    no_args_is_help=True,
)

migrate_measure.register(app)

AsJson = Annotated[bool, typer.Option("--json", help=say("In dạng JSON.", "Print JSON."))]


@app.command(
    "list", help=say("Liệt kê mọi loại lỗi và cách xử lý.", "List every class of faults and its treatment.")
)
def list_command(as_json: AsJson = False) -> None:
    """Print the catalogue."""
    classes = [asdict(each) for each in catalogue().values()]
    if as_json:
        typer.echo(json.dumps(classes, ensure_ascii=False))
        return
    for each in catalogue().values():
        typer.echo(f"{each.code:<32} {each.outcome:<12} {each.message}")


@app.command(
    "generate",
    help=say(
        "Tạo một cơ sở dữ liệu cũ giả lập, gài lỗi và ghi lại đáp án; không sao chép dữ liệu thật.",
        "Make a synthetic legacy database with planted faults and their ground truth; none is copied from a real one.",
    ),
)
def generate_command(
    folder: Annotated[Path, typer.Argument(help=say("Thư mục mới để ghi.", "The new folder to write to."))],
    kind: Annotated[
        Kind, typer.Option(help=say("Hệ thống cũ cần giả lập.", "The legacy system to imitate."))
    ] = Kind.OPENCPS2,
    dossiers: Annotated[int, typer.Option(min=1, help=say("Số hồ sơ.", "Number of dossiers."))] = 100_000,
    planted: Annotated[
        int, typer.Option(min=0, help=say("Số lỗi gài cho mỗi loại.", "Faults planted of each class."))
    ] = 100,
    seed: Annotated[
        int, typer.Option(help=say("Số gốc: cùng số cho cùng dữ liệu.", "The same seed gives the same data."))
    ] = 1,
) -> None:
    """Write the database."""
    try:
        manifest = generate(GenerateSettings(kind, folder, dossiers, planted, seed))
    except FileExistsError:
        typer.echo(say(f"Thư mục {folder} đã có.", f"The folder {folder} is there already."), err=True)
        raise typer.Exit(EXIT_MISUSED) from None
    except ValueError:
        typer.echo(say("Quá ít hồ sơ để gài từng ấy lỗi.", "Too few dossiers for so many faults."), err=True)
        raise typer.Exit(EXIT_MISUSED) from None
    total = sum(manifest.planted.values())
    typer.echo(
        say(f"{manifest.database}: đã gài {total} lỗi.", f"{manifest.database}: {total} faults planted.")
    )
