"""`motcua bench timers`: due timers fired by real worker processes; how many a second, and how late."""

import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import product
from multiprocessing import get_context
from typing import Any

from sqlalchemy import URL
from sqlalchemy import Engine as Database

from api import bootstrap
from api.cli.serve import TIMER_SECONDS
from api.demo.city import DEMO_STARTS_AT, load_city
from api.demo.play import Player
from api.settings import Settings
from engine.clock import DemoClock, system_clock
from engine.commands.engine import Engine
from engine.reports.timer_lateness import timer_lateness
from engine.store.copies import add_copies
from engine.store.database import connect
from engine.store.work import begin, reading
from processes.catalogue import package
from processes.walk import Script, read_script

PROCEDURE, COMMUNE, WALK = "2.000286", "00295", "walks/nhac_co_so.json"
WORKERS = (1, 3)
STARTS_AFTER = timedelta(seconds=10)
"""Worker processes need some seconds to load before the first timer falls due."""


def timer_figures(progress: Callable[[str], None]) -> dict[str, Any]:
    """Measure on a throw-away database; each figure's name says for how many workers it is."""
    figures: dict[str, Any] = {}
    with bootstrap.throwaway_database(Settings()) as database:
        load_city(database, lambda _: None)
        code = _dossier_with_a_timer(database)
        # Everything happens on days of the demo city, whose people and holidays are of its time.
        runs = [
            (f"{kind}.{workers}", workers, replace(load, first=DEMO_STARTS_AT + timedelta(days=day)))
            for day, ((kind, load), workers) in enumerate(product(LOADS.items(), WORKERS), start=30)
        ]
        with begin(database) as work:
            for _, _, load in runs:
                add_copies(work, code, load.count, (load.first, load.step))
        for name, workers, load in runs:
            progress(name)
            figures |= {f"{name}.{each}": value for each, value in _measure(database, load, workers).items()}
    return figures


@dataclass(frozen=True, slots=True)
class _Load:
    """How many timers fall due, from when on and how far apart."""

    count: int
    step: timedelta
    first: datetime = DEMO_STARTS_AT

    @property
    def last(self) -> datetime:
        return self.first + self.step * (self.count - 1)


LOADS = {
    "at_once": _Load(10_000, timedelta(0)),
    "paced": _Load(3_000, timedelta(seconds=1) / 100),
}


@dataclass(frozen=True, slots=True)
class _Shift:
    """What one worker process is told: its clock runs `behind` the machine's; it works on until nothing is due."""

    url: URL
    behind: timedelta
    begins_at: datetime
    ends_at: datetime


def _measure(database: Database, load: _Load, workers: int) -> dict[str, Any]:
    begins_at = system_clock() + STARTS_AFTER
    ends_at = begins_at + (load.last - load.first)
    shift = _Shift(database.url, begins_at - load.first, begins_at, ends_at)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        spans = list(pool.map(_work, [shift] * workers))
    with reading(database) as work:
        late = timer_lateness(work, load.first, load.last)
    seconds = max(ended for _, ended in spans) - min(began for began, _ in spans)
    figures = {
        "timers": load.count,
        "lost": load.count - (late.fired - late.twice),
        "fired_twice": late.twice,
        "a_second": round(late.fired / seconds),
    }
    if load.step and late.median is not None and late.p99 is not None:
        figures["late_p50_ms"] = round(late.median.total_seconds() * 1_000)
        figures["late_p99_ms"] = round(late.p99.total_seconds() * 1_000)
    return figures


def _work(shift: _Shift) -> tuple[float, float]:
    """Fire what is due as a worker process does; return when that began and ended."""
    database = connect(shift.url)
    engine = Engine(database, lambda: system_clock() - shift.behind)
    time.sleep(max(0.0, (shift.begins_at - system_clock()).total_seconds()))
    began = time.time()
    while engine.fire_due_timers() or system_clock() < shift.ends_at:
        time.sleep(TIMER_SECONDS if system_clock() < shift.ends_at else 0)
    ended = time.time()
    database.dispose()
    return began, ended


def _dossier_with_a_timer(database: Database) -> str:
    """Bring one dossier to where a reminder is armed; return its code."""
    deployment = package(PROCEDURE).deployment
    assert deployment is not None
    assert deployment.procedure is not None
    field = deployment.procedure.field
    clock = DemoClock(DEMO_STARTS_AT)
    player = Player(Engine(database, clock), clock)
    received = player.receive(PROCEDURE, COMMUNE, field)
    steps = read_script(package(PROCEDURE).walks[WALK]).steps
    waits = next(number for number, step in enumerate(steps) if step.kind == "advance")
    for _ in player.play(received, Script(data={}, steps=steps[:waits])):
        pass
    return received.dossier
