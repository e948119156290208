"""What a connector is."""

from typing import Protocol

from engine.model.delivery import Delivery

PATIENCE_SECONDS = 20.0
"""How long a connector waits for the other side before it says that nothing was delivered."""


class Undelivered(Exception):
    """The other side could not be reached or did not accept; the message says why, for the person who mends it."""


class Connector(Protocol):
    """A way out, set up by an administrator and named by diagrams."""

    def deliver(self, delivery: Delivery, dossier: str) -> None:
        """Hand over what a step of a dossier (by code) tells. Raises Undelivered.

        It may be called again for the same delivery, after a crash even when it succeeded. The other side is told
        the delivery's id, which stays the same, so that it can tell a repetition.
        """
