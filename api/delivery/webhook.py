"""Deliver to another system, a text message gateway or the portal, by a POST to the address it has given."""

import http.client
import json
import urllib.error
import urllib.request
from dataclasses import dataclass

from api.delivery.base import PATIENCE_SECONDS, Undelivered
from engine.model.delivery import Delivery


@dataclass(frozen=True, slots=True)
class Webhook:
    """Posts JSON to `address`; any answer but 2xx means that it was not accepted."""

    address: str

    def deliver(self, delivery: Delivery, dossier: str) -> None:
        """Post one event; `Idempotency-Key` is the delivery's id."""
        body = {
            "id": str(delivery.id),
            "dossier": dossier,
            "element": delivery.element,
            "subject": delivery.subject,
            "recipient": delivery.recipient,
            "data": delivery.data,
        }
        headers = {"Content-Type": "application/json", "Idempotency-Key": str(delivery.id)}
        request = urllib.request.Request(self.address, json.dumps(body).encode(), headers)
        try:
            with _OPENER.open(request, timeout=PATIENCE_SECONDS):
                return
        except (OSError, http.client.HTTPException) as problem:
            raise Undelivered(str(problem)) from problem


class _Stay(urllib.request.HTTPRedirectHandler):
    """What a dossier tells goes to the address set up, not to wherever that one points."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_Stay)
