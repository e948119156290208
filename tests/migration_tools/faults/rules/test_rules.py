"""Each rule of one row finds its class, and nothing in a row that is right."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest

from engine.model.city_data import hanoi
from migration_tools.faults.catalogue import catalogue
from migration_tools.faults.generate import facts
from migration_tools.faults.rules import dates, keys, people, procedures, states, units
from migration_tools.faults.rules.finding import Known
from migration_tools.faults.rules.judge import judge
from migration_tools.mapping.record import Mapped, Problem, Treatment, Value

KNOWN = Known(
    snapshot_on=date(2025, 6, 20),
    units_from=facts.FIRST_ON,
    is_day_off=frozenset(facts.days_off()).__contains__,
    units=hanoi(),
    procedures=frozenset({"1.001193"}),
    retired={"T-HNO-100001-TT": "1.001193", "T-HNO-109999-TT": None},
    named={"dang ky khai sinh": "1.001193"},
    users=frozenset({"cb.hotich01"}),
    shared_users=frozenset({"motcua01"}),
    steps=frozenset({"Tiếp nhận hồ sơ", "Thẩm định"}),
)
RIGHT: dict[str, Value] = {
    "number": "0000123/2018",
    "procedure_code": "1.001193",
    "procedure_name": "Đăng ký khai sinh",
    "unit": "00001",
    "received_on": date(2018, 11, 5),
    "due_on": date(2018, 11, 6),
    "returned_on": date(2018, 11, 6),
    "status": "done",
    "current_step": "Thẩm định",
    "handler": "cb.hotich01",
}
RULES = (dates, keys, people, procedures, states, units)


def codes(**changes: Value) -> list[str]:
    values = RIGHT | changes
    return [finding.problem.code for rule in RULES for finding in rule.check(values, KNOWN)]


def mapped(values: Mapping[str, Value], *problems: Problem) -> Mapped:
    return Mapped("dossier", "1", values, problems, {})


def test_a_right_dossier_has_no_fault() -> None:
    assert codes() == []


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("date.due_before_receipt", {"due_on": date(2018, 11, 1)}),
        ("date.return_before_receipt", {"returned_on": date(2018, 11, 1)}),
        ("date.future", {"returned_on": date(2081, 11, 5)}),
        ("date.due_on_holiday", {"received_on": date(2018, 4, 27), "due_on": date(2018, 4, 30)}),
        ("key.missing", {"number": None}),
        ("key.missing", {"number": "  "}),
        ("key.struck_out", {"number": "~~07~~"}),
        ("procedure.missing", {"procedure_code": None, "procedure_name": None}),
        ("procedure.renamed", {"procedure_code": "T-HNO-100001-TT"}),
        ("procedure.abolished", {"procedure_code": "T-HNO-109999-TT"}),
        ("procedure.unknown", {"procedure_code": "X.999"}),
        ("procedure.free_text", {"procedure_code": "", "procedure_name": "DANG KY KHAI SINH"}),
        ("procedure.free_text_unknown", {"procedure_code": "", "procedure_name": "làm khai sinh cho cháu"}),
        ("unit.unknown", {"unit": "99990"}),
        ("text.lost_letters", {"applicant": "V? Huy Hu?"}),
        ("user.unknown", {"handler": "nv_da_nghi_17"}),
        ("user.shared", {"handler": "motcua01"}),
        ("status.against_dates", {"status": "processing"}),
        ("status.against_dates", {"returned_on": None}),
        ("status.end_missing", {"status": "denied", "returned_on": None}),
        ("status.end_missing", {"status": "withdrawn", "returned_on": None}),
        ("process.step_gone", {"status": "processing", "returned_on": None, "current_step": "Kiểm tra chéo"}),
    ],
)
def test_a_rule_finds_its_class_and_no_other(code: str, changes: dict[str, Value]) -> None:
    assert codes(**changes) == [code]


@pytest.mark.parametrize(
    ("code", "fate", "on"),
    [
        ("unit.merged", "merged", date(2020, 3, 2)),
        ("unit.split", "split", date(2020, 3, 2)),
        ("unit.closed", "closed", date(2025, 1, 2)),
    ],
)
def test_a_unit_is_judged_on_the_day_of_receipt(code: str, fate: str, on: date) -> None:
    unit = getattr(facts.communes(), fate)[0]
    days = {"received_on": on, "due_on": on, "returned_on": on}

    assert codes(unit=unit.code) == []
    assert codes(unit=unit.code, **days) == [code]


def test_a_dossier_that_was_refused_on_a_day_has_its_end() -> None:
    assert codes(status="denied", returned_on=None, finished_on=date(2018, 11, 6)) == []


def test_a_name_that_lost_letters_and_an_unknown_account_are_both_told() -> None:
    assert codes(applicant="Phan Huy Hu?", handler="nv_da_nghi_17") == ["text.lost_letters", "user.unknown"]


def test_a_merged_unit_becomes_its_heir() -> None:
    unit = facts.communes().merged[0]
    on = date(2020, 3, 2)

    judged = judge(
        mapped(RIGHT | {"unit": unit.code, "received_on": on, "due_on": on, "returned_on": on}), KNOWN
    )

    assert judged.values["unit"] == facts.heirs(unit)[0].code


def test_a_fix_of_one_rule_is_seen_by_the_next() -> None:
    values = RIGHT | {
        "procedure_code": "T-HNO-100001-TT",
        "status": "processing",
        "returned_on": None,
        "current_step": "Kiểm tra chéo",
    }

    judged = judge(mapped(values), KNOWN)

    assert judged.values["procedure_code"] == "1.001193"
    assert [problem.code for problem in judged.problems] == ["procedure.renamed", "process.step_gone"]


def test_a_field_that_could_not_be_read_is_not_blamed_twice() -> None:
    unread = catalogue()["procedure.missing"].problem("procedure_code", "")

    judged = judge(mapped(RIGHT | {"procedure_code": None, "procedure_name": None}, unread), KNOWN)

    assert judged.problems == (unread,)


def test_a_time_is_a_day_of_hanoi() -> None:
    # Half past six in the morning of the sixth in Hanoi is still the fifth in Greenwich.
    at = datetime(2018, 11, 5, 23, 30, tzinfo=UTC)
    values = {key: value for key, value in RIGHT.items() if key != "received_on"} | {"received_at": at}

    assert dates.check(values | {"due_on": date(2018, 11, 6)}, KNOWN) == []
    assert [each.problem.field for each in dates.check(values | {"due_on": date(2018, 11, 5)}, KNOWN)] == [
        "due_on"
    ]


def test_the_raw_value_stands_in_the_problem() -> None:
    (finding,) = units.check(RIGHT | {"unit": "99990"}, KNOWN)

    assert (finding.problem.raw, finding.problem.treatment) == ("99990", Treatment.QUARANTINE)


def test_a_dossier_without_a_day_of_receipt_says_nothing_of_its_unit() -> None:
    assert units.check(RIGHT | {"unit": "99990", "received_on": None}, KNOWN) == []
