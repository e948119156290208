"""`motcua migrate reconcile` and `migrate record`: both sides compared, and the record of it for signature."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli import migrate_reconcile_text
from api.cli.database import Data
from api.cli.migrate_desk import EXIT_QUARANTINE, EXIT_UNBALANCED, BatchName, Jobs, ending, workshop
from api.cli.process import AsJson
from api.cli.words import say
from engine.errors import Refused
from engine.store.work import begin, reading
from migration_tools.attachments import attachment_report, hold_orphans
from migration_tools.mapping_in_use import used_by
from migration_tools.reconciliation import Reconciliation, reconcile
from migration_tools.record.facts import record_facts
from migration_tools.record.print import record_paper
from migration_tools.sources.attachments import AttachmentFolder
from migration_tools.sources.base import Place
from migration_tools.steps import load
from migration_tools.store import runs
from migration_tools.store.holding import orphans


def register(app: typer.Typer) -> None:
    """Add the commands to their group."""
    app.command("reconcile", help=say("Đối soát từng dòng hai phía.", "Compare both sides, every row."))(
        reconcile_command
    )
    app.command("record", help=say("In biên bản đối soát để ký.", "Print the record for signature."))(
        record_command
    )
    app.command(
        "attachments", help=say("Tệp đính kèm thiếu và không rõ chủ.", "Attachments missing or nobody's.")
    )(attachments_command)


def reconcile_command(batch: BatchName, jobs: Jobs = 1, data: Data = None, as_json: AsJson = False) -> None:
    """Compare everything anew; exit 3 where anything differs, 6 where rows wait for people."""
    with ending(), workshop(data, jobs) as shop:
        found_batch = shop.find(batch)
        with reading(shop.database) as work:
            run = runs.last_run(work, found_batch.id, load.STEP)
            if run is None:
                raise Refused("batch.not_loaded", batch=batch)
            used = used_by(work, run)
        controls = [control for table in used.mapping.tables for control in table.controls]
        found = reconcile(shop, found_batch, used, controls)
    typer.echo(migrate_reconcile_text.as_json(found) if as_json else migrate_reconcile_text.as_text(found))
    if not found.is_balanced:
        raise typer.Exit(EXIT_UNBALANCED)
    if found.status.quarantined:
        raise typer.Exit(EXIT_QUARANTINE)


def record_command(
    batch: BatchName,
    out: Annotated[Path, typer.Option("--out", "-o", help=say("Tệp PDF sẽ ghi.", "The PDF to write."))],
    for_unit: Annotated[
        str, typer.Option("--for-unit", help=say("Người ký của đơn vị.", "Who signs for the unit."))
    ] = "",
    by: Annotated[
        str, typer.Option("--by", help=say("Người thực hiện chuyển đổi.", "Who did the work."))
    ] = "",
    data: Data = None,
) -> None:
    """Print what the newest reconciliation found; exit 3 where it is unbalanced: the record says so as well."""
    with ending(), workshop(data) as shop:
        found_batch = shop.find(batch)
        found = Reconciliation.last(shop, found_batch)
        if found is None:
            raise Refused("batch.not_reconciled", batch=batch)
        facts = record_facts(shop, found_batch, found, (for_unit, by))
        out.write_bytes(record_paper(facts, shop.clock()).pdf())
    typer.echo(str(out))
    if not found.is_balanced:
        raise typer.Exit(EXIT_UNBALANCED)


def attachments_command(  # noqa: PLR0913, PLR0917  the options of a command line
    batch: BatchName,
    folder: Annotated[
        Path | None,
        typer.Option("--hold-from", help=say("Thư mục tệp đính kèm gốc.", "The folder they came from.")),
    ] = None,
    holding: Annotated[
        Path | None,
        typer.Option("--holding", help=say("Khu chờ cho tệp không rõ chủ.", "Where nobody's go.")),
    ] = None,
    only_orphans: Annotated[
        bool, typer.Option("--orphans", help=say("Chỉ tệp không rõ chủ.", "Only files of nobody."))
    ] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """List what is missing and what belongs to nobody; with both folders the latter are copied to the holding area."""
    with ending(), workshop(data) as shop:
        found_batch = shop.find(batch)
        with begin(shop.database) as work:
            held = None
            if folder is not None and holding is not None:
                source = AttachmentFolder(Place(folder))
                held = hold_orphans(work, found_batch, source, holding, shop.clock())
            report = attachment_report(work, found_batch)
            files = tuple(orphans(work, found_batch.id)) if only_orphans else ()
    if only_orphans:
        typer.echo(migrate_reconcile_text.orphans(files, is_json=as_json))
        return
    typer.echo(migrate_reconcile_text.attachments(report, held, is_json=as_json))
