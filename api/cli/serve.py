"""`motcua serve`: the pages and REST, with the clock that fires timers, in one process."""

import logging
import threading
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from api import bootstrap
from api.app import create_app
from api.cli.words import say
from api.services import Services
from api.settings import Settings

_LOG = logging.getLogger("motcua.timers")
TIMER_SECONDS = 1.0
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
        opened = stack.enter_context(bootstrap.database(Settings(), data, progress=_note))
        services = bootstrap.demo_city(opened, _note) if demo else bootstrap.city(opened)
        stop = threading.Event()
        timers = threading.Thread(target=_fire_timers, args=(services, stop), name="timers", daemon=True)
        timers.start()
        stack.callback(timers.join)
        stack.callback(stop.set)
        typer.echo(say(f"Sẵn sàng tại http://{host}:{port}", f"Ready at http://{host}:{port}"))
        uvicorn.run(create_app(services), host=host, port=port, log_level="warning")


def _note(stage: str) -> None:
    typer.echo(f"  … {stage}", err=True)


def _fire_timers(services: Services, stop: threading.Event) -> None:
    while not stop.wait(TIMER_SECONDS):
        try:
            services.engine.fire_due_timers()
        except Exception:
            # Timers stay due: a database that is away for a minute must not end the clock for ever.
            _LOG.exception("Expected due timers to fire, but they could not; trying again")
