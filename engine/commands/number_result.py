"""Give a signed document its registry number (lấy số văn bản)."""

from dataclasses import dataclass, replace
from uuid import UUID

from engine.commands import deeds
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.documents import changed, require_result
from engine.errors import Refused
from engine.events import EventKind
from engine.model.dossier import Dossier
from engine.model.paper import PaperKind
from engine.model.result import Deed, Hand, ResultState
from engine.store import dossiers
from engine.store.paper_numbers import next_number

MAX_SYMBOL = 30
"""Characters."""


@dataclass(frozen=True, slots=True)
class NumberResult:
    """Take the next number of the registry's unit and year; `symbol` follows it, as QĐ-UBND in 12/QĐ-UBND.

    Refused `dossier.unknown`, `result.not_your_turn`, `result.unknown`, `result.other_state`, `result.symbol`.
    """

    dossier: str
    result: UUID
    symbol: str = ""

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier."""
        return dossiers.lock(desk.work, self.dossier)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        task, actor = deeds.require_turn(desk, case, Deed.NUMBER)
        before = require_result(case, self.result, frozenset({ResultState.SIGNED}))
        symbol = self.symbol.strip().strip("/")
        if len(symbol) > MAX_SYMBOL:
            raise Refused("result.symbol", limit=MAX_SYMBOL)
        number = next_number(desk.work, task.unit, PaperKind.RESULT, desk.today)
        hand = Hand(actor.person_id, desk.now)
        after = replace(before, state=ResultState.NUMBERED, number=number, symbol=symbol, numbered=hand)
        facts = {"number": after.written_number, "paper": number.facts}
        return changed(case, after, (EventKind.RESULT_NUMBERED, task.unit, facts))
