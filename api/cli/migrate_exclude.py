"""`motcua migrate exclude`: somebody answers for a rule by which rows of a batch stay behind."""

from typing import Annotated

import typer

from api.cli.database import Data
from api.cli.migrate_desk import EXIT_MISUSED, BatchName, complain, ending, workshop
from api.cli.words import say
from engine.store.work import begin
from migration_tools.faults.catalogue import catalogue
from migration_tools.mapping.record import Treatment
from migration_tools.store import outcomes
from migration_tools.store.outcomes import Exclusion


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("exclude", help=say("Duyệt quy tắc loại dòng.", "Approve leaving rows out by a rule."))(
        exclude
    )


def exclude(
    batch: BatchName,
    rule: Annotated[
        str, typer.Option("--rule", help=say("Mã lỗi, xem «faults list».", "A code, see faults list."))
    ] = "",
    approver: Annotated[str, typer.Option("--approver", help=say("Ai duyệt.", "Who approves."))] = "",
    basis: Annotated[str, typer.Option("--basis", help=say("Căn cứ.", "On what basis."))] = "",
    data: Data = None,
) -> None:
    """Leave out, from the next load on, the rows that wait for this reason; they stay in the raw copy for ever."""
    found = catalogue().get(rule)
    if found is None or found.treatment is not Treatment.QUARANTINE:
        complain(
            say(
                f"«{rule}» không phải mã của một lỗi chờ xác nhận; xem «motcua migrate faults list».",
                f"“{rule}” is no code for which rows wait; see “motcua migrate faults list”.",
            )
        )
        raise typer.Exit(EXIT_MISUSED)
    if not (approver.strip() and basis.strip()):
        complain(say("Ghi --approver và --basis.", "Give --approver and --basis: somebody answers for it."))
        raise typer.Exit(EXIT_MISUSED)
    with ending(), workshop(data) as shop, begin(shop.database) as work:
        approval = Exclusion(rule, approver.strip(), basis.strip(), shop.clock())
        outcomes.approve_exclusion(work, shop.find(batch).id, approval)
    typer.echo(say(f"Đã duyệt loại theo «{rule}»; hãy nạp lại.", f"“{rule}” is approved; load again."))
