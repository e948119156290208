"""The journal alone: every way a dossier can go is rebuilt from it, entry by entry."""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from processes.catalogue import package as library_package
from tests.support.city import Town
from tests.support.packages import package
from tests.support.replay import assert_journal_tells_all, replay
from tests.support.whole import assert_whole

EVERYTHING = package(
    "s -> A -> x ? p1 -> B -> p2 -> C -> e",
    "x -> A",
    "p1 -> c1 -> p2",
    "b1 -> H -> e2",
    "b2 -> D -> t1",
    forms={"A": {"xong": "boolean"}},
    conditions={"x_p1": "xong"},
    default={"x": "A"},
    messages={"c1": "bo_sung", "b2": "rut"},
    pauses={"c1"},
    timers={"b1": "P1D"},
    hosts={"b1": "B", "b2": "C"},
    calm={"b1"},
)
ACTS = ("complete A back", "complete A on", "complete B", "complete C", "complete D", "complete H")
MESSAGES = ("deliver bo_sung", "deliver rut", "a day passes", "claim any")


def test_a_library_procedure_is_rebuilt_after_every_entry(town: Town) -> None:
    town.put_in_force(library_package("1.001193"))
    dossier = town.open(code="1.001193")

    assert_journal_tells_all(town, dossier)
    assert replay(town, dossier).run != ()


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(acts=st.lists(st.sampled_from(ACTS + MESSAGES), min_size=4, max_size=14))
def test_wherever_a_dossier_went_the_journal_leads_there(town: Town, acts: list[str]) -> None:
    """One database serves every example: each opens a dossier of its own."""
    if not town.rows("SELECT 1 FROM procedure_version"):
        town.put_in_force(EVERYTHING)
    dossier = town.open()

    for act in acts:
        do_if_possible(town, dossier, act)

    assert_whole(town, dossier)
    assert_journal_tells_all(town, dossier)


def do_if_possible(town: Town, dossier: str, act: str) -> None:
    verb, subject, *more = act.split()
    if verb == "complete" and subject in town.open_elements(dossier):
        data = {"xong": more == ["on"]} if subject == "A" else {}
        town.complete(dossier, subject, **data)
    elif verb == "deliver" and town.awaits(dossier, subject):
        town.deliver(dossier, subject)
    elif verb == "a":
        town.pass_a_working_day()
    elif verb == "claim" and town.tasks(dossier):
        town.claim(town.tasks(dossier)[0])
