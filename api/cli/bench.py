"""`motcua bench …`: figures beside each other in one run; ratios count, absolutes drift with the machine."""

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy import event

from api import bootstrap
from api.cli.bench_migration import migration_figures
from api.cli.bench_papers import paper_figures
from api.cli.bench_timers import timer_figures
from api.cli.bench_worklist import worklist_figures
from api.cli.words import say
from api.demo.city import DEMO_STARTS_AT, load_city
from api.demo.deeds import Deeds
from api.demo.keys import fleeting_signing
from api.settings import Settings
from engine.bpmn.certify import Certifier, Verdict, key_of
from engine.bpmn.definition import Definition
from engine.bpmn.deployment import Deployment
from engine.bpmn.spiff import Replay, SpiffNet
from engine.clock import DemoClock, in_hanoi
from engine.commands.complete_task import CompleteTask
from engine.commands.engine import Engine
from engine.commands.open_dossier import OpenDossier
from engine.model.role import Role
from engine.net.explore import Edge, Graph, explore
from engine.net.marking import dump, load
from engine.net.step import fire
from engine.reports.open_tasks import open_tasks
from engine.store import people
from engine.store.work import reading
from processes.catalogue import codes, package
from processes.walk import Script, read_script

PROCEDURE, COMMUNE, WALK = "2.000286", "00295", "walks/thuan_loi.json"
ROUNDS, DOSSIERS = 100, 20

app = typer.Typer(
    help=say("Đo tốc độ, số liệu chạy cạnh nhau.", "Measure, side by side."), no_args_is_help=True
)
AsJson = Annotated[bool, typer.Option("--json", help=say("In dạng JSON.", "Print JSON."))]


@app.command("steps", help=say("Giá của một bước ở từng bộ máy.", "What one step costs in each engine."))
def steps(as_json: AsJson = False) -> None:
    """Measure the CPU time of a step: the token game, a certificate's look-up, SpiffWorkflow beside it."""
    definition = _deployment(PROCEDURE).main
    graph = explore(definition.net)
    inner = [edge for edge in graph.edges if edge.source is not None]
    longest = max((graph.way_to(state) for state in range(len(graph.states))), key=len)
    spiff, certifier = SpiffNet(definition.net), Certifier(definition)
    game = _cpu(lambda: [_play(definition, graph, edge) for edge in inner], ROUNDS) / len(inner)
    looked_up = _cpu(lambda: [_key(definition, graph, edge) for edge in inner], ROUNDS) / len(inner)
    beside = _cpu(lambda: _play_beside(spiff, longest), 10) / len(longest)
    rehearsed = _cpu(certifier.certify_graph, 1) / len(graph.edges)
    figures = {
        "procedure": PROCEDURE,
        "states": len(graph.states),
        "edges": len(graph.edges),
        "largest_marking_bytes": max(len(dump(marking)) for marking in graph.states),
        "token_game_us": round(game * 1e6, 1),
        "certificate_key_us": round(looked_up * 1e6, 1),
        "spiffworkflow_us": round(beside * 1e6, 1),
        "rehearsal_us": round(rehearsed * 1e6, 1),
        "spiffworkflow_to_token_game": round(beside / game, 1),
    }
    _print(figures, as_json)


@app.command(
    "certificates", help=say("Số bước hai bộ máy đã xác nhận.", "Certified steps of each procedure.")
)
def certificates(as_json: AsJson = False) -> None:
    """Certify every procedure of the library from nothing and count the verdicts."""
    figures = {}
    for code in codes():
        definitions = _deployment(code).processes.values()
        verdicts = [
            each.verdict for definition in definitions for each in Certifier(definition).certify_graph()
        ]
        figures[code] = ", ".join(f"{verdict.value} {verdicts.count(verdict)}" for verdict in Verdict)
    _print(figures, as_json)


@app.command(
    "completions", help=say("Giá của một lần hoàn thành công việc.", "What completing a task costs.")
)
def completions(as_json: AsJson = False) -> None:
    """Complete tasks through the whole engine on a throw-away database, and count what each one costs."""
    deployment = _deployment(PROCEDURE)
    assert deployment.procedure is not None
    script = read_script(package(PROCEDURE).walks[WALK])
    with bootstrap.throwaway_database(Settings()) as database:
        load_city(database, lambda _: None)
        meter = _Meter(Engine(database, DemoClock(DEMO_STARTS_AT)), deployment.procedure.field)
        event.listen(database, "before_cursor_execute", lambda *_: meter.count())
        for _ in range(DOSSIERS):
            meter.walk(script)
    _print(meter.figures(), as_json)


@app.command(
    "migration",
    help=say("Chuyển một cơ sở dữ liệu cũ qua mọi bước.", "A legacy database through every step."),
)
def migration(
    dossiers: Annotated[int, typer.Option(min=100, help=say("Số hồ sơ.", "Dossiers."))] = 69_427,
    jobs: Annotated[int, typer.Option(min=1, max=64, help=say("Số tiến trình.", "Processes."))] = 2,
    as_json: AsJson = False,
) -> None:
    """Print seconds, rows a second, memory, and the ratio to plain COPY of the same rows."""
    _print(migration_figures(dossiers, jobs), as_json)


@app.command(
    "timers", help=say("Hẹn giờ đến hạn: tốc độ và độ trễ.", "Due timers: how many a second, how late.")
)
def timers(as_json: AsJson = False) -> None:
    """Let worker processes fire timers that are due at one instant, and timers due one after the other."""
    _print(timer_figures(lambda note: typer.echo(f"  … {note}", err=True)), as_json)


@app.command(
    "worklist",
    help=say(
        "Danh sách công việc của thành phố một triệu hồ sơ.", "The worklist of a city of a million dossiers."
    ),
)
def worklist(
    data: Annotated[
        Path,
        typer.Option("--data", help=say("Thư mục giữ thành phố để dùng lại.", "Folder that keeps the city.")),
    ] = Path("var/bench-worklist"),
    dossiers: Annotated[int, typer.Option(min=100, help=say("Số hồ sơ.", "Dossiers."))] = 1_000_000,
    as_json: AsJson = False,
) -> None:
    """Open worklists over real HTTP as a clerk, a leader, somebody of thirty communes and a viewer of the city."""
    _print(worklist_figures(data, dossiers, lambda note: typer.echo(f"  … {note}", err=True)), as_json)


@app.command("papers", help=say("In mỗi giấy tờ mất bao lâu.", "What printing each paper costs."))
def papers(as_json: AsJson = False) -> None:
    """Print each paper of two dossiers over and over, beside a page that holds one word."""
    _print(paper_figures(), as_json)


class _Meter:
    """Completes tasks and measures nothing but the command itself."""

    def __init__(self, engine: Engine, field: str) -> None:
        self.engine, self.field = engine, field
        self.deeds = Deeds(engine, fleeting_signing())
        self.statements, self.cpu, self.wall = [0], 0.0, 0.0

    def count(self) -> None:
        self.statements[-1] += 1

    def walk(self, script: Script) -> None:
        on = in_hanoi(self.engine.clock()).date()
        with reading(self.engine.database) as work:
            clerk = people.acting_as(work, COMMUNE, Role.RECEPTION_CLERK, self.field, on)[0]
        code = str(self.engine.open(OpenDossier(PROCEDURE, "", COMMUNE, {}), clerk)["dossier"])
        for number, step in enumerate(step for step in script.steps if step.kind == "complete"):
            with reading(self.engine.database) as work:
                task = next(task for task in open_tasks(work, code) if task.element == step.subject)
                actor = people.acting_as(work, task.unit, task.role, task.field, on)[0]
            self.deeds.do(code, task, actor, step.data)
            self.statements.append(0)
            wall, cpu = time.perf_counter(), time.process_time()
            self.engine.handle(CompleteTask(task.id, step.data), actor, f"{code} {number}")
            self.wall += time.perf_counter() - wall
            self.cpu += time.process_time() - cpu
            self.statements.append(0)

    def figures(self) -> dict[str, Any]:
        counted = self.statements[1::2]
        return {
            "completions": len(counted),
            "statements": sorted(set(counted)),
            "cpu_ms": round(self.cpu / len(counted) * 1e3, 2),
            "wall_ms": round(self.wall / len(counted) * 1e3, 2),
        }


def _deployment(code: str) -> Deployment:
    deployment = package(code).deployment
    assert deployment is not None
    return deployment


def _play(definition: Definition, graph: Graph, edge: Edge) -> str:
    """Load the stored marking, take the step, write the marking: what one completion costs the token game."""
    assert edge.source is not None
    assert edge.token is not None
    marking = load(dump(graph.states[edge.source]))
    return dump(fire(definition.net, marking, edge.token, Replay().of(edge.step.asked)).marking)


def _key(definition: Definition, graph: Graph, edge: Edge) -> str:
    assert edge.source is not None
    return key_of(definition, graph.states[edge.source], edge.token, edge.step)


def _play_beside(spiff: SpiffNet, way: list[Edge]) -> None:
    replay = Replay()
    run = spiff.begin(replay.of(way[0].step.asked))
    for edge in way[1:]:
        assert edge.token is not None
        run.fire(edge.token.node, replay.of(edge.step.asked))


def _cpu(do: Callable[[], Any], rounds: int) -> float:
    began = time.process_time()
    for _ in range(rounds):
        do()
    return (time.process_time() - began) / rounds


def _print(figures: Mapping[str, Any], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(figures))
        return
    for name, value in figures.items():
        typer.echo(f"{name:32} {value}")
