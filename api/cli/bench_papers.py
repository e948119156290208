"""What printing costs: each paper of a dossier read from the database and typeset, beside an empty page."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine as Database

from api import bootstrap
from api.demo.city import DEMO_STARTS_AT, load_city
from api.demo.play import Player, Received
from api.papers.find import Wanted, dossier_paper
from api.settings import Settings
from engine.clock import DemoClock, in_hanoi
from engine.commands.engine import Engine
from engine.commands.extend_due_date import ExtendDueDate
from engine.commands.request_supplement import RequestSupplement
from engine.commands.stop_dossier import StopDossier
from engine.model.actor import Actor
from engine.model.paper import PaperKind
from engine.model.role import Role
from engine.store import people
from engine.store.work import reading
from forms.papers.paper import Paper
from processes.catalogue import package
from processes.walk import read_script

PROCEDURE, FIELD, COMMUNE, WALK = "L.249197", "nguoi-co-cong", "00295", "walks/thuan_loi.json"
ROUNDS = 20
_EMPTY = '#set page(paper: "a5")\n#data.said'


def paper_figures() -> dict[str, Any]:
    """Return the milliseconds of reading and of typesetting each kind, and of a page that holds one word."""
    with bootstrap.throwaway_database(Settings()) as database:
        load_city(database, lambda _: None)
        clock = DemoClock(DEMO_STARTS_AT)
        player = Player(Engine(database, clock), clock)
        whole, stopped = _dossiers(player)
        of = {PaperKind.RECEIPT: whole, PaperKind.CONTROL_SLIP: whole}
        others = (PaperKind.SUPPLEMENT, PaperKind.APOLOGY, PaperKind.STOP)
        figures = _timed("one_word", _typesetter(Paper(_EMPTY, {"said": "một"}, DEMO_STARTS_AT)))
        for kind, dossier in {**of, **dict.fromkeys(others, stopped)}.items():
            read = _reader(database, player.engine, Wanted(dossier, kind))
            figures |= _timed(f"{kind}_read", read) | _timed(f"{kind}_typeset", _typesetter(read(0)))
    return figures


def _dossiers(player: Player) -> tuple[str, str]:
    """A dossier that was walked to its end, and one that everything else has happened to."""
    script = read_script(package(PROCEDURE).walks[WALK])
    first = next(number for number, step in enumerate(script.steps) if step.kind == "complete")
    other = player.receive(PROCEDURE, COMMUNE, FIELD, "other")
    for _ in player.play(other, replace(script, steps=script.steps[: first + 1])):
        pass
    _trouble(player, other)
    whole = player.receive(PROCEDURE, COMMUNE, FIELD)
    for _ in player.play(whole, script):
        pass
    return whole.dossier, other.dossier


def _trouble(player: Player, received: Received) -> None:
    leader, handler = (_person(player.engine, role) for role in (Role.LEADER, Role.HANDLER))
    code, later = received.dossier, received.due_at + timedelta(days=7)
    player.engine.handle(ExtendDueDate(code, later, "Chờ ý kiến của Sở"), leader)
    player.engine.handle(RequestSupplement(code, ("Bản sao Giấy chứng tử",), "Bản chụp"), handler)
    player.engine.handle(StopDossier(code, "Khai trùng", "Nghị định 61/2018/NĐ-CP"), leader)


def _person(engine: Engine, role: Role) -> Actor:
    with reading(engine.database) as work:
        return people.acting_as(work, COMMUNE, role, FIELD, in_hanoi(engine.clock()).date())[0]


def _reader(database: Database, engine: Engine, wanted: Wanted) -> Callable[[int], Paper]:
    def read(_: int) -> Paper:
        with reading(database) as work:
            return dossier_paper(work, engine, wanted, "https://motcua.example")

    return read


def _typesetter(paper: Paper) -> Callable[[int], bytes]:
    # Another code each time: typst remembers pages that it has set before.
    return lambda number: replace(paper, data={**paper.data, "code": f"{number:04d}"}).pdf()


def _timed(name: str, do: Callable[[int], Any]) -> dict[str, Any]:
    """Time it warm: the processor's time of one, and the wall's time of the middle one."""
    do(ROUNDS)
    took, busy = [], time.process_time()
    for number in range(ROUNDS):
        began = time.perf_counter()
        do(number)
        took.append(time.perf_counter() - began)
    cpu = (time.process_time() - busy) / ROUNDS
    return {f"{name}_cpu_ms": round(cpu * 1e3, 1), f"{name}_wall_ms": round(statistics.median(took) * 1e3, 1)}
