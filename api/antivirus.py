"""Every file that comes in is looked at by ClamAV where the city runs one; what cannot be looked at is not let in."""

import socket
import struct
from dataclasses import dataclass
from typing import Protocol

from engine.errors import Refused, TryAgain

SECONDS = 30
"""For the daemon to answer about one file."""

_CHUNK = 64 * 1024
_MAX_ANSWER = 4_096


class Scanner(Protocol):
    """Looks at the content of files."""

    def scan(self, content: bytes) -> None:
        """Let a clean file pass. Refused `attachment.infected`; TryAgain `attachment.not_scanned`."""


@dataclass(frozen=True, slots=True)
class ClamAV:
    """The daemon clamd at an address, `host:port` or the path of its socket, asked by INSTREAM."""

    address: str

    def scan(self, content: bytes) -> None:
        """See `Scanner`."""
        try:
            with self._connected() as daemon:
                answer = _asked(daemon, content)
        except OSError as error:
            raise TryAgain("attachment.not_scanned") from error
        if answer.endswith("FOUND"):
            raise Refused(
                "attachment.infected", found=answer.removeprefix("stream:").removesuffix("FOUND").strip()
            )
        if answer != "stream: OK":
            # Whatever else it says, as that a file is larger than it takes, means that it did not look.
            raise TryAgain("attachment.not_scanned")

    def _connected(self) -> socket.socket:
        host, _, port = self.address.rpartition(":")
        if host:
            return socket.create_connection((host, int(port)), timeout=SECONDS)
        daemon = socket.socket(socket.AF_UNIX)
        daemon.settimeout(SECONDS)
        try:
            daemon.connect(self.address)
        except OSError:
            daemon.close()
            raise
        return daemon


def _asked(daemon: socket.socket, content: bytes) -> str:
    daemon.sendall(b"zINSTREAM\0")
    for start in range(0, len(content), _CHUNK):
        part = content[start : start + _CHUNK]
        daemon.sendall(struct.pack("!L", len(part)) + part)
    daemon.sendall(struct.pack("!L", 0))
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _MAX_ANSWER:
        part = daemon.recv(_MAX_ANSWER)
        if not part:
            break
        answer += part
    return answer.rstrip(b"\0").decode(errors="replace").strip()
