"""What is known of the synthetic city, in the form in which the rules of one row ask for it."""

from engine.model.city_data import hanoi
from engine.model.folding import folded
from migration_tools.faults.generate import facts
from migration_tools.faults.rules.finding import Known


def synthetic_city() -> Known:
    """Return the city in which every generated dossier without a planted fault is right."""
    words, procedures, working_days = facts.words(), facts.procedures(), frozenset(facts.working_days())
    steps = frozenset(words["steps"])
    return Known(
        snapshot_on=facts.SNAPSHOT_ON,
        units_from=facts.FIRST_ON,
        is_day_off=lambda day: day not in working_days,
        units=hanoi(),
        procedures=frozenset(each.code for each in procedures),
        retired={each.retired: each.code for each in procedures} | dict.fromkeys(words["abolished"]),
        named={folded(each.name): each.code for each in procedures},
        users=frozenset(words["handlers"]),
        shared_users=frozenset({"motcua01"}),
        steps=steps,
    )
