"""The true dossiers are plausible, ordered by day, the same for the same seed, and right by every rule."""

from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from migration_tools.faults.generate import facts
from migration_tools.faults.generate.case import Case, cases
from migration_tools.faults.generate.known import synthetic_city
from migration_tools.faults.generate.style import step_name
from migration_tools.faults.rules.judge import judge
from migration_tools.mapping.record import Mapped
from migration_tools.text.decode import decode, encode

SEEDS = st.integers(0, 2**32)


def mapped(case: Case) -> Mapped:
    values = {
        "number": case.number,
        "procedure_code": case.procedure.code,
        "procedure_name": case.procedure.name,
        "unit": case.unit.code,
        "received_on": case.received_on,
        "due_on": case.due_on,
        "returned_on": case.returned_on,
        "status": case.status,
        "current_step": step_name(case),
        "handler": case.handler,
    }
    return Mapped("dossier", case.number, values, (), {})


@given(SEEDS)
def test_the_same_seed_gives_the_same_dossiers(seed: int) -> None:
    assert list(cases(seed, 20)) == list(cases(seed, 20))


@given(SEEDS)
def test_no_rule_finds_a_fault_in_a_true_dossier(seed: int) -> None:
    known = synthetic_city()

    for case in cases(seed, 20):
        assert judge(mapped(case), known).problems == ()


def test_dossiers_come_by_day_of_receipt_and_never_share_a_number() -> None:
    made = list(cases(1, 2000))

    assert [case.received_on for case in made] == sorted(case.received_on for case in made)
    assert len({case.number for case in made}) == len({case.identity_no for case in made}) == len(made)


def test_more_than_nine_in_ten_are_finished_and_the_newest_are_not() -> None:
    made = list(cases(1, 2000))
    open_ones = [case for case in made if case.returned_on is None]

    assert 0.05 < len(open_ones) / len(made) < 0.1
    assert made[-1] in open_ones
    assert made[0] not in open_ones


def test_every_name_is_the_same_in_every_encoding_both_ways() -> None:
    for case in islice(cases(3, 5000), 500):
        for encoding in ("tcvn3", "vni", "vps", "viscii", "cp1258", "viqr"):
            for text in (case.applicant, case.address):
                assert decode(encode(text, encoding), encoding) == text


def test_the_city_has_communes_of_every_fate() -> None:
    fates = facts.communes()

    assert all((fates.lasting, fates.merged, fates.split, fates.closed))
    assert all(unit.is_valid_on(facts.FIRST_ON) and unit.is_valid_on(facts.LAST_ON) for unit in fates.lasting)


def test_a_due_day_is_a_working_day() -> None:
    days = set(facts.working_days())

    assert all(case.due_on in days and case.received_on in days for case in cases(1, 500))
