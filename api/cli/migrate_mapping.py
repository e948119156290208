"""`motcua migrate propose` and `migrate mapping`: a mapping for a register nobody has described."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.migrate_desk import EXIT_MISUSED, EXIT_REFUSED, complain, ending
from api.cli.words import say
from migration_tools.errors import Unreadable
from migration_tools.mapping.bundle import bundled
from migration_tools.mapping.columns import plain_name
from migration_tools.mapping.library import Library
from migration_tools.mapping.propose import propose
from migration_tools.mapping.sample import sample
from migration_tools.mapping.sheet import MAX_BYTES, from_sheet, to_sheet

app = typer.Typer(
    help=say("Ánh xạ dưới dạng bảng tính để sửa.", "A mapping as a workbook, to be edited."),
    no_args_is_help=True,
)

Register = Annotated[Path, typer.Argument(metavar="FILE", help=say("Sổ chưa có ánh xạ.", "The register."))]
Out = Annotated[Path, typer.Option("--out", "-o", help=say("Tệp ánh xạ sẽ ghi.", "The mapping to write."))]
Form = Annotated[
    Path | None, typer.Option("--xlsx", help=say("Ghi thêm bảng tính để sửa.", "Write it as a form as well."))
]
Unit = Annotated[
    str | None, typer.Option("--unit", help=say("Mã đơn vị của hồ sơ.", "Code of the dossiers' unit."))
]
Name = Annotated[
    str, typer.Option("--name", help=say("Tên ánh xạ, ví dụ xa-a/so@1.", "Its name, such as a/register@1."))
]
Mapping = Annotated[
    Path, typer.Argument(metavar="MAPPING.yaml", help=say("Tệp ánh xạ YAML.", "The mapping, a YAML file."))
]
Workbook = Annotated[
    Path, typer.Argument(metavar="FORM.xlsx", help=say("Bảng tính của ánh xạ.", "The mapping's form."))
]


def register(group: typer.Typer) -> None:
    """Add the commands to their group."""
    group.command("propose", help=say("Đề xuất ánh xạ cho sổ lạ.", "Propose a mapping for a register."))(
        propose_command
    )
    group.add_typer(app, name="mapping")


def propose_command(file: Register, out: Out, xlsx: Form = None, unit: Unit = None, name: Name = "") -> None:
    """Write what the headings and values of a register seem to mean; exit 1 where there is nothing to propose."""
    with ending():
        for path in (out, xlsx):
            _must_be_new(path)
        stem = plain_name(file.stem).replace("_", "-") or "so"
        proposal = propose(sample(file), name or f"{stem}@1", unit)
        if proposal.text:
            bundled(proposal.text, Library((out.parent,)))
            out.write_text(proposal.text, encoding="utf-8")
            if xlsx is not None:
                xlsx.write_bytes(to_sheet(proposal.text))
            lines = len(proposal.text.splitlines())
            typer.echo(say(f"Đã ghi ánh xạ {lines} dòng vào {out}.", f"{lines} lines written to {out}."))
    for note in proposal.notes:
        complain(f"  ! {note}")
    if not proposal.text:
        raise typer.Exit(EXIT_REFUSED)


@app.command("to-xlsx", help=say("Viết ánh xạ thành bảng tính.", "Write a mapping as a workbook."))
def to_xlsx_command(mapping: Mapping, form: Workbook) -> None:
    """Write the form that somebody who never saw YAML can edit; a form that is there is not overwritten."""
    with ending():
        _must_be_new(form)
        form.write_bytes(to_sheet(_text(mapping)))
    typer.echo(str(form))


@app.command("from-xlsx", help=say("Đọc bảng tính thành ánh xạ.", "Read the workbook back."))
def from_xlsx_command(form: Workbook, mapping: Mapping) -> None:
    """Write the mapping that an edited form says; exit 2 with every problem where it says none."""
    with ending():
        _must_be_new(mapping)
        if form.is_file() and form.stat().st_size > MAX_BYTES:
            raise Unreadable("mapping.too_large", f"Tệp «{form}» lớn quá {MAX_BYTES // 1_000_000} MB.")
        text = from_sheet(_bytes(form))
        bundled(text, Library((mapping.parent,)))
        mapping.write_text(text, encoding="utf-8")
    typer.echo(str(mapping))


def _must_be_new(path: Path | None) -> None:
    if path is not None and path.exists():
        complain(say(f"Tệp «{path}» đã có; hãy chọn tên khác.", f"“{path}” is there already; name another."))
        raise typer.Exit(EXIT_MISUSED)


def _text(path: Path) -> str:
    return _bytes(path).decode("utf-8-sig", errors="replace")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unreadable("mapping.missing", f"Không đọc được «{path}»: {error.strerror}.") from error
