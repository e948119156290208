"""How a procedure asks for missing papers: who approves, how long the applicant has, what the clock does after."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class SupplementRule:
    """`answer_within_days` are calendar days, `times` how often one dossier may be asked.

    With `restarts` the whole limit runs anew after the answer, else what the procedure says of any pause.
    """

    needs_approval: bool = False
    answer_within_days: int = 30
    restarts: bool = False
    times: int = 1

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Build from `supplement` of a `procedure.json` that its schema has accepted; what is absent is usual."""
        return cls(
            needs_approval=stored.get("approval") == "leader",
            answer_within_days=stored.get("answer_within_days", USUAL_SUPPLEMENT.answer_within_days),
            restarts=stored.get("after") == "restart",
            times=stored.get("times", USUAL_SUPPLEMENT.times),
        )


USUAL_SUPPLEMENT = SupplementRule()
