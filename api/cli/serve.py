"""`motcua serve`: the pages and REST, with the clock that fires timers, in one process."""

import logging
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from api import bootstrap
from api.antivirus import ClamAV
from api.app import create_app
from api.cli.words import say
from api.delivery.outbox import Outbox
from api.demo.keys import demo_signing
from api.services import Services
from api.settings import Settings
from api.signing.signing import local_signing

_LOG = logging.getLogger("motcua.timers")
TIMER_SECONDS = 1.0
STAFF_TURNS = 60
"""Turns of the clock between two looks for tasks that nobody is appointed to do."""

HELP = say("Chạy máy chủ web của hệ thống một cửa.", "Serve the pages and REST.")

app = typer.Typer(help=HELP, add_completion=False)


@app.command(help=HELP)
def serve(
    host: Annotated[str, typer.Option(help=say("Địa chỉ lắng nghe.", "Address to listen on."))] = "127.0.0.1",
    port: Annotated[int, typer.Option(help=say("Cổng.", "Port."))] = 8000,
    data: Annotated[Path | None, typer.Option("--data", help=say("Thư mục dữ liệu.", "Data folder."))] = None,
    demo: Annotated[
        bool, typer.Option("--demo", help=say("Thành phố thử nghiệm.", "The demo city."))
    ] = False,
) -> None:
    """Open the database, load the demo city where asked, and serve until Ctrl-C."""
    with ExitStack() as stack:
        settings = Settings()
        opened = stack.enter_context(bootstrap.database(settings, data, progress=_note))
        keys = bootstrap.keys_folder(settings, data)
        services = (
            bootstrap.demo_city(opened, _note, demo_signing(keys))
            if demo
            else bootstrap.city(opened, local_signing(keys))
        )
        if settings.clamd is not None:
            services = replace(services, scanner=ClamAV(settings.clamd))
        stop = threading.Event()
        timers = threading.Thread(target=_fire_timers, args=(services, stop), name="timers", daemon=True)
        outbox = Outbox(services.engine, bootstrap.connectors(settings))
        # Whoever waits for a mail server keeps neither timers nor messages waiting.
        others = [
            threading.Thread(target=_again, args=(each, stop), name=name, daemon=True)
            for name, each in (("messages", services.engine.relay_messages), ("outbox", outbox.deliver_due))
        ]
        for each in (timers, *others):
            each.start()
            stack.callback(each.join)
        stack.callback(stop.set)
        typer.echo(say(f"Sẵn sàng tại http://{host}:{port}", f"Ready at http://{host}:{port}"))
        uvicorn.run(create_app(services), host=host, port=port, log_level="warning")


def _note(stage: str) -> None:
    typer.echo(f"  … {stage}", err=True)


def _again(act: Callable[[], int], stop: threading.Event) -> None:
    """Do what is due again and again; what failed stays due."""
    while not stop.wait(TIMER_SECONDS):
        try:
            act()
        except Exception:
            _LOG.exception("Expected what is due to happen, but it could not; trying again")


def _fire_timers(services: Services, stop: threading.Event) -> None:
    for turn in count():
        if stop.wait(TIMER_SECONDS):
            return
        try:
            services.engine.expire_requests()
            services.engine.fire_due_timers()
            if turn % STAFF_TURNS == 0:
                services.look_for_staff()
        except Exception:
            # Timers stay due: a database that is away for a minute must not end the clock for ever.
            _LOG.exception("Expected due timers to fire, but they could not; trying again")
