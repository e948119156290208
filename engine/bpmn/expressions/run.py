"""One evaluation under way: the data it reads, the variables it has bound, and the steps it has left."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from engine.bpmn.expressions.errors import EvaluationTooLarge
from engine.bpmn.expressions.limits import MAX_STEPS
from engine.bpmn.expressions.values import admit


@dataclass(slots=True)
class Run:
    """The only mutable thing here; made for one evaluation and dropped after it.

    `bound` maps the place of a quantifier's variable in its scope to the item that it stands for.
    """

    data: Mapping[str, object]
    now: datetime | None
    steps_left: int = MAX_STEPS
    bound: dict[int, object] = field(default_factory=dict)

    def spend(self, steps: int) -> None:
        """Count steps, and stop the evaluation when they are used up."""
        self.steps_left -= steps
        if self.steps_left < 0:
            raise EvaluationTooLarge("MAX_STEPS", MAX_STEPS)

    def items(self, values: Sequence[object], cost: int = 1) -> Iterator[object]:
        """Yield each item of a list as a value of the language, at a cost in steps each."""
        for value in values:
            self.spend(cost)
            yield admit(value)
