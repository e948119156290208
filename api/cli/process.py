"""`motcua process …`: judge and walk diagrams and packages, without a database."""

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli import finding_text
from api.cli.words import say
from api.problems import sentence
from engine.bpmn.deployment import PROCESS_FILE
from engine.errors import Refused
from processes.check import Verdict, check, verdict
from processes.drawing import draw_svg, normal_form, worst
from processes.package import Package, read_package
from processes.source import read_files
from processes.walk import Script, read_script, walk

EXIT_FINDINGS, EXIT_UNREADABLE = 1, 2
_UNREADABLE = frozenset({"read.not_xml", "read.not_bpmn"})

app = typer.Typer(
    help=say("Kiểm tra và chạy thử quy trình.", "Check and walk processes."), no_args_is_help=True
)

PackagePath = Annotated[
    Path,
    typer.Argument(help=say("Tệp .bpmn, thư mục gói hoặc tệp zip.", "A .bpmn file, package folder or zip.")),
]
AsJson = Annotated[
    bool, typer.Option("--json", help=say("In kết quả dạng JSON.", "Print the result as JSON."))
]


class EngineName(StrEnum):
    """Which engine plays a walk."""

    PAIR = "pair"
    NET = "net"
    SPIFF = "spiff"


@app.command(
    "check", help=say("Kiểm tra một quy trình và nêu mọi lỗi.", "Check a process and name every fault.")
)
def check_command(path: PackagePath, as_json: AsJson = False) -> None:
    """Judge a package or diagram."""
    findings = check(_read(path))
    result = verdict(findings)
    if as_json:
        _print_json({"verdict": result, "findings": [finding.as_json() for finding in findings]})
    else:
        for line in finding_text.lines(str(path), findings):
            typer.echo(line)
    if any(finding.code in _UNREADABLE for finding in findings):
        raise typer.Exit(EXIT_UNREADABLE)
    raise typer.Exit(EXIT_FINDINGS if result is Verdict.REJECTED else 0)


@app.command("walk", help=say("Chạy thử một hồ sơ theo kịch bản.", "Play one instance through a script."))
def walk_command(
    path: PackagePath,
    script: Annotated[
        Path, typer.Option("--walk", help=say("Tệp kịch bản JSON.", "The script, a JSON file."))
    ],
    engine: Annotated[
        EngineName, typer.Option(help=say("Bộ máy thực thi.", "Which engine plays."))
    ] = EngineName.PAIR,
    as_json: AsJson = False,
) -> None:
    """Play one instance in memory under a virtual clock."""
    package, played = _read(path), _script(script)
    if package.deployment is None:
        _complain(say("Quy trình còn lỗi, chưa chạy được:", "The process has errors and cannot be played:"))
        for line in finding_text.lines(str(path), package.findings):
            _complain(line)
        raise typer.Exit(EXIT_FINDINGS)
    answer = walk(package.deployment, played, engine.value)
    if as_json:
        _print_json(answer.as_json())
    else:
        typer.echo(f"{_STATES[answer.state]}: {' → '.join(answer.trace)}")
        typer.echo(f"{say('đang mở', 'open')}: {', '.join(answer.open) or '-'}")
    if answer.incident is not None:
        _complain(f"{_STATES['incident']}: {json.dumps(answer.incident, ensure_ascii=False, default=str)}")
    for failure in answer.failures:
        _complain(failure)
    raise typer.Exit(0 if answer.passed else EXIT_FINDINGS)


@app.command("draw", help=say("Vẽ sơ đồ thành tệp SVG.", "Draw the diagram as an SVG file."))
def draw_command(
    path: PackagePath,
    output: Annotated[
        Path, typer.Option("-o", "--output", help=say("Tệp SVG cần ghi.", "The SVG file to write."))
    ],
    normal: Annotated[
        bool,
        typer.Option(
            "--normal", help=say("Vẽ dạng chuẩn mà hệ thống chạy.", "Draw the normal form that runs.")
        ),
    ] = False,
    marks: Annotated[
        bool,
        typer.Option(
            "--findings", help=say("Đánh dấu các phần tử có lỗi.", "Mark the elements with findings.")
        ),
    ] = False,
) -> None:
    """Draw a diagram as it is drawn, or in its normal form."""
    package = _read(path)
    bpmn = package.files.get(PROCESS_FILE, b"")
    try:
        picture = draw_svg(normal_form(bpmn) if normal else bpmn, worst(check(package)) if marks else {})
    except Refused as refused:
        for line in finding_text.lines(str(path), refused.facts["findings"]):
            _complain(line)
        raise typer.Exit(EXIT_UNREADABLE) from refused
    try:
        output.write_bytes(picture)
    except OSError as error:
        _complain(say(f"Không ghi được {output}: {error}", f"Cannot write {output}: {error}"))
        raise typer.Exit(EXIT_UNREADABLE) from error
    typer.echo(say(f"Đã vẽ {output}", f"Drawn {output}"))


_STATES = {
    "completed": say("đã kết thúc", "completed"),
    "waiting": say("đang chờ", "waiting"),
    "incident": say("gặp sự cố", "incident"),
}


def _read(path: Path) -> Package:
    try:
        return read_package(read_files(path))
    except Refused as refused:
        _complain(sentence(refused))
        raise typer.Exit(EXIT_UNREADABLE) from refused


def _script(path: Path) -> Script:
    try:
        return read_script(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError) as error:
        _complain(sentence(Refused("walk.unreadable", reason=f"{path}: {error}")))
        raise typer.Exit(EXIT_UNREADABLE) from error
    except Refused as refused:
        _complain(sentence(refused))
        raise typer.Exit(EXIT_UNREADABLE) from refused


def _print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, default=str))


def _complain(text: str) -> None:
    sys.stderr.write(text + "\n")
