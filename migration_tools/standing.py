"""Where a batch stands, what is red and why, and what to do about it; nothing is changed by asking."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.store.work import reading
from migration_tools.batch import Status, Workshop
from migration_tools.reconciliation import Reconciliation
from migration_tools.record.words import DIFFERENCES
from migration_tools.store import raw, standing
from migration_tools.store.batches import Batch
from migration_tools.store.holding import ORPHAN_FILE
from migration_tools.store.standing import StepState

STEPS = ("map", "load", "reconcile")


@dataclass(frozen=True, slots=True)
class Red:
    """One thing that keeps a batch from being cut over: what it is, and what to do, both for people."""

    what: str
    to_do: str


@dataclass(frozen=True, slots=True)
class Standing:
    """All of it, as far as it has come."""

    batch: Batch
    rows_read: int
    is_copied: bool
    steps: dict[str, StepState]
    status: Status
    reconciliation: Reconciliation | None
    reds: tuple[Red, ...]


def standing_of(shop: Workshop, batch: Batch) -> Standing:
    """Return where a batch stands now."""
    with reading(shop.database) as work:
        steps = standing.steps(work, batch.id)
        unread = standing.unread_tables(work, batch.id)
        rows = raw.count(work, batch.id)
    status = shop.status(batch)
    found = Reconciliation.last(shop, batch)
    reds = (*_of_copy(batch, rows, unread), *_of_steps(batch, steps), *_of_rows(status), *_of_sums(found))
    return Standing(batch, rows, not unread and rows > 0, steps, status, found, reds)


def _of_copy(batch: Batch, rows: int, unread: list[str]) -> Iterator[Red]:
    again = f"Chạy lại «motcua migrate snapshot {batch.name} …»; việc sao chép tiếp tục từ chỗ dừng."
    for table in unread:
        yield Red(f"Bảng «{table}» chưa sao chép xong", again)
    if not rows and not unread:
        yield Red("Chưa sao chép dòng nào", again)


def _of_steps(batch: Batch, steps: dict[str, StepState]) -> Iterator[Red]:
    names = {"map": "Ánh xạ", "load": "Nạp", "reconcile": "Đối soát"}
    for step in STEPS:
        state = steps.get(step)
        if state is None:
            yield Red(f"{names[step]}: chưa chạy", f"Chạy «motcua migrate {step} {batch.name}».")
        elif not state.is_done:
            yield Red(
                f"{names[step]}: còn {state.open_chunks}/{state.chunks} phần",
                f"Đang chạy thì chờ; đã dừng thì chạy lại «motcua migrate {step} {batch.name}».",
            )
    load, reconcile = steps.get("load"), steps.get("reconcile")
    if load is not None and reconcile is not None and reconcile.begun_at < load.begun_at:
        yield Red("Đã nạp thêm sau lần đối soát cuối", f"Chạy «motcua migrate reconcile {batch.name}».")


def _of_rows(status: Status) -> Iterator[Red]:
    without = sum(line.without_outcome for line in status.balance)
    if without:
        yield Red(f"{without} dòng chưa có kết quả", "Chạy nốt bước ánh xạ và bước nạp.")
    files = dict(status.quarantine).get(ORPHAN_FILE, 0)
    if files:
        yield Red(
            f"{files} tệp không rõ của hồ sơ nào",
            f"«motcua migrate attachments {status.batch.name} --hold-from THƯ-MỤC --holding KHU-CHỜ», rồi quyết định "
            "từng tệp ngay trên trang này.",
        )
    if status.quarantined > files:
        yield Red(
            f"{status.quarantined - files} dòng chờ đơn vị sửa",
            f"«motcua migrate quarantine export {status.batch.name} TỆP.xlsx», gửi đơn vị, rồi «import».",
        )


def _of_sums(found: Reconciliation | None) -> Iterator[Red]:
    if found is None:
        return
    for each in found.differences:
        yield Red(
            f"{DIFFERENCES[each.code]}{f' · {each.field}' if each.field else ''}: {each.count}",
            f"Ví dụ hồ sơ {each.dossier}: theo nguồn «{each.expected}», hệ thống mới «{each.found}». "
            "Không sửa tay; báo người phụ trách chuyển đổi.",
        )
    for line in found.controls:
        if not line.is_equal:
            yield Red(
                f"{line.control} · {line.part}: nguồn {line.read}, đã nạp {line.loaded}, hệ thống mới {line.engine}",
                "Xem các giá trị khác nhau nêu trên; không chốt khi tổng chưa bằng nhau.",
            )
