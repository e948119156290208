"""What stands in the record of a reconciliation, as the texts that are printed."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import segno

from engine.clock import in_hanoi
from engine.errors import Stuck
from engine.model.unit import Body, Unit
from engine.model.unit_tree import UnitTree
from engine.store import units
from engine.store.work import reading
from migration_tools.attachments import AttachmentReport, attachment_report
from migration_tools.batch import Workshop
from migration_tools.canonical import canonical_hash
from migration_tools.control_sums import ControlLine
from migration_tools.mapping.targets import TARGETS
from migration_tools.reconciliation import Reconciliation
from migration_tools.record.words import DIFFERENCES, attachments_in_words, part_in_words, reason_in_words
from migration_tools.store import decided, merges
from migration_tools.store.batches import Batch
from migration_tools.store.outcomes import BalanceLine

NOT_KNOWN = "không rõ"


def record_facts(
    shop: Workshop, batch: Batch, found: Reconciliation, signers: tuple[str, str]
) -> dict[str, Any]:
    """Return the data of the record as of now."""
    now = shop.clock()
    with reading(shop.database) as work:
        decisions = decided.decisions(work, batch.id)
        return {
            **_heading(units.load(work), found, now),
            "batch": batch.name,
            "system": batch.system,
            "signers": list(signers),
            "reconciled": _moment(found.at),
            "files": [
                {"source": source, "name": file.name, "size": _number(file.size), "sha256": file.sha256}
                for source, file in decided.files(work, batch.id)
            ],
            **_counts(found),
            "controls": [_control(line) for line in found.controls],
            "patches": _number(decisions.corrections),
            "separations": _number(decisions.separations),
            "exclusions": [
                [each.rule, each.approver, each.basis, _day(in_hanoi(each.approved_at).date())]
                for each in decisions.exclusions
            ],
            "merges": _number(len(merges.merges(work, batch.id))),
            **_attachments(attachment_report(work, batch)),
            **_seal(canonical_hash(shop.database, batch), batch),
        }


def _heading(tree: UnitTree, found: Reconciliation, now: datetime) -> dict[str, str]:
    wall = in_hanoi(now)
    unit, above = _unit_and_above(tree, found, wall.date())
    return {
        "unit_name": unit,
        "above_name": above,
        "place": "Hà Nội",
        "day": f"ngày {wall:%d} tháng {wall:%m} năm {wall.year}",
        "hour": f"{wall.hour} giờ {wall.minute:02d} phút",
    }


def _unit_and_above(tree: UnitTree, found: Reconciliation, today: date) -> tuple[str, str]:
    """Return who hands over: a unit that was merged or split since is named as it was when it last received."""
    code = found.status.batch.unit
    months = sorted({line.month for line in found.status.balance if line.month is not None}, reverse=True)
    for day in (today, *months):
        try:
            unit = tree.at(code, day)
        except Stuck:
            continue
        above = tree.parent(unit, day)
        return _office(unit), _office(above) if above else ""
    return code, ""


def _office(unit: Unit) -> str:
    """Return what signs: a place is signed for by its people's committee."""
    if unit.body is not Body.COMMITTEE:
        return unit.name
    return f"Ủy ban nhân dân {unit.name[0].lower()}{unit.name[1:]}"


def _counts(found: Reconciliation) -> dict[str, Any]:
    lines = found.status.balance
    return {
        "balance": [_balance(line) for line in lines],
        "totals": [_number(sum(each)) for each in zip(*map(_figures, lines), strict=True)] or ["0"] * 5,
        "read": _number(found.rows_read),
        "compared": _number(found.rows_compared),
        "differences": [
            [
                DIFFERENCES[each.code],
                _label(each.field),
                _number(each.count),
                each.expected or "",
                each.found or "",
            ]
            for each in found.differences
        ],
        "quarantine": [
            [reason, reason_in_words(reason), _number(rows)] for reason, rows in found.status.quarantine
        ],
        "waiting": _number(found.status.quarantined),
        "balanced": found.is_balanced,
    }


def _balance(line: BalanceLine) -> list[str]:
    month = NOT_KNOWN if line.month is None else f"{line.month:%m/%Y}"
    return [line.table, line.unit or NOT_KNOWN, month, *map(_number, _figures(line))]


def _figures(line: BalanceLine) -> tuple[int, ...]:
    return line.read, line.loaded, line.merged, line.quarantined, line.excluded


def _control(line: ControlLine) -> dict[str, Any]:
    kept = line.merged + line.quarantined + line.excluded
    return {
        "control": line.control,
        "part": part_in_words(line.part),
        "read": _number(line.read),
        "kept": _number(kept),
        "loaded": _number(line.loaded),
        "engine": _number(line.engine),
        "equal": line.is_equal,
    }


def _attachments(report: AttachmentReport) -> dict[str, str]:
    return {"attachments": attachments_in_words(report)}


def _seal(digest: str, batch: Batch) -> dict[str, str]:
    picture = BytesIO()
    segno.make(f"motcua:{batch.name}:{digest}", error="m").save(picture, kind="svg", border=1)
    return {"hash": digest, "qr": picture.getvalue().decode()}


def _label(field: str) -> str:
    target = TARGETS["dossier"].get(field)
    return target.label if target else field


def _number(value: int | Decimal) -> str:
    """Write a number as officials do: dots between thousands, a comma before the rest."""
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _moment(at: datetime) -> str:
    return f"{in_hanoi(at):%H:%M %d/%m/%Y}"
