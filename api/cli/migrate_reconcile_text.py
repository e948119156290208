"""What `migrate reconcile` and its neighbours say: what differs, sums of both sides, attachments."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from api.cli.words import say
from migration_tools.attachments import AttachmentReport
from migration_tools.control_sums import ControlLine
from migration_tools.reconciliation import Reconciliation
from migration_tools.record.words import DIFFERENCES, attachments_in_words
from migration_tools.store.holding import Orphan
from migration_tools.store.reconciliation import KindOfDifference

_SHOWN = 100
"""Names of a list that are printed; the JSON has more."""


def as_text(found: Reconciliation) -> str:
    """Return a reconciliation for people: what is red first to the eye, the verdict last."""
    lines = [
        say(
            f"{found.status.batch.name}: đã so {found.rows_compared}/{found.rows_read} dòng",
            f"{found.status.batch.name}: {found.rows_compared} of {found.rows_read} rows compared",
        ),
        *map(_difference, found.differences),
        *map(_control, found.controls),
    ]
    if found.status.quarantined:
        lines.append(
            say(
                f"Còn {found.status.quarantined} dòng chờ đơn vị sửa.",
                f"{found.status.quarantined} rows wait for the unit.",
            )
        )
    balanced = say("Cân bằng.", "Balanced.") if found.is_balanced else say("CHƯA CÂN BẰNG.", "UNBALANCED.")
    return "\n".join([*lines, balanced])


def as_json(found: Reconciliation) -> str:
    """Return the same for programs."""
    return _json(
        {
            "batch": found.status.batch.name,
            "balanced": found.is_balanced,
            "rows_read": found.rows_read,
            "rows_compared": found.rows_compared,
            "quarantined": found.status.quarantined,
            "differences": [asdict(each) for each in found.differences],
            "controls": [asdict(line) | {"equal": line.is_equal} for line in found.controls],
        }
    )


def attachments(report: AttachmentReport, held: int | None, *, is_json: bool) -> str:
    """Return what is to be said of a batch's attachments; `held` is how many were copied to the holding area."""
    if is_json:
        return _json(asdict(report) | {"held": held})
    lines = [attachments_in_words(report)]
    lines += [f"  {say('thiếu', 'missing')}: {name}" for name in report.missing[:_SHOWN]]
    lines += [f"  {say('không rõ chủ', 'nobody knows whose')}: {name}" for name in report.orphans[:_SHOWN]]
    if held is not None:
        lines.append(say(f"Đã đưa {held} tệp vào khu chờ.", f"{held} files put into the holding area."))
    return "\n".join(lines)


def orphans(files: Sequence[Orphan], *, is_json: bool) -> str:
    """Return the files of nobody: whether each is held, and what was decided about it."""
    if is_json:
        return _json([asdict(each) for each in files])
    return "\n".join(map(_orphan, files)) or say("Không có tệp nào không rõ chủ.", "No file is nobody's.")


def _orphan(file: Orphan) -> str:
    held = say("trong khu chờ", "held") if file.folder else say("CHƯA vào khu chờ", "NOT held")
    if file.by is None:
        decided = say("chưa quyết định", "undecided")
    elif file.dossier is None:
        decided = say(f"để lại, {file.by} duyệt, {file.basis}", f"left behind by {file.by}, {file.basis}")
    else:
        decided = f"→ {file.dossier} · {file.by} · {file.basis}"
    return f"  {file.path} · {file.size} B · {held} · {decided}"


def _difference(each: KindOfDifference) -> str:
    field = f" · {each.field}" if each.field else ""
    return (
        f"  ! {DIFFERENCES[each.code]}{field}: {each.count} ({each.dossier}: {each.expected} ≠ {each.found})"
    )


def _control(line: ControlLine) -> str:
    kept = line.merged + line.quarantined + line.excluded
    mark = " " if line.is_equal else "!"
    return f"  {mark} {line.control} · {line.part}: {line.read} - {kept} = {line.loaded} | {line.engine}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
