"""`motcua migrate …`: bring a unit's legacy dossiers over, step by step; each step can be repeated."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli import (
    migrate_faults,
    migrate_mapping,
    migrate_merge,
    migrate_orphan,
    migrate_patch,
    migrate_quarantine,
    migrate_reconcile,
    migrate_text,
)
from api.cli.database import Data
from api.cli.migrate_desk import (
    EXIT_QUARANTINE,
    EXIT_UNBALANCED,
    BatchName,
    Jobs,
    ending,
    workshop,
)
from api.cli.process import AsJson
from api.cli.words import say
from engine.store.work import reading
from migration_tools.batch import Workshop
from migration_tools.explain import explain
from migration_tools.mapping_in_use import MappingInUse
from migration_tools.sources.base import Place, Source
from migration_tools.sources.open import open_source
from migration_tools.steps.profile import profile
from migration_tools.store import batches

app = typer.Typer(
    help=say("Chuyển hồ sơ từ hệ thống cũ.", "Bring dossiers over from a legacy system."),
    no_args_is_help=True,
)

app.add_typer(migrate_faults.app, name="faults")
app.add_typer(migrate_quarantine.app, name="quarantine")
app.add_typer(migrate_merge.app, name="merge")
app.add_typer(migrate_orphan.app, name="orphan")
migrate_reconcile.register(app)
migrate_mapping.register(app)
migrate_patch.register(app)

SourcePath = Annotated[
    str,
    typer.Argument(metavar="SOURCE", help=say("Tệp, thư mục hoặc địa chỉ CSDL cũ.", "File, folder or URL.")),
]
RequiredMapping = Annotated[
    Path, typer.Option("--mapping", help=say("Tệp ánh xạ YAML.", "The mapping, a YAML file."))
]
MappingPath = Annotated[
    Path | None, typer.Option("--mapping", help=say("Tệp ánh xạ YAML.", "The mapping, a YAML file."))
]


@app.command("profile", help=say("Xem nguồn có gì, không sao chép.", "Look at a source, copy nothing."))
def profile_command(source: SourcePath, mapping: MappingPath = None, as_json: AsJson = False) -> None:
    """Tell tables, columns, how full they are, and examples."""
    with ending():
        used = None if mapping is None else MappingInUse.of_file(mapping)
        for table in profile(_source(source, used)):
            typer.echo(migrate_text.profile_json(table) if as_json else migrate_text.profile_text(table))
            if used is not None and not as_json:
                columns = [column.name for column in table.columns]
                typer.echo(migrate_text.coverage_text(table.name, used.coverage(table.name, columns)))


@app.command("snapshot", help=say("Sao chép nguyên trạng mọi dòng.", "Copy every row as it stands."))
def snapshot_command(
    batch: BatchName,
    source: SourcePath,
    unit: Annotated[str, typer.Option("--unit", help=say("Mã đơn vị chủ quản.", "Code of the unit."))],
    mapping: RequiredMapping,
    data: Data = None,
) -> None:
    """Copy what is not copied yet; go on where it was stopped. The mapping's name is the old system's."""
    with ending(), workshop(data) as shop:
        used = MappingInUse.of_file(mapping)
        opened = shop.open(batch, unit, used.mapping.name.partition("@")[0])
        rows = shop.snapshot(opened, Path(source).name, _source(source, used))
    typer.echo(say(f"Đã sao chép {rows} dòng mới.", f"{rows} new rows copied."))


@app.command("map", help=say("Ánh xạ các dòng đã sao chép.", "Map the copied rows."))
def map_command(
    batch: BatchName,
    mapping: Annotated[
        Path, typer.Option("--mapping", help=say("Tệp ánh xạ YAML.", "The mapping, a YAML file."))
    ],
    jobs: Jobs = 1,
    data: Data = None,
) -> None:
    """Map what is not mapped yet by this very mapping."""
    with ending(), workshop(data, jobs) as shop:
        found, used = shop.find(batch), MappingInUse.of_file(mapping)
        rows = shop.map(found, used)
        with reading(shop.database) as work:
            for table in batches.tables(work, found.id):
                typer.echo(migrate_text.coverage_text(table.name, used.coverage(table.name, table.columns)))
    typer.echo(say(f"Đã ánh xạ {rows} dòng.", f"{rows} rows mapped."))


@app.command("load", help=say("Kiểm tra và nạp vào kho hồ sơ.", "Check and load into the archive."))
def load_command(batch: BatchName, jobs: Jobs = 1, data: Data = None) -> None:
    """Load what is not loaded yet, then tell where the batch stands."""
    with ending(), workshop(data, jobs) as shop:
        shop.load(shop.find(batch))
        _tell_status(shop, batch, as_json=False)


@app.command("status", help=say("Đợt chuyển đổi đang ở đâu.", "Where a batch stands."))
def status_command(batch: BatchName, data: Data = None, as_json: AsJson = False) -> None:
    """Tell steps, balance and quarantine; exit 3 unbalanced, 6 quarantine open."""
    with ending(), workshop(data) as shop:
        _tell_status(shop, batch, as_json=as_json)


@app.command("explain", help=say("Một giá trị của hồ sơ từ đâu mà có.", "Where a dossier's value came from."))
def explain_command(
    dossier: Annotated[
        str, typer.Argument(help=say("Mã hồ sơ hoặc số cũ.", "Code, or number in the old system."))
    ],
    field: Annotated[str, typer.Argument(help=say("Tên mục, ví dụ applicant.", "Field, such as applicant."))],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Go back to file, table, row, column and the raw bytes."""
    with ending(), workshop(data) as shop:
        found = explain(shop.database, dossier, field, MappingInUse)
    typer.echo(migrate_text.explanation_json(found) if as_json else migrate_text.explanation_text(found))


def _tell_status(shop: Workshop, batch: str, *, as_json: bool) -> None:
    status = shop.status(shop.find(batch))
    typer.echo(migrate_text.status_json(status) if as_json else migrate_text.status_text(status))
    if not status.is_balanced:
        raise typer.Exit(EXIT_UNBALANCED)
    if status.quarantined:
        raise typer.Exit(EXIT_QUARANTINE)


def _source(source: str, mapping: MappingInUse | None) -> Source:
    settings = () if mapping is None else mapping.source_settings()
    if "://" in source:
        return open_source(Place(None, source, settings))
    return open_source(Place(Path(source), None, settings))
