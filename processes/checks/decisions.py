"""Do the rules of a decision table exclude each other and cover all that can occur (DMN 1.3 §8.2.8)?"""

from dataclasses import replace

from engine.bpmn.decisions import check_decision
from engine.bpmn.definition import Definition
from engine.bpmn.deployment import Deployment
from engine.bpmn.finding import Finding
from processes.checks.possible import possible_in


def check(deployment: Deployment, definition: Definition) -> list[Finding]:
    """Name what is wrong with each table over the values that the forms accept, at the task that asks it."""
    possible = possible_in(deployment)
    return [
        replace(found, element=definition.element(node).id)
        for node, decision in sorted(definition.decisions.items())
        for found in check_decision(decision, possible)
    ]
