"""Try what is due to be delivered, tell the dossier when it succeeded, and give up after enough attempts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from api.delivery.base import Connector, Undelivered
from engine.commands.engine import Engine
from engine.commands.finish_delivery import FinishDelivery
from engine.commands.give_up_delivery import GiveUpDelivery
from engine.errors import Refused, Stuck
from engine.model.delivery import MAX_ATTEMPTS, pause_after
from engine.store import deliveries
from engine.store.deliveries import Taken
from engine.store.work import begin

LEASE = timedelta(minutes=2)
"""How long a worker may take for one attempt; one that died leaves the delivery to others after that."""


@dataclass(frozen=True, slots=True)
class Outbox:
    """Deliveries by the connectors that are set up; those of others wait, for all to see."""

    engine: Engine
    connectors: Mapping[str, Connector]

    def deliver_due(self, limit: int = 100) -> int:
        """Try due deliveries, longest due first, at most `limit`; return how many were delivered."""
        delivered = 0
        for _ in range(limit):
            with begin(self.engine.database) as work:
                taken = deliveries.take(work, self.connectors.keys(), self.engine.clock(), LEASE)
            if taken is None:
                break
            delivered += self._try(taken)
        return delivered

    def _try(self, taken: Taken) -> bool:
        """No transaction is open while the other side is waited for."""
        delivery = taken.delivery
        try:
            self.connectors[delivery.connector].deliver(delivery, taken.dossier)
        except Undelivered as problem:
            self._in_vain(taken, str(problem))
            return False
        try:
            self.engine.handle(FinishDelivery(taken.dossier, str(delivery.id)), None)
        except Refused:
            # Nobody waits for it any more.
            return False
        except Stuck as stuck:
            # It went out and must not go out again; what is left is the dossier's incident.
            self._give_up(taken, stuck.code)
            return False
        return True

    def _in_vain(self, taken: Taken, problem: str) -> None:
        if taken.attempts < MAX_ATTEMPTS:
            next_at = self.engine.clock() + pause_after(taken.attempts)
            with begin(self.engine.database) as work:
                deliveries.try_later(work, taken.delivery.id, problem, next_at)
            return
        try:
            self.engine.handle(GiveUpDelivery(taken.dossier, str(taken.delivery.id), problem), None)
        except (Refused, Stuck):
            # The incident came first: whoever dies here leaves one too many attempts, not one too few reports.
            self._give_up(taken, problem)

    def _give_up(self, taken: Taken, problem: str) -> None:
        with begin(self.engine.database) as work:
            deliveries.give_up(work, taken.delivery.id, problem)
