"""Another system on a real socket: it keeps what is posted to it and answers as it is told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class OtherSystem:
    """`status` is what it answers; `posted` are the keys and bodies that came, accepted or not."""

    address: str = ""
    status: int = 200
    posted: list[tuple[str, Any]] = field(default_factory=list)


@contextmanager
def other_system() -> Iterator[OtherSystem]:
    """Listen on a free port until the end of the block."""
    other = OtherSystem()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            other.posted.append((self.headers["Idempotency-Key"], json.loads(body)))
            self.send_response(other.status)
            self.send_header("Location", f"{other.address}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    other.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield other
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)
