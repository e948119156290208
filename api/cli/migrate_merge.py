"""`motcua migrate merge`: what was merged, what may be one dossier and nobody said so, and taking a merge back."""

import json
from dataclasses import asdict
from itertools import islice
from typing import Annotated, Any

import typer

from api.cli.database import Data
from api.cli.migrate_desk import EXIT_MISUSED, BatchName, complain, ending, workshop
from api.cli.process import AsJson
from api.cli.words import say
from engine.store.work import reading
from migration_tools.merges import Alike, Word, alike, undo
from migration_tools.store import merges

_PAIRS = 1_000

app = typer.Typer(
    help=say("Hồ sơ đã gộp và hồ sơ có thể trùng.", "What was merged, what may be one."),
    no_args_is_help=True,
)


@app.command("list", help=say("Liệt kê, không thay đổi gì.", "List them, change nothing."))
def list_command(batch: BatchName, data: Data = None, as_json: AsJson = False) -> None:
    """List merged rows, and pairs that only people can tell to be one."""
    with ending(), workshop(data) as shop:
        found = shop.find(batch)
        with reading(shop.database) as work:
            merged = merges.merges(work, found.id)
            pairs = list(islice(alike(work, found), _PAIRS))
    if as_json:
        told = {"merged": [asdict(each) for each in merged], "alike": [_pair(each) for each in pairs]}
        typer.echo(json.dumps(told, ensure_ascii=False, default=str))
        return
    for each in merged:
        typer.echo(f"{each.table}:{each.position} {each.number} · {each.applicant} → {each.into_code}")
    for pair in pairs:
        days = say(f"cách {pair.days_between} ngày", f"{pair.days_between} days apart")
        typer.echo(f"  ? {pair.first.code} ~ {pair.second.code} · {pair.second.applicant} ({days})")


@app.command("undo", help=say("Tách lại một dòng đã gộp.", "Take a merge back."))
def undo_command(
    batch: BatchName,
    place: Annotated[
        str, typer.Argument(metavar="TABLE:ROW", help=say("Bảng và dòng, xem «list».", "As list names it."))
    ],
    by: Annotated[str, typer.Option("--by", help=say("Ai quyết định.", "Who decided."))] = "",
    basis: Annotated[str, typer.Option("--basis", help=say("Căn cứ.", "On what basis."))] = "",
    data: Data = None,
) -> None:
    """Keep a row apart from now on, and load it as a dossier of its own."""
    table, _, row = place.rpartition(":")
    word = Word(by.strip(), basis.strip())
    if not (table and row.isdecimal() and word.by and word.basis):
        complain(
            say(
                "Ghi BẢNG:DÒNG, --by và --basis: việc tách phải có người quyết định và căn cứ.",
                "Give TABLE:ROW, --by and --basis: somebody answers for it.",
            )
        )
        raise typer.Exit(EXIT_MISUSED)
    with ending(), workshop(data) as shop:
        undo(shop, shop.find(batch), (table, int(row)), word)
    typer.echo(say(f"Đã tách {place}.", f"{place} is kept apart."))


def _pair(pair: Alike) -> dict[str, Any]:
    return {"first": pair.first.code, "second": pair.second.code, "days_between": pair.days_between}
