"""The application on a real socket, as a browser or another program meets it."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import APIRouter

from api.app import create_app
from api.services import Services


@contextmanager
def serving(services: Services, *routers: APIRouter) -> Iterator[str]:
    """Serve on a free port of this machine, with pages of the test's own; gives the address."""
    app = create_app(services)
    for router in routers:
        app.include_router(router)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)
