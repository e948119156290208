"""A mail server on a real socket that keeps what it is given; it refuses recipients of `nowhere.vn`."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class MailServer:
    """Where it listens, and every message it took."""

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        while line := await reader.readline():
            verb = line.split()[0].upper() if line.split() else b""
            if verb == b"RCPT" and b"@nowhere.vn" in line:
                writer.write(b"550 nobody of that name\r\n")
            elif verb == b"DATA":
                writer.write(b"354 go on\r\n")
                self.taken.append(_message(await reader.readuntil(b"\r\n.\r\n")))
                writer.write(b"250 taken\r\n")
            elif verb == b"QUIT":
                writer.write(b"221 bye\r\n")
                break
            else:
                writer.write(b"250 fine\r\n")
        await writer.drain()
        writer.close()


def _message(content: bytes) -> EmailMessage:
    return message_from_bytes(content.removesuffix(b".\r\n"), policy=policy.default)  # type: ignore[return-value]


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Listen on a free port until the end of the block."""
    kept = MailServer()
    loop = asyncio.new_event_loop()
    listening = loop.run_until_complete(asyncio.start_server(kept.serve, "127.0.0.1", 0))
    kept.port = listening.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield kept
    finally:
        loop.call_soon_threadsafe(listening.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=10)
        loop.close()
