"""What the demo prints of a dossier's journey: the reception, each step with its why, the control slip."""

from collections.abc import Iterator
from datetime import datetime
from textwrap import wrap

from api.demo.play import Received, Told
from engine.clock import in_hanoi
from engine.model.derivation import Derivation, FactKind, sentences
from engine.model.procedure import Procedure
from engine.reports.control_slip import SlipRow

_LEVELS = {"commune": "cấp xã", "district": "cấp huyện", "city": "cấp Thành phố"}
WIDTH = 100
_RULE = "─" * WIDTH
_INDENT = " " * 5


def reception(procedure: Procedure, received: Received) -> Iterator[str]:
    """Tell what came in, where, and why its due date is that date."""
    yield ""
    yield _RULE
    yield f"{procedure.code}  {procedure.name}"
    yield f"Hồ sơ {received.dossier}, tiếp nhận tại {received.unit_name} bởi {received.person}"
    yield f"Nhận {_at(received.received_at)}, hẹn trả {_at(received.due_at)}"
    yield from _because(received.derivation)
    yield _RULE


def step(number: int, name: str, told: Told) -> Iterator[str]:
    """Tell one step: element, level, unit, role, person, received, due and why."""
    task = told.task
    due = "không tính thời hạn" if task.due_at is None else f"hạn {_at(task.due_at)}"
    yield f"{number:3}. {name}  [{task.element}]"
    yield f"{_INDENT}{_LEVELS[task.level]} · {task.unit_name} · {task.role.label} · {told.person}"
    yield f"{_INDENT}nhận {_at(task.opened_at)} · {due} · xong {_at(told.completed_at)}"
    yield from _because(task.derivation)


def slip(dossier: str, rows: list[SlipRow]) -> Iterator[str]:
    """Print the control slip of a dossier as a table."""
    yield ""
    yield f"PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ  {dossier}"
    yield _line("Bước", "Đơn vị", "Người giao → người nhận", "Nhận", "Giao", "Kết quả")
    for row in rows:
        hands = f"{row.giver or 'Người nộp'} → {row.receiver}"
        received, completed = _short(row.received_at), _short(row.completed_at)
        yield _line(row.step, row.unit, hands, received, completed, row.timeliness.label)


def _because(derivation: Derivation) -> Iterator[str]:
    """Tell why; when it came in and when it is due stand on the line above."""
    reasons = [fact for fact in derivation if fact["fact"] not in (FactKind.RECEIVED, FactKind.DUE)]
    if reasons:
        text = f"vì: {' '.join(sentences(reasons))}"
        yield from wrap(
            text, WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT, break_on_hyphens=False
        )


def _line(*cells: str) -> str:
    widths = (36, 30, 42, 12, 12, 10)
    return "  ".join(_cut(cell, width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _cut(text: str, width: int) -> str:
    return (text if len(text) <= width else text[: width - 1] + "…").ljust(width)


def _at(moment: datetime) -> str:
    return f"{in_hanoi(moment):%H:%M %d/%m/%Y}"


def _short(moment: datetime) -> str:
    return f"{in_hanoi(moment):%H:%M %d/%m}"
