"""All rules of one row in their order: a fix made by one is seen by those behind it."""

from dataclasses import replace

from migration_tools.faults.rules import attachments, dates, keys, people, procedures, rows, states, units
from migration_tools.faults.rules.finding import Known, Rule
from migration_tools.mapping.record import Mapped, Treatment, Value

_RULES: tuple[Rule, ...] = (
    rows.check,
    keys.check,
    dates.check,
    procedures.check,
    units.check,
    people.check,
    states.check,
    attachments.check,
)


def judge(mapped: Mapped, known: Known) -> Mapped:
    """Return a mapped dossier with everything found in it, its fixable values put right.

    A field that the mapping could not read already has its fault, so no second one is told of it.
    """
    values: dict[str, Value] = dict(mapped.values)
    problems = list(mapped.problems)
    told = {problem.field for problem in problems if problem.treatment is Treatment.QUARANTINE}
    for rule in _RULES:
        for finding in rule(values, known):
            if finding.problem.field in told:
                continue
            problems.append(finding.problem)
            if finding.problem.treatment is Treatment.FIX:
                values[finding.problem.field] = finding.right
    # Most dossiers are right, and come back as they are.
    return (
        mapped
        if len(problems) == len(mapped.problems)
        else replace(mapped, values=values, problems=tuple(problems))
    )
