"""Planters of the groups `key`, `procedure`, `unit`, `user` and `status`: who, what and where, named wrongly."""

from bisect import bisect_right
from dataclasses import replace
from datetime import timedelta

from engine.model.unit import Unit
from migration_tools.faults.generate import facts
from migration_tools.faults.generate.draft import Draft, Plant, Planted


def _twice_identical(draft: Draft) -> tuple[Planted, ...]:
    draft.twin = dict(draft.cells)
    number = draft.case.number
    return (
        Planted("key.twice_identical", "number", number),
        Planted("key.twice_identical", "number", number),
    )


def _twice_in_unit(draft: Draft) -> tuple[Planted, ...]:
    other = draft.case._replace(applicant=f"{draft.case.applicant} Hai", minute=draft.case.minute + 1)
    draft.twin = draft.style.cells(other)
    return (Planted("key.twice_in_unit", "number", None), Planted("key.twice_in_unit", "number", None))


def _two_units(draft: Draft) -> tuple[Planted, ...]:
    units = facts.communes().lasting
    other = units[(units.index(draft.case.unit) + 1) % len(units)]
    draft.twin = draft.style.cells(draft.case._replace(unit=other, applicant="Nguyễn Thị Hồng Hạnh"))
    number = draft.case.number
    return tuple(Planted("key.number_in_two_units", "number", number) for _ in range(2))


def _each_year(draft: Draft) -> tuple[Planted, ...]:
    number = draft.case.number.split("/")[0]
    draft.rewrite(number=number)
    later = draft.case.received_on + timedelta(days=370)
    early = later if later <= facts.LAST_ON else draft.case.received_on - timedelta(days=370)
    other = draft.case._replace(received_on=early, due_on=early + timedelta(days=1), returned_on=None)
    draft.twin = draft.style.cells(other._replace(status="processing", applicant="Trần Thị Bích Hằng"))
    return tuple(Planted("key.reused_each_year", "number", number) for _ in range(2))


def _struck_out(draft: Draft) -> tuple[Planted, ...]:
    draft.rewrite(number=f"~~{draft.case.number}~~")
    return (Planted("key.struck_out", "number", None),)


def _number_missing(draft: Draft) -> tuple[Planted, ...]:
    draft.rewrite(number="")
    return (Planted("key.missing", "number", None),)


def _applicant_missing(draft: Draft) -> tuple[Planted, ...]:
    draft.rewrite(applicant="")
    return (Planted("key.field_missing", "applicant", None),)


def _check_failed(draft: Draft) -> tuple[Planted, ...]:
    draft.rewrite(asked=1, answered=9)
    return (Planted("key.check_failed", "extra.questions", None),)


def _procedure(draft: Draft, code: str, name: str | None = None) -> None:
    fact = draft.case.procedure
    draft.rewrite(procedure=fact._replace(code=code, name=fact.name if name is None else name))


def _procedure_missing(draft: Draft) -> tuple[Planted, ...]:
    _procedure(draft, "", "")
    return (Planted("procedure.missing", "procedure_code", None),)


def _procedure_renamed(draft: Draft) -> tuple[Planted, ...]:
    right = draft.case.procedure.code
    _procedure(draft, draft.case.procedure.retired)
    return (Planted("procedure.renamed", "procedure_code", right),)


def _procedure_abolished(draft: Draft) -> tuple[Planted, ...]:
    _procedure(draft, draft.random.choice(facts.words()["abolished"]), "Thủ tục đã bãi bỏ")
    return (Planted("procedure.abolished", "procedure_code", None),)


def _procedure_unknown(draft: Draft) -> tuple[Planted, ...]:
    _procedure(draft, f"X.{draft.random.randint(100, 999)}", "Thủ tục không rõ")
    return (Planted("procedure.unknown", "procedure_code", None),)


def _free_text(draft: Draft) -> tuple[Planted, ...]:
    right = draft.case.procedure
    _procedure(draft, "", right.name.upper())
    return (Planted("procedure.free_text", "procedure_code", right.code),)


def _free_text_unknown(draft: Draft) -> tuple[Planted, ...]:
    _procedure(draft, "", "làm giấy cho cháu")
    return (Planted("procedure.free_text_unknown", "procedure_code", None),)


def _move(draft: Draft, unit: Unit) -> None:
    """Let a dossier be received by a unit on a day when that unit is no more."""
    days = facts.working_days()
    assert unit.valid_until is not None
    index = bisect_right(days, unit.valid_until) + draft.random.randint(0, 40)
    draft.rewrite(
        unit=unit, received_on=days[index], due_on=days[index + 1], returned_on=days[index + 1], status="done"
    )


def _unit_merged(draft: Draft) -> tuple[Planted, ...]:
    unit = draft.random.choice(facts.communes().merged)
    heir = facts.heirs(unit)[0]
    _move(draft, unit)
    return (Planted("unit.merged", "unit", heir.code),)


def _unit_split(draft: Draft) -> tuple[Planted, ...]:
    _move(draft, draft.random.choice(facts.communes().split))
    return (Planted("unit.split", "unit", None),)


def _unit_closed(draft: Draft) -> tuple[Planted, ...]:
    _move(draft, draft.random.choice(facts.communes().closed))
    return (Planted("unit.closed", "unit", None),)


def _unit_unknown(draft: Draft) -> tuple[Planted, ...]:
    draft.rewrite(unit=replace(draft.case.unit, code="99990", name="Phường Hoa Sữa"))
    return (Planted("unit.unknown", "unit", None),)


def _user(code: str, handler: str) -> Plant:
    def plant(draft: Draft) -> tuple[Planted, ...]:
        draft.rewrite(handler=handler)
        return (Planted(code, "handler", handler),)

    return plant


def _status_word(draft: Draft) -> tuple[Planted, ...]:
    right = draft.case.status
    draft.cells["status"] = f" {draft.style.status(right).upper()} "
    return (Planted("status.vocabulary", "status", right),)


def _status_unknown(draft: Draft) -> tuple[Planted, ...]:
    draft.rewrite(status="đang treo")
    return (Planted("status.unknown", "status", None),)


def _against_dates(draft: Draft) -> tuple[Planted, ...]:
    draft.rewrite(status="processing", returned_on=draft.case.received_on)
    return (Planted("status.against_dates", "status", None),)


def _end_missing(draft: Draft) -> tuple[Planted, ...]:
    draft.rewrite(status="denied", returned_on=None)
    return (Planted("status.end_missing", "status", "denied"),)


PLANTERS: dict[str, Plant] = {
    "key.twice_identical": _twice_identical,
    "key.twice_in_unit": _twice_in_unit,
    "key.number_in_two_units": _two_units,
    "key.reused_each_year": _each_year,
    "key.struck_out": _struck_out,
    "key.missing": _number_missing,
    "key.field_missing": _applicant_missing,
    "procedure.missing": _procedure_missing,
    "procedure.renamed": _procedure_renamed,
    "procedure.abolished": _procedure_abolished,
    "procedure.unknown": _procedure_unknown,
    "unit.merged": _unit_merged,
    "unit.split": _unit_split,
    "unit.closed": _unit_closed,
    "unit.unknown": _unit_unknown,
    "user.unknown": _user("user.unknown", "nv_da_nghi_17"),
    "user.shared": _user("user.shared", "motcua01"),
    "status.unknown": _status_unknown,
    "status.against_dates": _against_dates,
    "status.end_missing": _end_missing,
}
"""Faults that any legacy system can hold."""

WRITTEN: dict[str, Plant] = {
    "procedure.free_text": _free_text,
    "procedure.free_text_unknown": _free_text_unknown,
    "status.vocabulary": _status_word,
    "key.check_failed": _check_failed,
}
"""Faults of words that a person typed."""
