"""Deliver by e-mail, over the mail server that the city has set up."""

import smtplib
from collections.abc import Mapping
from dataclasses import dataclass
from email.errors import MessageError
from email.message import EmailMessage
from typing import Any

from api.delivery.base import PATIENCE_SECONDS, Undelivered
from engine.model.delivery import Delivery


@dataclass(frozen=True, slots=True)
class Mail:
    """Hands messages to the server at `host`:`port`, in the name of the address `sender`."""

    host: str
    port: int
    sender: str

    def deliver(self, delivery: Delivery, dossier: str) -> None:
        """Send one message; its Message-ID is made of the delivery's id, by which servers know a repetition."""
        try:
            message = self._written(delivery, dossier)
            with smtplib.SMTP(self.host, self.port, timeout=PATIENCE_SECONDS) as server:
                server.send_message(message)
        except (OSError, ValueError, MessageError, smtplib.SMTPException) as problem:
            # A ValueError is an address that the headers of a message cannot hold, as one with a line break.
            raise Undelivered(str(problem)) from problem

    def _written(self, delivery: Delivery, dossier: str) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self.sender
        message["To"] = delivery.recipient
        message["Subject"] = f"{delivery.subject} - hồ sơ {dossier}"
        message["Message-ID"] = f"<{delivery.id}@{self.sender.rpartition('@')[2]}>"
        message.set_content(_text(delivery.subject, dossier, delivery.data))
        return message


def _text(subject: str, dossier: str, data: Mapping[str, Any]) -> str:
    told = [f"{name}: {value}" for name, value in data.items()]
    return "\n".join([f"{subject}.", f"Mã hồ sơ: {dossier}", *told, ""])
