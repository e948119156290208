"""The recorded steps of a synthetic dossier, and the planters of the group `process` that break them."""

from migration_tools.faults.generate import facts
from migration_tools.faults.generate.case import Case
from migration_tools.faults.generate.draft import Draft, Plant, Planted, Step
from migration_tools.faults.generate.style import CLOCK

_STATUSES = ("receiving", "processing", "processing", "processing", "done")


def history(case: Case) -> list[Step]:
    """Return the steps of a dossier in order; a finished one went through all, one in flight through some."""
    names = facts.words()["steps"]
    is_done = case.returned_on is not None
    count = len(names) if is_done else {"receiving": 1, "waiting": 3}.get(case.status, 2)
    last_on = case.returned_on or case.received_on
    return [
        Step(
            serial,
            serial - 1,
            f"{case.received_on if serial < 3 else last_on} {CLOCK[case.minute + serial * 15]}:00",
            names[serial - 1],
            _STATUSES[serial - 1],
            case.handler,
            not is_done and serial == count,
        )
        for serial in range(1, count + 1)
    ]


def _finished(draft: Draft) -> list[Step]:
    case = draft.case
    draft.rewrite(returned_on=case.received_on, status="done")
    return history(draft.case)


def _step_gone(draft: Draft) -> tuple[Planted, ...]:
    draft.rewrite(status="processing", returned_on=None)
    draft.cells["current_step"] = "Kiểm tra chéo"
    *before, last = history(draft.case)
    draft.history = [*before, last._replace(name="Kiểm tra chéo")]
    return (Planted("process.step_gone", "current_step", "Kiểm tra chéo"),)


def _two_open_steps(draft: Draft) -> tuple[Planted, ...]:
    draft.rewrite(status="processing", returned_on=None)
    draft.history = [step._replace(is_open=True) for step in history(draft.case)]
    return (Planted("process.two_open_steps", "", None),)


def _broken_chain(draft: Draft) -> tuple[Planted, ...]:
    steps = _finished(draft)
    draft.history = steps[:2] + steps[3:]
    return (Planted("process.broken_chain", "", ""),)


def _cyclic_chain(draft: Draft) -> tuple[Planted, ...]:
    first, *rest = _finished(draft)
    draft.history = [first._replace(previous=rest[-1].serial), *rest]
    return (Planted("process.cyclic_chain", "", ""),)


def _pause_missing(draft: Draft) -> tuple[Planted, ...]:
    steps = _finished(draft)
    draft.history = [*steps[:2], steps[2]._replace(name="Tiếp tục xử lý", status="resumed"), *steps[3:]]
    return (Planted("process.pause_missing", "", ""),)


def _no_order(draft: Draft) -> tuple[Planted, ...]:
    steps = _finished(draft)
    draft.history = [step._replace(at=steps[0].at, previous=0) for step in steps]
    return (Planted("process.no_order", "", ""),)


def _never_started(draft: Draft) -> tuple[Planted, ...]:
    draft.rewrite(status="processing", returned_on=None)
    draft.history = []
    return (Planted("process.never_started", "", ""),)


def _transfer_twice(draft: Draft) -> tuple[Planted, ...]:
    district = facts.district(draft.case.unit)
    draft.twin = draft.style.cells(draft.case._replace(unit=district))
    # What the receiving level files about a dossier that came up to it: the sender's number beside its own.
    draft.twin["extra.reference"] = draft.case.number
    number = draft.case.number
    return tuple(Planted("process.transfer_twice", "number", number) for _ in range(2))


def _orphan(draft: Draft) -> tuple[Planted, ...]:
    draft.orphan = history(draft.case)[0]
    return (Planted("file.orphan_row", "dossier_key", None),)


PLANTERS: dict[str, Plant] = {
    "process.step_gone": _step_gone,
    "process.two_open_steps": _two_open_steps,
    "process.broken_chain": _broken_chain,
    "process.cyclic_chain": _cyclic_chain,
    "process.pause_missing": _pause_missing,
    "process.no_order": _no_order,
    "process.never_started": _never_started,
    "process.transfer_twice": _transfer_twice,
    "file.orphan_row": _orphan,
}
"""Faults that only a system with a history can hold."""
