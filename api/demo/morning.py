"""What already waits on the desks when the demo city first opens, so that nobody's list is empty."""

from dataclasses import replace
from typing import NamedTuple

from api.demo.play import Player
from api.signing.signing import Signing
from engine.clock import DemoClock
from engine.commands.engine import Engine
from processes.catalogue import package
from processes.walk import Script, read_script


class Begun(NamedTuple):
    """A dossier that somebody brought in the days before: its procedure, where, whose, and how many steps are done."""

    procedure: str
    unit: str
    applicant: str
    steps: int


BEGUN = (
    Begun("L.249197", "00295", "Phùng Thị Hòa", 4),
    Begun("L.TN13", "007", "Lương Văn Tiến", 3),
    Begun("L.249197", "00295", "Đinh Văn Thắng", 3),
    Begun("L.249197", "00295", "Tạ Thị Hường", 2),
    Begun("2.000286", "00295", "Cao Thị Nhung", 2),
    Begun("1.001776", "00295", "Hà Văn Quý", 1),
    Begun("L.249197", "00295", "Mai Thị Loan", 1),
    Begun("1.001193", "00295", "Trịnh Quốc Bảo", 1),
)
_WALK, _APPLICANT = "walks/thuan_loi.json", "ho_ten"


def begin_work(engine: Engine, clock: DemoClock, signing: Signing) -> None:
    """Let the city's people receive these dossiers and take their first steps; the clock moves on as they work."""
    player = Player(engine, clock, signing)
    for number, begun in enumerate(BEGUN):
        chosen = package(begun.procedure)
        assert chosen.deployment is not None
        assert chosen.deployment.procedure is not None
        field = chosen.deployment.procedure.field
        received = player.receive(begun.procedure, begun.unit, field, key=f"morning {number}")
        for _ in player.play(received, _first_steps(read_script(chosen.walks[_WALK]), begun)):
            pass


def _first_steps(script: Script, begun: Begun) -> Script:
    done = [step for step in script.steps if step.kind == "complete"][: begun.steps]
    named = (
        replace(step, data={**step.data, _APPLICANT: begun.applicant}) if _APPLICANT in step.data else step
        for step in done
    )
    return replace(script, steps=tuple(named))
