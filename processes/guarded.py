"""Judge an uploaded package in a child process with a limit of memory and time: `python -m processes.guarded`.

Whatever a file makes of its reader, the program that received it goes on (BPMN.md §3).
"""

import json
import resource
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.bpmn.deployment import PROCESS_FILE
from engine.bpmn.finding import Finding, error
from engine.bpmn.reader import read
from engine.bpmn.xml import parse
from engine.errors import Broken
from processes.check import check
from processes.layout import lay_out
from processes.package import Package, read_package

OUT_OF_MEMORY = 3
PATIENCE = 2
"""How many times its processor time a child may take on the wall clock, as other work shares the machine."""

_SHAPE = "{http://www.omg.org/spec/BPMN/20100524/DI}BPMNShape"
_TOO_COSTLY = (
    "Kiểm tra gói này tốn quá nhiều bộ nhớ hoặc thời gian nên đã bị dừng; "
    "hãy chia quy trình thành các phần nhỏ hơn rồi nộp lại."
)

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a check may use: bytes of address space, and seconds of the processor."""

    memory_bytes: int = 512 * 1024 * 1024
    seconds: int = 10


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Judged:
    """What a check said of a package.

    `diagram` is the diagram with a picture, drawn anew where the file has none; None where it cannot be shown.
    The facts are None where the package does not say them or errors stand in the way.
    """

    findings: tuple[Finding, ...]
    diagram: str | None = None
    name: str | None = None
    procedure_code: str | None = None
    case_code: str | None = None
    field: str | None = None


def judge(files: Texts, limits: Limits = LIMITS) -> Judged:
    """Check the files of a package in a child process; one that is killed is the finding `read.too_costly`.

    Raises Broken `package.check_failed` where the child fails otherwise, which is a fault of ours.
    """
    asked = {"files": dict(files), "memory_bytes": limits.memory_bytes, "seconds": limits.seconds}
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "processes.guarded"],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=limits.seconds * PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Judged((error("read.too_costly", None, _TOO_COSTLY),))
    if ended.returncode < 0 or ended.returncode == OUT_OF_MEMORY:
        return Judged((error("read.too_costly", None, _TOO_COSTLY),))
    if ended.returncode != 0:
        raise Broken("package.check_failed", said=ended.stderr.decode(errors="replace")[-2_000:])
    answer = json.loads(ended.stdout)
    findings = tuple(Finding.from_json(each) for each in answer.pop("findings"))
    return Judged(findings, **answer)


def main() -> None:
    """Read what to judge from standard input, judge it within its limits, write the answer to standard output."""
    asked = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_CPU, (asked["seconds"], asked["seconds"]))
    resource.setrlimit(resource.RLIMIT_AS, (asked["memory_bytes"], asked["memory_bytes"]))
    try:
        json.dump(_answer(asked["files"]), sys.stdout)
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)


def _answer(texts: Texts) -> dict[str, Any]:
    package = read_package({name: text.encode() for name, text in texts.items()})
    findings = [finding.as_json() for finding in check(package)]
    return {"findings": findings, "diagram": _with_picture(package)} | _facts(package)


def _facts(package: Package) -> dict[str, str | None]:
    deployment = package.deployment
    if deployment is None:
        return {}
    procedure = deployment.procedure
    if procedure is None:
        return {"name": deployment.main.name}
    return {
        "name": procedure.name,
        "procedure_code": procedure.code,
        "case_code": procedure.case,
        "field": procedure.field,
    }


def _with_picture(package: Package) -> str | None:
    content = package.files.get(PROCESS_FILE, b"")
    root = parse(content).root
    if root is None or read(content).diagram is None:
        return None
    has_picture = next(root.iter(_SHAPE), None) is not None
    return (content if has_picture else lay_out(content)).decode()


if __name__ == "__main__":
    main()
