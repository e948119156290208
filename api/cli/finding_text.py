"""What `motcua process check` prints of findings: the errors first, each with what to do and the way to the fault."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from api.cli.words import say
from engine.bpmn.finding import Finding, Severity
from processes.check import Verdict, verdict

WIDTH = 100
_HEADINGS = {
    Severity.ERROR: say("LỖI, phải sửa", "ERRORS, to be mended"),
    Severity.WARNING: say(
        "CẢNH BÁO, cần người có thẩm quyền xác nhận", "WARNINGS, to be accepted by a person"
    ),
    Severity.GAP: say(
        "CHỖ CÒN TRỐNG, bổ sung trước khi đưa vào áp dụng", "GAPS, to be filled in before publication"
    ),
}
_VERDICTS = {
    Verdict.ACCEPTED: say("ĐẠT", "accepted"),
    Verdict.ACCEPTED_WITH_WARNINGS: say("ĐẠT, có điều cần xác nhận", "accepted with warnings"),
    Verdict.REJECTED: say("CHƯA ĐẠT", "rejected"),
}
_WAY = say("Đường đi tới lỗi", "Way to the fault")
_WHOLE = say("cả quy trình", "whole file")


def lines(name: str, findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the lines of a report; the last one is the verdict with the number of findings of each kind."""
    counts = []
    for severity, heading in _HEADINGS.items():
        chosen = [finding for finding in findings if finding.severity is severity]
        if not chosen:
            continue
        counts.append(f"{len(chosen)} {heading.split(',')[0].lower()}")
        yield f"{heading} ({len(chosen)})"
        for finding in chosen:
            yield from _finding(finding)
        yield ""
    summary = f" ({', '.join(counts)})" if counts else ""
    yield f"{name}: {_VERDICTS[verdict([*findings])]}{summary}"


def _finding(finding: Finding) -> Iterator[str]:
    yield f"  {finding.element or _WHOLE}  [{finding.code}]"
    yield from _indented(finding.message)
    if finding.trace:
        yield from _indented(f"{_WAY}: {' → '.join(finding.trace)}")


def _indented(text: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)
