"""The measure itself: what counts as right, what a script does, how a file is put into our terms."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from tests.conformance.adapt import BPMN, adapt, juel
from tests.conformance.betsy import Result, run
from tests.conformance.child import HANGS, in_child
from tests.conformance.play import ENGINES, play
from tests.conformance.script import NO_LOG, Log
from tests.conformance.stock import play_stock
from tests.conformance.suite import Case

MODEL = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'


def script(name: str, text: str) -> str:
    return f'<scriptTask id="{name}"><script>{text}</script></scriptTask>'


def flows(*ends: str) -> str:
    pairs = [end.split() for end in ends]
    return "".join(f'<sequenceFlow id="{s}_{t}" sourceRef="{s}" targetRef="{t}"/>' for s, t in pairs)


def process(body: str, name: str = "P") -> str:
    return f'<process id="{name}" isExecutable="true">{body}</process>'


BEGIN = '<startEvent id="s"/>' + script("L", "CREATE_LOG_FILE")


def case(folder: Path, *processes: str, expected: tuple[str, ...] = (), wait_seconds: float = 0) -> Case:
    """A case of a file of our own: an absolute path stands for itself beside the suite."""
    path = folder / "own.bpmn"
    path.write_text(f"<definitions {MODEL}>{''.join(processes)}</definitions>", encoding="utf-8")
    return Case(str(path), "OWN", 1, "", 0, False, wait_seconds, expected)


def timed(seconds: int, text: str = "WAIT_TEN_SECONDS") -> str:
    """A task with a timer on its edge: task1 where the task was in time, task2 where the timer was."""
    timer = f"<timerEventDefinition><timeDuration>PT{seconds}S</timeDuration></timerEventDefinition>"
    return process(
        BEGIN
        + script("slow", text)
        + f'<boundaryEvent id="late" attachedToRef="slow">{timer}</boundaryEvent>'
        + script("T1", "SCRIPT_task1")
        + script("T2", "SCRIPT_task2")
        + flows("s L", "L slow", "slow T1", "late T2")
    )


LINE = process(BEGIN + script("T", "SCRIPT_task1") + '<endEvent id="e"/>' + flows("s L", "L T", "T e"))
REFUSED = process(
    '<startEvent id="s"/><complexGateway id="c"><activationCondition>1</activationCondition></complexGateway>'
    '<endEvent id="e"/>' + flows("s c", "c e")
)


@pytest.mark.parametrize("engine", ["net", "pair", "shipped", "spiff", "stock"])
def test_the_expected_lines_are_right_and_any_others_are_wrong(tmp_path: Path, engine: str) -> None:
    expecting = case(tmp_path, LINE, expected=("SCRIPT_task1",))

    assert run(expecting, engine).result is Result.RIGHT
    for other in ((), ("SCRIPT_task2",), ("SCRIPT_task1", "SCRIPT_task1")):
        assert run(replace(expecting, expected=other), engine).result is Result.WRONG


@pytest.mark.parametrize("engine", ["net", "pair", "shipped", "spiff", "stock"])
def test_a_refusal_is_right_only_where_an_error_is_expected(tmp_path: Path, engine: str) -> None:
    refused = case(tmp_path, REFUSED)

    assert run(refused, engine).result is Result.REFUSED
    assert run(replace(refused, expected=("SCRIPT_task1",)), engine).result is Result.REFUSED
    assert run(replace(refused, expected=("ERROR",)), engine).result is Result.RIGHT


def test_a_run_without_error_is_wrong_where_an_error_is_expected(tmp_path: Path) -> None:
    assert run(case(tmp_path, LINE, expected=("ERROR",)), "net").result is Result.WRONG


@pytest.mark.parametrize("engine", [*ENGINES, "stock"])
@pytest.mark.parametrize(("seconds", "line"), [(3, "SCRIPT_task2"), (20, "SCRIPT_task1")])
def test_a_script_that_takes_time_can_be_overtaken_by_a_timer(
    tmp_path: Path, engine: str, seconds: int, line: str
) -> None:
    timing = case(tmp_path, timed(seconds), expected=(line,), wait_seconds=30)

    assert run(timing, engine).result is Result.RIGHT


@pytest.mark.parametrize("engine", ENGINES)
def test_what_falls_due_after_betsy_has_read_the_log_does_not_count(tmp_path: Path, engine: str) -> None:
    played = play(case(tmp_path, timed(3), wait_seconds=2), engine)

    assert played.trace == ()


def test_only_stamps_that_overlap_show_parallel_execution() -> None:
    together, in_turn = Log(begun=True), Log(begun=True)

    for log, second in ((together, 4.0), (in_turn, 5.0)):
        log.write("CREATE_TIMESTAMP_LOG_1", {}, 0, 5)
        log.write("CREATE_TIMESTAMP_LOG_2", {}, second, second + 5)

    assert together.trace(()) == ["EXECUTION_parallel"]
    assert in_turn.trace(()) == []


def test_nothing_logged_is_not_the_same_as_no_log() -> None:
    log = Log()
    before = log.trace(())

    log.write("CREATE_LOG_FILE", {}, 0, 0)

    assert before == [NO_LOG]
    assert log.trace(()) == []


def test_a_marker_counts_once_and_only_where_it_is_asked_for() -> None:
    log = Log(begun=True)

    log.write("CREATE_MARKER_FILE", {}, 0, 0)
    log.write("CREATE_MARKER_FILE", {}, 0, 0)

    assert log.trace(()) == []
    assert log.trace(("MARKER_exists",)) == ["MARKER_exists"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('test.contains("a")', '${test.contains("a")}'),
        (' \n test.contains("a")> ', '${test.contains("a")}'),
        ("${integerVariable}", "${integerVariable}"),
        ("integerVariable<3", "${integerVariable<3}"),
    ],
)
def test_java_conditions_are_written_as_older_diagrams_carry_them(text: str, written: str) -> None:
    assert juel(text) == written


def test_adapting_takes_the_scripts_out_and_leaves_everything_else() -> None:
    original = f"<definitions {MODEL}>{timed(3)}{process('', 'Q')}</definitions>".encode()

    first, second = adapt(original)

    assert first.scripts == {
        "L": "CREATE_LOG_FILE",
        "slow": "WAIT_TEN_SECONDS",
        "T1": "SCRIPT_task1",
        "T2": "SCRIPT_task2",
    }
    for adapted, own in ((first, "P"), (second, "Q")):
        root = etree.fromstring(adapted.content)
        assert [p.get("id") for p in root.iter(f"{BPMN}process") if p.get("isExecutable") == "true"] == [own]
        assert root.find(f".//{BPMN}script") is None
        assert len([*root.iter(f"{BPMN}sequenceFlow")]) == 4


def test_a_ring_that_never_ends_is_stopped_and_called_so(tmp_path: Path) -> None:
    ring = process(
        '<startEvent id="s"/><exclusiveGateway id="x"/><exclusiveGateway id="y"/>'
        + flows("s x", "x y", "y x")
    )

    assert in_child(play_stock, case(tmp_path, ring), limit_seconds=1).stuck == HANGS
