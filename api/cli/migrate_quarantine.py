"""`motcua migrate quarantine`: rows that wait for people, out as a workbook and back as corrections."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from api.cli.database import Data
from api.cli.migrate_desk import (
    EXIT_MISUSED,
    EXIT_QUARANTINE,
    EXIT_REFUSED,
    BatchName,
    complain,
    ending,
    workshop,
)
from api.cli.process import AsJson
from api.cli.words import say
from engine.errors import Refused
from engine.store.work import begin, reading
from migration_tools.mapping_in_use import last_used
from migration_tools.quarantine import workbook_in, workbook_out
from migration_tools.quarantine.correct import correct
from migration_tools.quarantine.lines import lines
from migration_tools.store import outcomes
from migration_tools.store.outcomes import Exclusion

app = typer.Typer(
    help=say("Các dòng chờ đơn vị sửa.", "Rows that wait for the unit."),
    no_args_is_help=True,
)

Workbook = Annotated[Path, typer.Argument(metavar="FILE.xlsx", help=say("Tệp bảng tính.", "The workbook."))]


@app.command("list", help=say("Đếm các dòng chờ theo lý do.", "Count waiting rows by reason."))
def list_command(batch: BatchName, data: Data = None, as_json: AsJson = False) -> None:
    """Count; exit 6 where any row waits."""
    with ending(), workshop(data) as shop:
        found = shop.status(shop.find(batch)).quarantine
    if as_json:
        typer.echo(json.dumps(dict(found), ensure_ascii=False))
    else:
        for reason, rows in found:
            typer.echo(f"{rows:>8} {reason}")
    if found:
        raise typer.Exit(EXIT_QUARANTINE)


@app.command("export", help=say("Xuất bảng tính gửi đơn vị sửa.", "Write the workbook for the unit."))
def export_command(batch: BatchName, out: Workbook, data: Data = None) -> None:
    """Write every question to the unit."""
    with ending(), workshop(data) as shop, reading(shop.database) as work:
        count = workbook_out.write(out, lines(work, shop.find(batch)))
    typer.echo(say(f"Đã ghi {count} chỗ cần sửa vào {out}.", f"{count} places to correct written to {out}."))


@app.command("import", help=say("Nhận bảng tính đơn vị đã sửa.", "Take the workbook back."))
def import_command(batch: BatchName, workbook: Workbook, data: Data = None, as_json: AsJson = False) -> None:
    """Lay what fits on the rows, then map and load them again; exit 1 where an answer was refused."""
    with ending(), workshop(data) as shop:
        found = shop.find(batch)
        with begin(shop.database) as work:
            _, used = last_used(work, found)
            corrected = correct(work, found, workbook_in.read_file(workbook), shop.clock())
        shop.map(found, used)
        shop.load(found)
        waiting = shop.status(found).quarantined
    if as_json:
        typer.echo(json.dumps(asdict(corrected) | {"waiting": waiting}, ensure_ascii=False))
    else:
        typer.echo(
            say(
                f"Nhận {corrected.laid} chỗ sửa, {corrected.known} chỗ đã có, còn {waiting} dòng chờ.",
                f"{corrected.laid} corrections taken, {corrected.known} known, {waiting} rows still wait.",
            )
        )
        for refusal in corrected.refused:
            complain(say(f"  dòng {refusal.line}: {refusal.why}", f"  line {refusal.line}: {refusal.why}"))
    if corrected.refused:
        raise typer.Exit(EXIT_REFUSED)


@app.command("exclude", help=say("Loại trừ theo quy tắc đã duyệt.", "Leave rows out by an approved rule."))
def exclude_command(
    batch: BatchName,
    rule: Annotated[str, typer.Argument(help=say("Mã lý do, xem «list».", "A reason's code."))],
    approver: Annotated[str, typer.Option("--approver", help=say("Người duyệt.", "Who approved it."))] = "",
    basis: Annotated[str, typer.Option("--basis", help=say("Văn bản làm căn cứ.", "On what basis."))] = "",
    data: Data = None,
) -> None:
    """Write the approval down and load again: rows of this reason, and what belongs to them, are left out."""
    if not (approver.strip() and basis.strip()):
        complain(
            say(
                "Ghi --approver và --basis: loại trừ phải có người duyệt và căn cứ.",
                "Give --approver and --basis: somebody answers for what is left out.",
            )
        )
        raise typer.Exit(EXIT_MISUSED)
    with ending(), workshop(data) as shop:
        found = shop.find(batch)
        with begin(shop.database) as work:
            waiting = {
                code for reason, _ in outcomes.quarantine(work, found.id) for code in reason.split(", ")
            }
            if rule not in waiting:
                raise Refused("exclusion.no_row", rule=rule, batch=batch)
            approval = Exclusion(rule, approver.strip(), basis.strip(), shop.clock())
            outcomes.approve_exclusion(work, found.id, approval)
        shop.load(found)
    typer.echo(say(f"Đã loại trừ theo «{rule}».", f"Rows of “{rule}” are left out."))
