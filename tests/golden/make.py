"""Make the golden city of this version: `python -m tests.golden.make 0.2.0`, once, right before its release.

A small city with dossiers in every situation the engine knows. It is never made again: every later version must
open it, bring it to its own revision, and lead each dossier to its end.
"""

import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime

from api.bootstrap import revised
from api.demo.people import cast, people
from engine.clock import in_hanoi
from engine.commands.open_dossier import OpenDossier
from engine.errors import Stuck
from engine.model.city_data import HANOI, hanoi, read_successions, read_units
from engine.model.holidays import national_days
from engine.model.role import Role
from engine.model.unit import Level
from engine.store import calendars, drafts, embedded, units
from engine.store import people as people_store
from engine.store.backup import backup
from engine.store.work import Work, begin
from processes.catalogue import codes
from processes.catalogue import package as library_package
from processes.package import Package, read_package
from processes.walk import Script, read_script
from tests.golden.script import DATABASE, GOLDEN, Act, Case, play, write
from tests.support.bpmn import Drawing, diagram
from tests.support.city import COMMUNE, DISTRICT, STARTS_AT, Town, town_on
from tests.support.elements import loop, many
from tests.support.packages import package

RECEIVED_AT = {"L.TN13": DISTRICT, "1.009994": DISTRICT, "1.009645": "SKHDT"}
"""Where the library's procedures are received, if not in the commune."""

A_TASK = 'motcua:level="commune" motcua:body="committee" motcua:role="handler" motcua:workingTime="P1D"'
CALLED = {"code": "L.GOI", "name": "Thủ tục được gọi"}


def done(element: str, **data: object) -> Act:
    return Act("complete", element, data)


def later(duration: str) -> Act:
    return Act("advance", duration, {})


def drawn(content: str) -> Package:
    """A package whose one task A repeats."""
    bpmn = diagram("s -> A -> e", drawing=Drawing(attributes={"A": A_TASK}, content={"A": content}))
    return read_package({**package("s -> A -> e").files, "process.bpmn": bpmn})


def repeated() -> dict[str, tuple[Package, tuple[Act, ...], tuple[Act, ...]]]:
    """Constructs that no procedure of the library draws: a package, what has happened, what is still to happen."""
    reminded = package(
        "s -> A -> e", "b1 -> H -> e2", timers={"b1": "R3/P1D"}, hosts={"b1": "A"}, calm={"b1"}
    )
    waiting = package("s -> A -> c1 -> B -> e", messages={"c1": "bo_sung"}, pauses={"c1"})
    on_a_day = package("s -> c1 -> A -> e", timers={"c1": "2018-11-20T09:00:00+07:00"})
    interrupted = package("s -> A -> e", "b1 -> B -> e", timers={"b1": "P2D"}, hosts={"b1": "A"})
    calling = package("s -> k1 -> C -> e", calls={"k1": "Process_Goi"})
    stuck = package(
        "s -> A -> x ? B -> e",
        "x ? C -> e",
        forms={"A": {"so": "integer"}},
        conditions={"x_B": "so > 3", "x_C": "so > 2"},
    )
    sequence = drawn(many("3", one_by_one=True))
    again = drawn(loop("loopCounter &lt; 3"))
    return {
        "a cycle that has fired once": (
            reminded,
            (later("P1D"),),
            (done("H"), later("P1D"), done("H"), done("A")),
        ),
        "a message awaited, the clock stopped": (
            waiting,
            (done("A"),),
            (Act("message", "bo_sung", {"ghi_chu": "đã nộp"}), done("B")),
        ),
        "a date awaited": (on_a_day, (), (later("P20D"), done("A"))),
        "a task that time takes away": (interrupted, (), (later("P5D"), done("B"))),
        "a call open": (calling, (), (done("B"), done("C"))),
        "an incident": (stuck, (done("A", so=1),), (done("A", so=5), done("B"))),
        "the second of three instances": (sequence, (done("A"),), (done("A"), done("A"))),
        "the second round of a loop": (again, (done("A"),), (done("A"), done("A"))),
        "ended": (package("s -> A -> e"), (done("A"),), ()),
    }


def library_walks() -> Iterator[tuple[str, str, Script]]:
    for code in codes():
        for name, stored in library_package(code).walks.items():
            yield code, name, read_script(stored)


def fill(work: Work) -> None:
    """Store the units of Ha Noi, and all people but those of the communes, of which only one has any."""
    tree, on = hanoi(), in_hanoi(STARTS_AT).date()
    units.add(work, read_units(HANOI), read_successions(HANOI))
    calendars.add_special_days(work, national_days())
    acting = [
        (person, appointment)
        for person, appointment in (*people(tree, on), *cast())
        if appointment.unit_code == COMMUNE or tree.at(appointment.unit_code, on).level is not Level.COMMUNE
    ]
    people_store.add(work, acting)


def make(town: Town) -> list[Case]:
    """Fill an empty, revised database; return what is still to happen to its dossiers."""
    with begin(town.database) as work:
        fill(work)
    town.restart()
    town.put_in_force(package("s -> B -> e", process="Process_Goi", procedure=CALLED))
    cases = []
    for code in codes():
        town.put_in_force(library_package(code))
    for number, (code, name, script) in enumerate(library_walks()):
        steps = [Act.of(step) for step in script.steps if step.kind != "expect"]
        waits = next((at for at, step in enumerate(steps) if step.kind == "advance"), len(steps))
        # Another place in each walk; time does not pass yet, or what others wait for would happen.
        stops = min(waits, 1 + number % max(1, len(steps) - 1))
        dossier = open_dossier(town, code, dict(script.data))
        cases.append(bring(town, Case(f"{code} {name}", dossier, tuple(steps)), stops))
    for number, (name, (drawn_package, past, rest)) in enumerate(repeated().items()):
        # A procedure of its own for each, so that none is in force in place of another.
        town.put_in_force(as_procedure(drawn_package, f"L.{number:02}"))
        dossier = open_dossier(town, f"L.{number:02}", {})
        cases.append(bring(town, Case(name, dossier, past + rest), len(past)))
    with begin(town.database) as work:
        drafts.save(
            work,
            town.clerk.person_id,
            "L.TN13",
            {"ho_ten": "Nguyễn Thị Minh"},
            datetime(2018, 11, 5, 2, tzinfo=UTC),
        )
    return cases


def as_procedure(chosen: Package, code: str) -> Package:
    facts = chosen.files["procedure.json"].replace(b'"L.THU"', f'"{code}"'.encode())
    return read_package({**chosen.files, "procedure.json": facts})


def open_dossier(town: Town, code: str, data: dict[str, object]) -> str:
    unit = RECEIVED_AT.get(code, COMMUNE)
    deployment = library_package(code).deployment if code in codes() else None
    field = deployment.procedure.field if deployment and deployment.procedure else None
    clerk = town.clerk if field is None else town.holder(Role.RECEPTION_CLERK, unit, field)
    answer = town.engine.open(OpenDossier(code, "", unit, data, COMMUNE), clerk, None)
    return str(answer["dossier"])


def bring(town: Town, case: Case, stops: int) -> Case:
    """Let a dossier come as far as it shall be found; a step that gets stuck leaves its incident."""
    for act in case.rest[:stops]:
        with suppress(Stuck):
            play(town, case.dossier, act)
    return case._replace(rest=case.rest[stops:])


if __name__ == "__main__":
    folder = GOLDEN / sys.argv[1]
    folder.mkdir()
    with embedded.temporary() as server, revised(server.url) as opened:
        with town_on(opened.url) as city:
            write(folder, make(city))
        backup(server.url, folder / DATABASE)
    sys.stdout.write(f"{folder}: {(folder / DATABASE).stat().st_size} bytes\n")
