"""What `motcua migrate` says: progress, where a batch stands, and where a value came from."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from api.cli.words import say
from migration_tools.batch import Status
from migration_tools.explain import Explanation
from migration_tools.mapping.coverage import Coverage
from migration_tools.progress import Progress
from migration_tools.steps.profile import TableProfile
from migration_tools.store.outcomes import BalanceLine

_STEPS = {
    "snapshot": say("Sao chép", "Copy"),
    "map": say("Ánh xạ", "Map"),
    "load": say("Nạp", "Load"),
    "reconcile": say("Đối soát", "Reconcile"),
}


def progress_text(progress: Progress) -> str:
    """Return rows done, the rate and the time left as one line."""
    of = "" if progress.total is None else f"/{progress.total}"
    line = f"  … {_STEPS[progress.step]}: {progress.done}{of} {say('dòng', 'rows')}, {progress.rate:.0f}/s"
    left = progress.seconds_left
    if left is None:
        return line
    return f"{line}, {say('còn', 'left')} {int(left) // 60:02d}:{int(left) % 60:02d}"


def status_text(status: Status) -> str:
    """Return where a batch stands: steps, balance by table and month, and why rows wait."""
    lines = [f"{status.batch.name} · {status.batch.unit} · {status.batch.system}"]
    for step, (still_open, chunks) in status.steps.items():
        state = _step_state(still_open, chunks)
        lines.append(f"  {_STEPS[step]}: {state}")
    head = say(
        "nguồn/bảng · đơn vị · tháng: đọc = nạp + gộp + cách ly + loại trừ (chưa rõ kết quả)",
        "source/table · unit · month: read = loaded + merged + quarantined + excluded (without outcome)",
    )
    lines += [head, *map(_balance_line, status.balance)]
    lines += [f"  {say('cách ly', 'quarantine')} {reason}: {rows}" for reason, rows in status.quarantine]
    balanced = say("Cân bằng.", "Balanced.") if status.is_balanced else say("CHƯA CÂN BẰNG.", "UNBALANCED.")
    return "\n".join([*lines, balanced])


def status_json(status: Status) -> str:
    """Return the same for programs."""
    totals: Counter[str] = Counter()
    for line in status.balance:
        for name in ("read", "loaded", "merged", "quarantined", "excluded", "without_outcome"):
            totals[name] += getattr(line, name)
    return _json(
        {
            "batch": asdict(status.batch),
            "steps": {
                step: {"open": still_open, "chunks": chunks}
                for step, (still_open, chunks) in status.steps.items()
            },
            "balanced": status.is_balanced,
            "totals": totals,
            "balance": [asdict(line) | {"without_outcome": line.without_outcome} for line in status.balance],
            "quarantine": dict(status.quarantine),
        }
    )


def explanation_text(found: Sequence[Explanation]) -> str:
    """Return where a value came from, from the value back to the bytes."""
    return "\n".join("\n".join(_explained(each)) for each in found)


def explanation_json(found: Sequence[Explanation]) -> str:
    """Return the same for programs."""
    return _json([asdict(each) for each in found])


def profile_text(table: TableProfile) -> str:
    """Return one table with its columns."""
    lines = [f"{table.name}: {table.rows} {say('dòng', 'rows')}", *(f"  ! {note}" for note in table.notes)]
    for column in table.columns:
        kinds = "/".join(column.kinds)
        shown = " | ".join(column.examples)
        lines.append(f"  {column.name}: {column.filled}/{table.rows} {kinds} ≤{column.longest} {shown}")
    return "\n".join(lines)


def profile_json(table: TableProfile) -> str:
    """Return the same for programs, one line a table."""
    return _json(asdict(table))


def coverage_text(table: str, coverage: Coverage | None) -> str:
    """Return what becomes of a table's columns; those that nobody mapped are named, for nothing is lost in silence."""
    if coverage is None:
        return say(f"  ! {table}: ánh xạ không nói tới bảng này", f"  ! {table}: the mapping leaves it out")
    counts = f"{len(coverage.mapped)} + {len(coverage.kept)} + {len(coverage.omitted)}"
    lines = [
        say(
            f"  {table}: {counts} cột đã ánh xạ + giữ riêng + bỏ có lý do",
            f"  {table}: {counts} columns mapped + kept + omitted",
        )
    ]
    for label, names in (
        (say("chưa ai ánh xạ", "nobody mapped"), coverage.unmapped),
        (say("ánh xạ nhắc tới nhưng bảng không có", "mapped, and not there"), coverage.absent),
        (say("hồ sơ còn thiếu mục", "dossiers lack"), coverage.missing),
    ):
        if names:
            lines.append(f"  ! {table}: {label}: {', '.join(names)}")
    return "\n".join(lines)


def _step_state(still_open: int, chunks: int) -> str:
    if not chunks:
        return say("chưa chạy", "not run")
    if not still_open:
        return say("xong", "done")
    return say(f"còn {still_open}/{chunks} phần", f"{still_open} of {chunks} chunks open")


def _balance_line(line: BalanceLine) -> str:
    month = say("không rõ", "unknown") if line.month is None else f"{line.month:%m/%Y}"
    unit = line.unit or say("không rõ", "unknown")
    total = f"{line.read} = {line.loaded} + {line.merged} + {line.quarantined} + {line.excluded}"
    missing = f" ({line.without_outcome})" if line.without_outcome else ""
    return f"  {line.source}/{line.table} · {unit} · {month}: {total}{missing}"


def _explained(each: Explanation) -> list[str]:
    lines = [
        f"{say('giá trị', 'value')}: {each.value}",
        f"  {say('tệp', 'file')}: {', '.join(each.files) or each.source} · {each.table} · "
        f"{say('dòng', 'row')} {each.row} ({each.outcome})",
        *(
            f"  {say('cột', 'column')} {column}: {raw}"
            for column, raw in zip(each.columns, each.raw, strict=True)
        ),
        f"  {say('xử lý', 'operators')}: {' → '.join(each.operators) or '-'}",
        f"  {say('ánh xạ', 'mapping')}: {say('bản', 'version')} {each.mapping_number} ({each.mapping[:12]})",
    ]
    lines += [
        f"  {say('sửa', 'patch')}: {c.old} → {c.new} · {c.by} · {c.basis} · {c.at:%d/%m/%Y}"
        for c in each.corrections
    ]
    lines += [f"  {problem.code}: {problem.note or problem.raw}" for problem in each.problems]
    return lines


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
