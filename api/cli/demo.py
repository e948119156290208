"""`motcua demo`: real dossiers walk commune -> department -> city -> back to the citizen, told step by step."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Any, NamedTuple

import typer

from api import bootstrap
from api.cli.words import say
from api.demo import tell
from api.demo.city import DEMO_STARTS_AT, load_city
from api.demo.play import Player
from api.settings import Settings
from engine.bpmn.deployment import Deployment
from engine.clock import DemoClock, in_hanoi
from engine.commands.engine import Engine
from engine.reports.control_slip import control_slip
from engine.store.work import reading
from processes.catalogue import package
from processes.walk import Script, read_script

HELP = say(
    "Ba hồ sơ thật đi qua ba cấp trên một cơ sở dữ liệu tạm; in từng bước và phiếu kiểm soát.",
    "Three real dossiers walk the three levels on a throw-away database; prints each step and the control slip.",
)

app = typer.Typer(help=HELP, add_completion=False)


class Journey(NamedTuple):
    """One dossier of the demo: its procedure, the unit that receives it, and the walk it takes."""

    procedure: str
    unit: str
    walk: str


JOURNEYS = (
    Journey("L.249197", "00295", "walks/thuan_loi.json"),
    Journey("2.000286", "00295", "walks/thuan_loi.json"),
    Journey("1.009645", "SKHDT", "walks/hoi_hai_so.json"),
)

Teller = Callable[[str], None]


@app.command(help=HELP)
def demo(
    as_json: Annotated[bool, typer.Option("--json", help=say("In dạng JSON.", "Print JSON."))] = False,
) -> None:
    """Play every journey on a throw-away database."""
    began = time.monotonic()
    tell_line: Teller = (lambda _: None) if as_json else typer.echo
    with bootstrap.throwaway_database(Settings()) as database:
        load_city(database, lambda stage: typer.echo(f"  … {stage}", err=True))
        clock = DemoClock(DEMO_STARTS_AT)
        engine = Engine(database, clock)
        journeys = [play(engine, clock, journey, tell_line) for journey in JOURNEYS]
    if as_json:
        typer.echo(json.dumps(journeys, ensure_ascii=False, default=str))
    else:
        typer.echo(f"\n{say('Xong trong', 'Done in')} {time.monotonic() - began:.1f} s.")


def play(engine: Engine, clock: DemoClock, journey: Journey, tell_line: Teller) -> dict[str, Any]:
    """Play one journey to its end; return what a program wants to know of it."""
    deployment, script = _script(journey)
    assert deployment.procedure is not None
    calendar = engine.city.calendars.of(journey.unit, in_hanoi(clock()).date())
    clock.move_to(calendar.next_reception(clock()) or clock())
    player = Player(engine, clock)
    received = player.receive(journey.procedure, journey.unit, deployment.procedure.field)
    _tell(tell_line, tell.reception(deployment.procedure, received))
    steps = []
    names = {name: each.name for d in deployment.processes.values() for name, each in d.elements.items()}
    for number, told in enumerate(player.play(received, script), start=1):
        _tell(tell_line, tell.step(number, names[told.task.element], told))
        steps.append(asdict(told))
    with reading(engine.database) as work:
        slip = control_slip(work, received.dossier)
    _tell(tell_line, tell.slip(received.dossier, slip))
    return {
        "procedure": journey.procedure,
        "dossier": received.dossier,
        "steps": steps,
        "slip": [*map(asdict, slip)],
    }


def _script(journey: Journey) -> tuple[Deployment, Script]:
    chosen = package(journey.procedure)
    assert chosen.deployment is not None
    return chosen.deployment, read_script(chosen.walks[journey.walk])


def _tell(tell_line: Teller, lines: Any) -> None:
    for line in lines:
        tell_line(line)
