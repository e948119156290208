"""`motcua process …`: judge and walk diagrams and packages, without a database."""

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.words import say
from engine.errors import Refused
from processes.check import Verdict, check, verdict
from processes.package import Package, read_package
from processes.source import read_files
from processes.walk import read_script, walk

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
    package = _read(path)
    findings = check(package)
    result = verdict(findings)
    if as_json:
        _print_json(
            {
                "verdict": result,
                "findings": [
                    {
                        "code": finding.code,
                        "severity": finding.severity,
                        "element": finding.element,
                        "message": finding.message,
                        "trace": list(finding.trace),
                    }
                    for finding in findings
                ],
            }
        )
    else:
        for finding in findings:
            typer.echo(f"{finding.severity:8} {finding.code:28} {finding.element or '-'}: {finding.message}")
            if finding.trace:
                typer.echo(f"{'':8} {say('đường đi', 'walk')}: {' → '.join(finding.trace)}")
        typer.echo(f"{path}: {_VERDICTS[result]}")
    if any(finding.code in _UNREADABLE for finding in findings):
        raise typer.Exit(EXIT_UNREADABLE)
    raise typer.Exit(EXIT_FINDINGS if result is Verdict.REJECTED else 0)


_VERDICTS = {
    Verdict.ACCEPTED: say("đạt", "accepted"),
    Verdict.ACCEPTED_WITH_WARNINGS: say("đạt, có điều cần xác nhận", "accepted with warnings"),
    Verdict.REJECTED: say("chưa đạt", "rejected"),
}


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
    package = _read(path)
    if package.deployment is None:
        _complain(say("Quy trình còn lỗi, chưa chạy được:", "The process has errors and cannot be played:"))
        for finding in package.findings:
            _complain(f"  {finding.code} {finding.element or ''}: {finding.message}")
        raise typer.Exit(EXIT_FINDINGS)
    answer = walk(package.deployment, read_script(_json(script)), engine.value)
    if as_json:
        _print_json(answer.as_json())
    else:
        typer.echo(f"{answer.state}: {' → '.join(answer.trace)}")
        typer.echo(f"{say('đang mở', 'open')}: {', '.join(answer.open) or '-'}")
    for failure in answer.failures:
        _complain(failure)
    raise typer.Exit(0 if answer.passed else EXIT_FINDINGS)


def _read(path: Path) -> Package:
    try:
        return read_package(read_files(path))
    except Refused as refused:
        _complain(f"{path}: {refused}")
        raise typer.Exit(EXIT_UNREADABLE) from refused


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        _complain(f"{path}: {error}")
        raise typer.Exit(EXIT_UNREADABLE) from error


def _print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, default=str))


def _complain(text: str) -> None:
    sys.stderr.write(text + "\n")
